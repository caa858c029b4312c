package discordtest

import (
	"encoding/json"
	"maps"
	"time"
)

// Place is where and how somebody interacts with the bot.
type Place struct {
	Channel       string // id; the first text channel if empty
	User          string // id; the first user if empty
	Locale        string // of the user, "ko" if empty
	GuildLocale   string // of the guild, its own if empty
	UserInstalled bool   // the user has installed the app, the guild has not
}

// Option is a value given to a command. Its type is Value's: string, int, bool
// or float64.
type Option struct {
	Name  string
	Value any
}

// Slash is a chat input command that somebody gives, or is still typing.
type Slash struct {
	Place
	Name    string
	Options []Option
	Focused string       // for Autocomplete: the option being typed
	Change  func(Object) // as for Post
}

// MessageCommand is a command given from the menu of a message.
type MessageCommand struct {
	Place
	Name   string
	Target string       // message id
	Change func(Object) // as for Post
}

// Press is a press of a button.
type Press struct {
	Place           // Channel is the message's
	Message  string // id
	CustomID string
	Change   func(Object) // as for Post
}

// Interaction types.
const (
	kindCommand      = 2
	kindComponent    = 3
	kindAutocomplete = 4
	kindModal        = 5
)

// Slash gives a command to the bot: the session of its guild gets INTERACTION_CREATE.
func (s *Server) Slash(c Slash) *Interaction { return s.chat(kindCommand, c, "") }

// Autocomplete asks for choices while an option is being typed.
func (s *Server) Autocomplete(c Slash) *Interaction { return s.chat(kindAutocomplete, c, c.Focused) }

func (s *Server) chat(kind int, c Slash, focused string) *Interaction {
	return s.interact(c.Change, func() (*Interaction, Object) {
		data := s.commandData(c.Name, chatCommand, c.Place)
		data["options"] = options(c.Options, focused)
		return s.interaction(kind, c.Place, data)
	})
}

// MessageCommand gives a command on a message to the bot; the message comes
// whole, whatever the intents.
func (s *Server) MessageCommand(c MessageCommand) *Interaction {
	return s.interact(c.Change, func() (*Interaction, Object) {
		target := s.letter(c.Target)
		set(&c.Channel, target.channel())
		data := s.commandData(c.Name, messageCommand, c.Place)
		data["target_id"] = c.Target
		data["resolved"] = Object{"messages": Object{c.Target: maps.Clone(target.object)}}
		return s.interaction(kindCommand, c.Place, data)
	})
}

// Press presses a button of a message.
func (s *Server) Press(p Press) *Interaction {
	return s.interact(p.Change, func() (*Interaction, Object) {
		m := s.letter(p.Message)
		set(&p.Channel, m.channel())
		i, o := s.interaction(kindComponent, p.Place, Object{"custom_id": p.CustomID, "component_type": compButton, "id": 2})
		o["message"] = maps.Clone(m.object)
		i.on = m
		return i, o
	})
}

func (s *Server) commandData(name string, kind int, p Place) Object {
	data := Object{"id": s.ids.next(), "name": name, "type": kind}
	set(&p.Channel, s.world.channel.ID)
	guild := s.place(p.Channel).GuildID
	for _, c := range s.commands.visible(guild) {
		if c["name"] == name && number(c["type"]) == kind {
			data["id"] = c["id"]
			if g, ok := c["guild_id"]; ok {
				data["guild_id"] = g
			}
		}
	}
	return data
}

func options(given []Option, focused string) []Object {
	out := []Object{}
	for _, g := range given {
		kind := 3
		switch g.Value.(type) {
		case int:
			kind = 4
		case bool:
			kind = 5
		case float64:
			kind = 10
		}
		o := Object{"name": g.Name, "type": kind, "value": g.Value}
		if g.Name == focused {
			o["focused"] = true
		}
		out = append(out, o)
	}
	return out
}

// interaction makes an interaction and its payload. The caller holds s.mu.
func (s *Server) interaction(kind int, p Place, data Object) (*Interaction, Object) {
	set(&p.Channel, s.world.channel.ID)
	set(&p.User, s.world.user.ID)
	set(&p.Locale, "ko")
	c := s.place(p.Channel)
	i := &Interaction{ID: s.ids.next(), Token: "aW50ZXJhY3Rpb246" + s.ids.next() + "secret", Channel: c.ID, User: p.User,
		s: s, kind: kind, guild: c.GuildID, userInstalled: p.UserInstalled, done: make(chan struct{})}
	context := map[int]int{DM: 1, GroupDM: 2}[c.Type]
	owners := Object{}
	switch {
	case p.UserInstalled:
		owners["1"] = p.User
	case c.GuildID != "":
		owners["0"] = c.GuildID
	default:
		owners["0"] = "0" // the documentation's value for direct messages with the bot
	}
	perms := granted &^ c.Deny
	o := Object{"id": i.ID, "application_id": s.App.ID, "type": kind, "data": data, "token": i.Token, "version": 1,
		"channel": s.channelObject(c), "channel_id": c.ID, "app_permissions": bits(perms), "locale": p.Locale,
		"entitlements": []any{}, "entitlement_sku_ids": []any{}, "authorizing_integration_owners": owners,
		"context": context, "attachment_size_limit": 10 << 20}
	if c.GuildID != "" {
		if g := s.guildByID(c.GuildID); g != nil {
			set(&p.GuildLocale, g.Locale)
		}
		set(&p.GuildLocale, "en-US")
		m := memberObject()
		m["user"], m["permissions"] = s.userObject(p.User), bits(granted)
		o["member"], o["guild_id"], o["guild_locale"] = m, c.GuildID, p.GuildLocale
		o["guild"] = Object{"id": c.GuildID, "locale": p.GuildLocale, "features": []string{}}
		o["channel"].(Object)["permissions"] = bits(perms)
	} else {
		o["user"] = s.userObject(p.User)
	}
	s.asked.add(i, s.opts.CountersOnly)
	s.stats.Interactions++
	return i, o
}

// interact makes an interaction and sends it.
func (s *Server) interact(change func(Object), build func() (*Interaction, Object)) *Interaction {
	var i *Interaction
	var raw json.RawMessage
	s.locked(func() {
		var o Object
		i, o = build()
		if change != nil {
			change(o)
		}
		raw = encode(o)
		i.sent = time.Now()
	})
	s.dispatch(i.guild, "INTERACTION_CREATE", 0, raw, raw)
	return i
}
