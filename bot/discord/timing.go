package discord

import "time"

// timing is how long a shard waits.
type timing struct {
	dial, hello, ready time.Duration // for the next step of a new connection
	identify           time.Duration // between two IDENTIFYs of one bucket
	invalid            time.Duration // least wait after INVALID_SESSION, of which up to four more are added
	first, most        time.Duration // backoff
	deferring          time.Duration // before an interaction is told to wait
}

var defaultTiming = timing{
	dial: 10 * time.Second, hello: 10 * time.Second, ready: 15 * time.Second,
	identify: 5 * time.Second, invalid: time.Second, first: 500 * time.Millisecond, most: time.Minute,
	deferring: time.Second,
}
