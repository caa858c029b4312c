package discord

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"okbot/bot/chat"
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
var fatal = map[int]error{
	4004: &chat.SettingError{Setting: "Token", Problem: "Discord refuses the token", Advice: "use the one of the application's Bot page"},
	4010: &chat.SettingError{Setting: "ShardIDs", Problem: "Discord knows no such shard", Advice: "the ids of shards must be below their number"},
	4011: &chat.SettingError{Setting: "Shards", Problem: "Discord asks for more shards", Advice: "use auto or a larger number"},
	4012: errors.New("Discord no longer speaks this version of its gateway: upgrade okbot"),
	4013: errors.New("Discord does not know the intents that okbot asks for: upgrade okbot"),
	4014: errors.New("Discord refuses the intents that okbot asks for: check Privileged Gateway Intents on the application's Bot page"),
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
