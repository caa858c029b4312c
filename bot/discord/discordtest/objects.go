package discordtest

import (
	"strconv"
	"time"
)

func (s *Server) userObject(id string) Object {
	u := s.world.users[id]
	if u == nil {
		u = &User{ID: id, Name: "user-" + id}
	}
	o := Object{"id": u.ID, "username": u.Name, "discriminator": "0", "global_name": u.Name, "avatar": nil,
		"public_flags": 0, "flags": 0, "banner": nil, "accent_color": nil, "avatar_decoration_data": nil,
		"collectibles": nil, "primary_guild": nil}
	if u.Bot {
		o["bot"], o["discriminator"], o["global_name"] = true, "0001", nil
	}
	return o
}

func memberObject() Object {
	return Object{"roles": []string{}, "joined_at": "2024-01-01T00:00:00.000000+00:00", "deaf": false, "mute": false,
		"flags": 0, "nick": nil, "avatar": nil, "banner": nil, "premium_since": nil, "pending": false,
		"communication_disabled_until": nil}
}

func (s *Server) channelObject(c *Channel) Object {
	o := Object{"id": c.ID, "type": c.Type, "last_message_id": nilIfEmpty(c.last), "flags": 0}
	switch c.Type {
	case DM:
		o["recipients"] = []Object{s.userObject(c.User)}
	case GroupDM:
		o["recipients"], o["name"], o["icon"], o["owner_id"] = []Object{s.userObject(c.User)}, nilIfEmpty(c.Name), nil, c.User
	case PublicThread:
		o["guild_id"], o["name"], o["parent_id"], o["owner_id"] = c.GuildID, c.Name, c.Parent, s.App.UserID
		o["message_count"], o["member_count"], o["rate_limit_per_user"], o["total_message_sent"] = 0, 1, 0, 0
		o["thread_metadata"] = Object{"archived": false, "auto_archive_duration": 1440, "locked": false,
			"archive_timestamp": timestamp(time.Now()), "create_timestamp": timestamp(time.Now())}
	default:
		o["guild_id"], o["name"], o["position"], o["parent_id"] = c.GuildID, c.Name, 0, nil
		o["permission_overwrites"], o["topic"], o["nsfw"], o["rate_limit_per_user"] = []Object{}, nil, false, 0
	}
	return o
}

func nilIfEmpty(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func timestamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000+00:00") }

func bits(p Permission) string { return strconv.FormatUint(uint64(p), 10) }

// roles returns @everyone, whose id is the guild's, and the bot's own.
func (s *Server) roles(g *Guild) []Object {
	role := func(id, name string, managed bool, tags any) Object {
		o := Object{"id": id, "name": name, "color": 0, "hoist": false, "icon": nil, "unicode_emoji": nil, "position": 0,
			"colors":      Object{"primary_color": 0, "secondary_color": nil, "tertiary_color": nil},
			"permissions": bits(granted), "managed": managed, "mentionable": managed, "flags": 0, "description": nil}
		if tags != nil {
			o["tags"] = tags
		}
		return o
	}
	return []Object{role(g.ID, "@everyone", false, nil),
		role(g.BotRole, s.App.Name, true, Object{"bot_id": s.App.UserID, "integration_id": g.BotRole})}
}

func (s *Server) guildObject(g *Guild) Object {
	var channels, threads []Object
	for _, c := range s.world.channels {
		if c.GuildID != g.ID || c.Deny&ViewChannel != 0 {
			continue
		}
		o := s.channelObject(c)
		if c.Type == PublicThread {
			threads = append(threads, o)
		} else {
			channels = append(channels, o)
		}
	}
	bot := memberObject()
	bot["user"], bot["roles"] = s.userObject(s.App.UserID), []string{g.BotRole}
	return Object{"id": g.ID, "name": g.Name, "icon": nil, "splash": nil, "discovery_splash": nil, "owner_id": s.world.user.ID,
		"afk_channel_id": nil, "afk_timeout": 300, "verification_level": 0, "default_message_notifications": 0,
		"explicit_content_filter": 0, "roles": s.roles(g), "emojis": []Object{}, "features": []string{}, "mfa_level": 0,
		"application_id": nil, "system_channel_id": nil, "system_channel_flags": 0, "rules_channel_id": nil,
		"vanity_url_code": nil, "description": nil, "banner": nil, "premium_tier": 0, "preferred_locale": g.Locale,
		"public_updates_channel_id": nil, "nsfw_level": 0, "premium_progress_bar_enabled": false, "safety_alerts_channel_id": nil,
		"nsfw": false, "region": "deprecated", "stickers": []Object{}, "incidents_data": nil,
		"joined_at": "2024-01-01T00:00:00.000000+00:00", "large": false, "unavailable": false, "member_count": 2,
		"voice_states": []Object{}, "members": []Object{bot}, "channels": list(channels), "threads": list(threads),
		"presences": []Object{}, "stage_instances": []Object{}, "guild_scheduled_events": []Object{}, "soundboard_sounds": []Object{}}
}

// list keeps an empty list from becoming null.
func list[T any](v []T) []T {
	if v == nil {
		return []T{}
	}
	return v
}
