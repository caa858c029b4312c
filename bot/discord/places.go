package discord

import (
	"slices"
	"sync"
)

// places is what the gateway has told about where the bot is: its role in each
// guild and the channels and threads that it sees.
type places struct {
	mu       sync.RWMutex
	self     string             // the bot's user id
	roles    map[string]string  // the bot's managed role by guild
	langs    map[string]string  // "ko" or "en" by guild
	channels map[string]channel // and threads, by id
}

func newPlaces() *places {
	return &places{roles: map[string]string{}, langs: map[string]string{}, channels: map[string]channel{}}
}

// setSelf notes the bot's own user id.
func (p *places) setSelf(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.self = id
}

// names returns the bot's user id and its role in a guild, "" where unknown.
func (p *places) names(guild string) (self, role string) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.self, p.roles[guild]
}

// language returns a guild's language, "" where unknown.
func (p *places) language(guild string) string {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.langs[guild]
}

// channel returns a channel or thread, if it is known.
func (p *places) channel(id string) (c channel, ok bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	c, ok = p.channels[id]
	return c, ok
}

// enter notes a guild that the bot is in, or in again.
func (p *places) enter(g guild) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, r := range g.Roles {
		if p.self != "" && r.Tags.BotID == p.self {
			p.roles[g.ID] = r.ID
		}
	}
	if lang := language(g.Locale); lang != "" {
		p.langs[g.ID] = lang
	}
	for _, c := range slices.Concat(g.Channels, g.Threads) {
		c.GuildID = g.ID
		p.channels[c.ID] = c
	}
}

// leave forgets a guild, unless it is only out of reach for a while.
func (p *places) leave(g guild) {
	if g.Unavailable {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.roles, g.ID)
	delete(p.langs, g.ID)
	for id, c := range p.channels {
		if c.GuildID == g.ID {
			delete(p.channels, id)
		}
	}
}

// open notes a channel or a thread, shut forgets it.
func (p *places) open(c channel) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.channels[c.ID] = c
}

func (p *places) shut(c channel) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.channels, c.ID)
}
