package chat

import (
	"context"
	"encoding/binary"
	"errors"
	"time"
)

// A Limit is a token bucket: PerMinute answers a minute, up to Burst of them at
// once (0: PerMinute). A PerMinute of 0 allows any number.
type Limit struct{ PerMinute, Burst int }

// allow takes one token for key and returns how long to wait where there is
// none. It is the generic cell rate algorithm (ITU-T I.371): all that is stored
// is the time at which the bucket will be full again. A store that fails allows.
func (l Limit) allow(ctx context.Context, store Store, key string, now time.Time) (wait time.Duration, err error) {
	if l.PerMinute <= 0 {
		return 0, nil
	}
	token := time.Minute / time.Duration(l.PerMinute)
	burst := l.Burst
	if burst <= 0 {
		burst = l.PerMinute
	}
	for range limitTries {
		value, revision, err := store.Get(ctx, limitBucket, key)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return 0, err
		}
		full := now
		if len(value) == 8 {
			full = time.Unix(0, int64(binary.BigEndian.Uint64(value)))
		}
		// Beyond what a bucket can owe, the clock was set back: nobody is to wait
		// for it to catch up.
		if full.Before(now) || full.After(now.Add(time.Duration(burst)*token)) {
			full = now
		}
		full = full.Add(token)
		if wait := full.Sub(now) - time.Duration(burst)*token; wait > 0 {
			return wait, nil
		}
		_, err = store.Put(ctx, limitBucket, key, binary.BigEndian.AppendUint64(nil, uint64(full.UnixNano())), revision)
		if !errors.Is(err, ErrConflict) {
			return 0, err
		}
	}
	return 0, nil
}

// limitTries is how often a token is tried for that others take at the same time.
const limitTries = 5
