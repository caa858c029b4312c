package discord

import (
	"fmt"
	"maps"
	"slices"
	"sync"
)

// states are what keeps each shard from being connected.
type states struct {
	mu     sync.Mutex
	shards map[int]string // "" is connected
	reason string         // while there are none
}

func newStates() *states { return &states{reason: "not started"} }

// expect tells which shards there are to be.
func (s *states) expect(ids []int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shards = map[int]string{}
	for _, id := range ids {
		s.shards[id] = "not connected"
	}
}

// set notes what keeps a shard from being connected, "" if nothing does.
func (s *states) set(id int, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shards[id] = reason
}

// fail notes what keeps the shards from being started.
func (s *states) fail(reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reason = reason
}

func (s *states) ready() (bool, string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.shards == nil {
		return false, s.reason
	}
	for _, id := range slices.Sorted(maps.Keys(s.shards)) {
		if s.shards[id] != "" {
			return false, fmt.Sprintf("shard %d: %s", id, s.shards[id])
		}
	}
	return true, ""
}
