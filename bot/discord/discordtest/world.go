package discordtest

// Object is a JSON object as it goes over the wire.
type Object = map[string]any

// Identity is the bot's own application and user.
type Identity struct {
	ID     string // application id, the same as the user's
	Name   string
	UserID string
}

// Permission is one of Discord's permission bits.
type Permission uint64

// Permissions that a channel can deny the bot.
const (
	AddReactions       Permission = 1 << 6
	ViewChannel        Permission = 1 << 10
	SendMessages       Permission = 1 << 11
	EmbedLinks         Permission = 1 << 14
	ReadMessageHistory Permission = 1 << 16
	CreateThreads      Permission = 1 << 35
	SendInThreads      Permission = 1 << 38
)

const granted = AddReactions | ViewChannel | SendMessages | EmbedLinks | ReadMessageHistory | CreateThreads | SendInThreads | 1<<31

// Channel types of https://docs.discord.com/developers/resources/channel.
const (
	GuildText    = 0
	DM           = 1
	GroupDM      = 3
	PublicThread = 11
)

// Guild is a server that the bot is in.
type Guild struct {
	ID      string
	Name    string
	Locale  string // preferred_locale
	BotRole string // the managed role of the bot
}

// Channel is a place for messages. Deny is what the bot may not do there.
type Channel struct {
	ID      string
	GuildID string // empty in direct messages
	Name    string
	Type    int
	Parent  string     // of a thread
	User    string     // the other side of a direct message
	Deny    Permission // what the bot lacks here
	last    string     // newest message
}

// User is somebody who writes.
type User struct {
	ID   string
	Name string
	Bot  bool
}

// world is who and what exists. Server.mu guards it.
type world struct {
	guilds   []*Guild
	channels map[string]*Channel
	users    map[string]*User
	messages map[string]*stored
	order    []string // message ids, oldest first
	sent     []string // those that the bot sent

	user    *User
	channel *Channel
	dm      *Channel
}

func (s *Server) buildWorld() {
	w := &s.world
	w.channels, w.users, w.messages = map[string]*Channel{}, map[string]*User{}, map[string]*stored{}
	id := s.ids.next()
	s.App = Identity{ID: id, Name: "okbot", UserID: id}
	w.users[id] = &User{ID: id, Name: "okbot", Bot: true}
	w.user = s.addUser("minji", false)
	g := s.addGuild("test")
	w.channel = s.addChannel(Channel{GuildID: g.ID, Name: "general"})
	w.dm = s.addChannel(Channel{Type: DM, User: w.user.ID})
}

// Guild returns the guild that was there from the start.
func (s *Server) Guild() Guild {
	s.mu.Lock()
	defer s.mu.Unlock()
	return *s.world.guilds[0]
}

// Channel returns the text channel that was there from the start.
func (s *Server) Channel() Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	return *s.world.channel
}

// DM returns the channel between the bot and the first user.
func (s *Server) DM() Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	return *s.world.dm
}

// User returns the person who acts where no other is named.
func (s *Server) User() User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return *s.world.user
}

// AddUser makes another person, or another bot.
func (s *Server) AddUser(name string, bot bool) User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return *s.addUser(name, bot)
}

// AddGuild makes a guild with its managed role; the i-th guild, counted from
// 0, belongs to shard i mod n for up to 10 shards. Sessions that get its
// events receive GUILD_CREATE.
func (s *Server) AddGuild(name string) Guild {
	s.mu.Lock()
	g := *s.addGuild(name)
	raw := encode(s.guildObject(&g))
	s.mu.Unlock()
	s.dispatch(g.ID, "GUILD_CREATE", IntentGuilds, raw, raw)
	return g
}

// AddChannel makes a channel or thread, with a new id if c has none, in the
// first guild if c names none and is not a direct message. The bot is no member
// of guilds that are not from AddGuild: there people can only interact with it.
// Sessions receive CHANNEL_CREATE or THREAD_CREATE for guild channels.
func (s *Server) AddChannel(c Channel) Channel {
	s.mu.Lock()
	made := s.addChannel(c)
	c = *made
	raw, told := encode(s.channelObject(made)), c.GuildID != "" && s.sees(made)
	s.mu.Unlock()
	if told {
		event := "CHANNEL_CREATE"
		if c.Type == PublicThread {
			event = "THREAD_CREATE"
		}
		s.dispatch(c.GuildID, event, IntentGuilds, raw, raw)
	}
	return c
}

// Deny takes permissions from the bot in one channel; 0 gives all back.
func (s *Server) Deny(channel string, p Permission) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.world.channels[channel]; c != nil {
		c.Deny = p
	}
}

func (s *Server) addUser(name string, bot bool) *User {
	u := &User{ID: s.ids.next(), Name: name, Bot: bot}
	s.world.users[u.ID] = u
	return u
}

func (s *Server) addGuild(name string) *Guild {
	g := &Guild{ID: s.ids.guild(), Name: name, Locale: "ko", BotRole: s.ids.next()}
	s.world.guilds = append(s.world.guilds, g)
	return g
}

func (s *Server) addChannel(c Channel) *Channel {
	if c.ID == "" {
		c.ID = s.ids.next()
	}
	if c.GuildID == "" && c.Type != DM && c.Type != GroupDM {
		c.GuildID = s.world.guilds[0].ID
	}
	s.world.channels[c.ID] = &c
	return &c
}

// sees says whether the bot can see a channel at all.
func (s *Server) sees(c *Channel) bool {
	return c != nil && c.Deny&ViewChannel == 0 && c.Type != GroupDM && (c.GuildID == "" || s.guildByID(c.GuildID) != nil)
}

func (s *Server) guildByID(id string) *Guild {
	for _, g := range s.world.guilds {
		if g.ID == id {
			return g
		}
	}
	return nil
}
