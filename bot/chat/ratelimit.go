package chat

import (
	"context"
	"encoding/binary"
	"errors"
	"time"
)

// A RateLimit is a token bucket: PerMinute answers a minute, up to Burst of them at
// once (0 means PerMinute). A PerMinute of 0 allows any number.
type RateLimit struct{ PerMinute, Burst int }

// take takes one token for key, or returns the time until there is one. It is the
// generic cell rate algorithm (ITU-T I.371): only the time at which the bucket will
// be full again is stored. If the store fails, the question is allowed.
func (l RateLimit) take(ctx context.Context, store Store, key string, now time.Time) (wait time.Duration, err error) {
	if l.PerMinute <= 0 {
		return 0, nil
	}
	token := time.Minute / time.Duration(l.PerMinute)
	burst := l.Burst
	if burst <= 0 {
		burst = l.PerMinute
	}
	for range maxTakeTries {
		value, revision, err := store.Get(ctx, rateBucket, key)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return 0, err
		}
		full := now
		if len(value) == 8 {
			full = time.Unix(0, int64(binary.BigEndian.Uint64(value)))
		}
		// A bucket that is full only later than that was written before the clock
		// was set back. It counts as full.
		if full.Before(now) || full.After(now.Add(time.Duration(burst)*token)) {
			full = now
		}
		full = full.Add(token)
		if wait := full.Sub(now) - time.Duration(burst)*token; wait > 0 {
			return wait, nil
		}
		_, err = store.Put(ctx, rateBucket, key, binary.BigEndian.AppendUint64(nil, uint64(full.UnixNano())), revision)
		if !errors.Is(err, ErrConflict) {
			return 0, err
		}
	}
	return 0, nil
}

// maxTakeTries bounds the tries to take a token while others take tokens of the
// same bucket.
const maxTakeTries = 5
