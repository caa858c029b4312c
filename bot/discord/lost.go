package discord

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// lost is how a connection ended that can be followed by another one.
type lost struct {
	reason string // for metrics: a few words
	anew   bool   // the session cannot be resumed
	wait   bool   // Discord asks for a pause of 1 to 5 s
	err    error
}

func (l *lost) Error() string {
	if l.err == nil {
		return l.reason
	}
	return l.reason + ": " + l.err.Error()
}

// fatal are the close codes after which another connection is of no use
// (https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes).
var fatal = map[int]string{
	4004: "Discord refuses the token: set DISCORD_TOKEN to the one of the application's Bot page",
	4010: "Discord knows no such shard: DISCORD_SHARD_IDS must be below DISCORD_SHARDS",
	4011: "Discord asks for more shards: set DISCORD_SHARDS to auto or a larger number",
	4012: "Discord no longer speaks this version of its gateway: upgrade okbot",
	4013: "Discord does not know the intents that okbot asks for: upgrade okbot",
	4014: "Discord refuses the intents that okbot asks for: check Privileged Gateway Intents on the application's Bot page",
}

// explain tells what to make of the error that a connection ended with.
func explain(err error) *lost {
	var why *lost
	if errors.As(err, &why) {
		return why
	}
	switch code := closeCode(err); code {
	case 0:
		return &lost{reason: "broken", err: err}
	case 4003, 4007, 4009: // not authenticated, wrong sequence, session timed out
		return &lost{reason: fmt.Sprint("closed ", code), anew: true, err: err}
	default:
		reason := "closed"
		if code >= 4000 && code < 4100 {
			reason = fmt.Sprint("closed ", code)
		}
		return &lost{reason: reason, err: err}
	}
}

// backoff doubles with each failure from first up to most, and is spread over
// the half below.
func backoff(first, most time.Duration, failures int) time.Duration {
	wait := min(most, first<<min(failures, 20))
	return wait/2 + rand.N(wait/2+1)
}
