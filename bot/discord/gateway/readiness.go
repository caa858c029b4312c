package gateway

import (
	"fmt"
	"maps"
	"slices"
	"sync"
)

// readiness has the reasons why shards are not connected.
type readiness struct {
	mu     sync.Mutex
	shards map[int]string // "" if connected; nil before Run
}

func newReadiness() *readiness { return &readiness{} }

// expect adds shards that are not connected yet.
func (r *readiness) expect(ids []int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.shards = map[int]string{}
	for _, id := range ids {
		r.shards[id] = "not connected"
	}
}

// set sets the reason why a shard is not connected, "" if it is.
func (r *readiness) set(id int, reason string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.shards[id] = reason
}

func (r *readiness) ready() (bool, string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.shards == nil {
		return false, "not started"
	}
	for _, id := range slices.Sorted(maps.Keys(r.shards)) {
		if r.shards[id] != "" {
			return false, fmt.Sprintf("shard %d: %s", id, r.shards[id])
		}
	}
	return true, ""
}
