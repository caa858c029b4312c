package bot

import (
	"context"
	"time"

	"github.com/jellydator/ttlcache/v3"
)

// A Turn is what is remembered of a conversation: its last question that was answered,
// what that one borrowed from the one before it, and the passage that answered.
type Turn struct {
	Asked   string `json:"asked"`
	About   string `json:"about,omitempty"` // names, or else nouns, with blanks between
	Passage string `json:"passage"`
	// At is when it was asked; zero if that does not matter.
	At time.Time `json:"at,omitzero"`
}

// A History remembers the last turn of each conversation, by its name. The name
// "" is no conversation: nothing is remembered of it.
type History interface {
	Get(ctx context.Context, conversation string) (Turn, bool)
	Put(ctx context.Context, conversation string, last Turn)
}

const (
	turnTTL  = 2 * time.Hour
	maxTurns = 10_000
)

// memory is a History in the process: the least recently used conversations are
// forgotten beyond maxTurns. It needs no goroutine, as an expired turn is not
// returned.
type memory struct {
	cache *ttlcache.Cache[string, Turn]
}

func newMemory() memory {
	return memory{ttlcache.New(
		ttlcache.WithTTL[string, Turn](turnTTL),
		ttlcache.WithCapacity[string, Turn](maxTurns),
	)}
}

// Get returns the last turn of a conversation, false if there is none.
func (m memory) Get(_ context.Context, conversation string) (Turn, bool) {
	if conversation == "" {
		return Turn{}, false
	}
	item := m.cache.Get(conversation)
	if item == nil {
		return Turn{}, false
	}
	return item.Value(), true
}

// Put replaces the last turn of a conversation.
func (m memory) Put(_ context.Context, conversation string, last Turn) {
	if conversation != "" {
		m.cache.Set(conversation, last, ttlcache.DefaultTTL)
	}
}

// WithHistory returns a bot that answers as b does and remembers conversations
// in h.
func (b *Bot) WithHistory(h History) *Bot {
	other := *b
	other.history = h
	return &other
}
