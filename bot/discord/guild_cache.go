package discord

import (
	"slices"
	"sync"
)

// places is what the gateway has told about where the bot is: its role in each
// guild and the channels and threads that it sees.
type guildCache struct {
	mu       sync.RWMutex
	self     string             // the bot's user id
	roles    map[string]string  // the bot's managed role by guild
	langs    map[string]string  // "ko" or "en" by guild
	channels map[string]channel // and threads, by id
}

func newGuildCache() *guildCache {
	return &guildCache{roles: map[string]string{}, langs: map[string]string{}, channels: map[string]channel{}}
}

// setSelf notes the bot's own user id.
func (cache *guildCache) setSelf(id string) {
	cache.mu.Lock()
	defer cache.mu.Unlock()
	cache.self = id
}

// names returns the bot's user id and its role in a guild, "" where unknown.
func (cache *guildCache) names(guild string) (self, role string) {
	cache.mu.RLock()
	defer cache.mu.RUnlock()
	return cache.self, cache.roles[guild]
}

// language returns a guild's language, "" where unknown.
func (cache *guildCache) language(guild string) string {
	cache.mu.RLock()
	defer cache.mu.RUnlock()
	return cache.langs[guild]
}

// channel returns a channel or thread, if it is known.
func (cache *guildCache) channel(id string) (c channel, ok bool) {
	cache.mu.RLock()
	defer cache.mu.RUnlock()
	c, ok = cache.channels[id]
	return c, ok
}

// enter notes a guild that the bot is in, or in again.
func (cache *guildCache) enter(g guild) {
	cache.mu.Lock()
	defer cache.mu.Unlock()
	for _, r := range g.Roles {
		if cache.self != "" && r.Tags.BotID == cache.self {
			cache.roles[g.ID] = r.ID
		}
	}
	if lang := language(g.Locale); lang != "" {
		cache.langs[g.ID] = lang
	}
	for _, c := range slices.Concat(g.Channels, g.Threads) {
		c.GuildID = g.ID
		cache.channels[c.ID] = c
	}
}

// leave forgets a guild, unless it is only out of reach for a while.
func (cache *guildCache) leave(g guild) {
	if g.Unavailable {
		return
	}
	cache.mu.Lock()
	defer cache.mu.Unlock()
	delete(cache.roles, g.ID)
	delete(cache.langs, g.ID)
	for id, c := range cache.channels {
		if c.GuildID == g.ID {
			delete(cache.channels, id)
		}
	}
}

// open notes a channel or a thread, shut forgets it.
func (cache *guildCache) open(c channel) {
	cache.mu.Lock()
	defer cache.mu.Unlock()
	cache.channels[c.ID] = c
}

func (cache *guildCache) shut(c channel) {
	cache.mu.Lock()
	defer cache.mu.Unlock()
	delete(cache.channels, c.ID)
}
