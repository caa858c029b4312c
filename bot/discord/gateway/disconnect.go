package gateway

import (
	"errors"
	"fmt"
)

// A disconnect is the end of a connection after which another one may succeed.
type disconnect struct {
	reason    string // for metrics: a few words
	identify  bool   // the session cannot be resumed
	longPause bool   // Discord asks for a pause of 1 to 5 s
	err       error  // nil if Discord asked for the end
}

// Error returns the reason and the error, if any.
func (d *disconnect) Error() string {
	if d.err == nil {
		return d.reason
	}
	return d.reason + ": " + d.err.Error()
}

// fatalCodes are the close codes after which no other connection can succeed.
var fatalCodes = []int{AuthenticationFailed, InvalidShard, ShardingRequired, InvalidVersion, InvalidIntents, DisallowedIntents}

// disconnectOf returns the disconnect that an error of a connection means.
func disconnectOf(err error) *disconnect {
	var d *disconnect
	if errors.As(err, &d) {
		return d
	}
	switch code := closeCode(err); code {
	case 0:
		return &disconnect{reason: "broken", err: err}
	case 4003, 4007, 4009: // not authenticated, wrong sequence, session timed out
		return &disconnect{reason: fmt.Sprint("closed ", code), identify: true, err: err}
	default:
		reason := "closed"
		if code >= 4000 && code < 4100 {
			reason = fmt.Sprint("closed ", code)
		}
		return &disconnect{reason: reason, err: err}
	}
}
