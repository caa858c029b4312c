package discord

import (
	"slices"
	"sync"
)

// guildCache has what the gateway has sent about guilds: the role of the bot in each,
// and the channels and threads that it sees.
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

// setSelf sets the user id of the bot.
func (cache *guildCache) setSelf(id string) {
	cache.mu.Lock()
	defer cache.mu.Unlock()
	cache.self = id
}

// names returns the user id of the bot and its role in a guild, "" if unknown.
func (cache *guildCache) names(guild string) (self, role string) {
	cache.mu.RLock()
	defer cache.mu.RUnlock()
	return cache.self, cache.roles[guild]
}

// language returns the language of a guild, "" if unknown.
func (cache *guildCache) language(guild string) string {
	cache.mu.RLock()
	defer cache.mu.RUnlock()
	return cache.langs[guild]
}

// channel returns a channel or thread, and whether it is known.
func (cache *guildCache) channel(id string) (c channel, ok bool) {
	cache.mu.RLock()
	defer cache.mu.RUnlock()
	c, ok = cache.channels[id]
	return c, ok
}

// add adds what an event contains of a guild.
func (cache *guildCache) add(g guild) {
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

// remove removes a guild, unless it is only unavailable for a while.
func (cache *guildCache) remove(g guild) {
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

// addChannel adds a channel or a thread.
func (cache *guildCache) addChannel(c channel) {
	cache.mu.Lock()
	defer cache.mu.Unlock()
	cache.channels[c.ID] = c
}

// removeChannel removes a channel or a thread.
func (cache *guildCache) removeChannel(c channel) {
	cache.mu.Lock()
	defer cache.mu.Unlock()
	delete(cache.channels, c.ID)
}
