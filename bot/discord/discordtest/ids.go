package discordtest

import (
	"strconv"
	"sync"
	"time"
)

// epoch is Discord's: the first millisecond of 2015.
const epoch = 1420070400000

// firstGuild is a moment divisible by every shard count up to 10.
const firstGuild = 300_000_000_000 / 2520 * 2520

// snowflakes hands out ids in rising order: milliseconds since the epoch in
// the upper 42 bits, a counter in the lower ones.
type snowflakes struct {
	mu     sync.Mutex
	last   uint64
	guilds uint64
}

func (s *snowflakes) next() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := uint64(time.Now().UnixMilli()-epoch) << 22
	s.last = max(s.last+1, now)
	return strconv.FormatUint(s.last, 10)
}

// guild returns ids one millisecond apart, so that guild i is on shard i mod n
// for up to 10 shards.
func (s *snowflakes) guild() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := uint64(firstGuild+s.guilds) << 22
	s.guilds++
	return strconv.FormatUint(id, 10)
}

// shardOf returns the shard that gets a guild's events, 0 for direct messages.
func shardOf(guild string, shards int) int {
	id, err := strconv.ParseUint(guild, 10, 64)
	if err != nil {
		return 0
	}
	return int((id >> 22) % uint64(shards))
}
