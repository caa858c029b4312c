package bot

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jellydator/ttlcache/v3"
)

// talk is what is remembered of a conversation: its last question that was
// answered, what that one borrowed included, and the passage that answered.
type talk struct {
	Asked   string `json:"asked"`
	Passage string `json:"passage"`
}

// talks remember conversations; "" is none.
type talks interface {
	get(ctx context.Context, conversation string) (talk, bool)
	put(ctx context.Context, conversation string, last talk)
}

const (
	talkTTL  = 2 * time.Hour
	maxTalks = 10_000
)

// ownTalks remembers conversations in the process, the least recently used ones
// up to maxTalks. It needs no goroutine: what has expired is not returned.
type ownTalks struct {
	cache *ttlcache.Cache[string, talk]
}

func newTalks() ownTalks {
	return ownTalks{ttlcache.New(
		ttlcache.WithTTL[string, talk](talkTTL),
		ttlcache.WithCapacity[string, talk](maxTalks),
	)}
}

func (t ownTalks) get(_ context.Context, id string) (talk, bool) {
	if id == "" {
		return talk{}, false
	}
	item := t.cache.Get(id)
	if item == nil {
		return talk{}, false
	}
	return item.Value(), true
}

func (t ownTalks) put(_ context.Context, id string, last talk) {
	if id != "" {
		t.cache.Set(id, last, ttlcache.DefaultTTL)
	}
}

// storedTalks remembers conversations in a store. One that cannot be read is as
// good as none: the question is answered without it.
type storedTalks struct{ store Store }

func (t storedTalks) get(ctx context.Context, id string) (talk, bool) {
	var last talk
	if id == "" {
		return last, false
	}
	value, _, err := t.store.Get(ctx, talkBucket, id)
	return last, err == nil && json.Unmarshal(value, &last) == nil
}

func (t storedTalks) put(ctx context.Context, id string, last talk) {
	if id == "" {
		return
	}
	value, err := json.Marshal(last)
	if err != nil {
		return
	}
	_, revision, err := t.store.Get(ctx, talkBucket, id)
	if err == nil || errors.Is(err, ErrNotFound) {
		t.store.Put(ctx, talkBucket, id, value, revision)
	}
}
