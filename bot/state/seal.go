package state

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/nats.go"

	"okbot/bot/chat"
)

// A server removes an expired record, but leaves its bytes in a file until most of that
// file has expired. So records are sealed: encrypted by AES-GCM with a key of their log
// and of the period in which they are written. When the last record of a period has
// expired, its key is overwritten, and what is left of the records cannot be read.

// sealKeys has a [sealKey] for each log and period.
var sealKeys = chat.Bucket{Name: "seals"}

// sealPeriod is how long a key seals, in UTC from midnight or noon. Together with
// forgetEvery it is less than a day.
const sealPeriod = 12 * time.Hour

// A sealKey seals the records of a log of one period.
type sealKey struct {
	Log  chat.Log  `json:"log"`
	From time.Time `json:"from"` // when the period begins
	Key  []byte    `json:"key"`  // of AES-256
}

// expired reports whether the records have expired that are kept for so long.
func (k sealKey) expired(now time.Time, kept time.Duration) bool {
	return !now.Before(k.From.Add(sealPeriod + kept))
}

// sealHeader says when the period of a record begins, in RFC 3339. One of a version that
// did not seal has none.
const sealHeader = "Sealed"

// A sealer seals and opens the records of logs.
type sealer struct {
	streams *streams
	now     func() time.Time

	mu   sync.Mutex
	keys map[string]sealKey // by name
}

// seal sets the data of a message to the sealed record.
func (s *sealer) seal(ctx context.Context, l chat.Log, record []byte, msg *nats.Msg) error {
	from := s.now().UTC().Truncate(sealPeriod).Format(time.RFC3339)
	k, revision, err := s.key(ctx, l, from)
	if errors.Is(err, chat.ErrNotFound) {
		k, err = s.newKey(ctx, l, from, revision)
	}
	if err != nil {
		return fmt.Errorf("key for %s: %w", l, err)
	}
	msg.Header.Set(sealHeader, from)
	msg.Data = k.cipher().Seal(nil, nil, record, []byte(l))
	return nil
}

// open returns the record in a message. The error is [chat.ErrNotFound] if its key is
// gone or is not the one with which it was sealed.
func (s *sealer) open(ctx context.Context, l chat.Log, header nats.Header, data []byte) ([]byte, error) {
	from := header.Get(sealHeader)
	if from == "" {
		return data, nil
	}
	k, _, err := s.key(ctx, l, from)
	if err != nil {
		return nil, err
	}
	record, err := k.cipher().Open(nil, nil, data, []byte(l))
	if err != nil {
		return nil, chat.ErrNotFound
	}
	return record, nil
}

// cipher returns the cipher of a key, which begins what it seals with a random nonce.
func (k sealKey) cipher() cipher.AEAD {
	block, err := aes.NewCipher(k.Key)
	if err != nil {
		panic(err) // the length is checked when a key is read
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err) // AES has the right block size
	}
	return aead
}

const keyBytes = 32

// keyName returns the name of the key of a log and the period that begins at from.
func keyName(l chat.Log, from string) string { return string(l) + "/" + from }

// key returns the key of a log and a period. The error is [chat.ErrNotFound] if there is
// none, or it is damaged: revision is what it is to be replaced at.
func (s *sealer) key(ctx context.Context, l chat.Log, from string) (k sealKey, revision uint64, err error) {
	name := keyName(l, from)
	s.mu.Lock()
	k, ok := s.keys[name]
	s.mu.Unlock()
	if ok {
		return k, 0, nil
	}
	value, revision, err := s.streams.Get(ctx, sealKeys, name)
	if err != nil {
		return k, 0, err
	}
	if json.Unmarshal(value, &k) != nil || len(k.Key) != keyBytes {
		return k, revision, chat.ErrNotFound
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys[name] = k
	return k, revision, nil
}

// newKey makes the key of a log and a period at a revision, unless another process is
// faster.
func (s *sealer) newKey(ctx context.Context, l chat.Log, from string, revision uint64) (k sealKey, err error) {
	k = sealKey{Log: l, Key: make([]byte, keyBytes)}
	rand.Read(k.Key)
	if k.From, err = time.Parse(time.RFC3339, from); err != nil {
		return k, err
	}
	value, err := json.Marshal(k)
	if err != nil {
		return k, err
	}
	if _, err := s.streams.Put(ctx, sealKeys, keyName(l, from), value, revision); err != nil && !errors.Is(err, chat.ErrConflict) {
		return k, err
	}
	for range keyReads { // a replica that is asked may not have it yet
		if k, _, err = s.key(ctx, l, from); !errors.Is(err, chat.ErrNotFound) {
			return k, err
		}
		select {
		case <-ctx.Done():
			return k, ctx.Err()
		case <-time.After(keyReadPause):
		}
	}
	return k, err
}

// How often a key that was made is read, and the pause between.
const (
	keyReads     = 100
	keyReadPause = 10 * time.Millisecond
)

// forget overwrites the keys of the periods of which all records have expired.
func (s *sealer) forget(ctx context.Context) error {
	now := s.now()
	expired := func(k sealKey) bool {
		kept, known := s.streams.keptFor(k.Log)
		return known && k.expired(now, kept)
	}
	s.mu.Lock()
	for name, k := range s.keys {
		if expired(k) {
			delete(s.keys, name)
		}
	}
	s.mu.Unlock()
	_, err := s.streams.eraseValues(ctx, sealKeys, func(value []byte) bool {
		var k sealKey
		return json.Unmarshal(value, &k) == nil && expired(k)
	})
	if err != nil {
		return fmt.Errorf("overwrite expired keys: %w", err)
	}
	return nil
}
