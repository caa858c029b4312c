package discordtest

import (
	"maps"
	"net/http"
	"slices"
)

// commands are what the application has registered. Server.mu guards it.
type commands struct {
	list []Object
}

// Commands returns the registered commands of a guild, or the global ones ("").
func (s *Server) Commands(guild string) []Object {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.commands.of(guild)
}

func guildOf(c Object) string { id, _ := c["guild_id"].(string); return id }

func (c *commands) of(guild string) []Object {
	got := []Object{}
	for _, o := range c.list {
		if guildOf(o) == guild {
			got = append(got, maps.Clone(o))
		}
	}
	return got
}

// visible returns the commands that can be given in a guild.
func (c *commands) visible(guild string) []Object {
	if guild == "" {
		return c.of("")
	}
	return append(c.of(""), c.of(guild)...)
}

// scope is the guild of a command request, empty for global commands.
func (s *Server) scope(r *request) (string, *reply) {
	if r.PathValue("application") != s.App.ID {
		no := fail(http.StatusNotFound, 10002, "Unknown Application")
		return "", &no
	}
	guild := r.PathValue("guild")
	if guild != "" && s.guildByID(guild) == nil {
		return "", &missingAccess
	}
	return guild, nil
}

func (s *Server) getCommands(r *request) reply {
	guild, no := s.scope(r)
	if no != nil {
		return *no
	}
	got := s.commands.of(guild)
	slices.Reverse(got) // the order is not documented, and should not matter
	if r.URL.Query().Get("with_localizations") != "true" && r.URL.Query().Get("with_localizations") != "1" {
		for _, c := range got {
			withoutTranslations(c)
		}
	}
	return ok(got)
}

// withoutTranslations takes the translations out of a command and its options,
// as lists have it that were not asked for with_localizations.
func withoutTranslations(o Object) {
	delete(o, "name_localizations")
	delete(o, "description_localizations")
	options, _ := o["options"].([]any)
	plain := make([]any, 0, len(options))
	for _, v := range options {
		opt := maps.Clone(v.(Object))
		withoutTranslations(opt)
		plain = append(plain, opt)
	}
	if options != nil {
		o["options"] = plain
	}
}

// command makes the stored form of a command from a request.
func (s *Server) command(guild string, form Object) Object {
	c := Object{"type": 1.0, "description": "", "default_member_permissions": nil, "nsfw": false,
		"name_localizations": nil, "description_localizations": nil, "integration_types": []any{0.0}}
	if guild == "" {
		c["contexts"], c["dm_permission"] = nil, true
	}
	maps.Copy(c, form)
	if l, given := c["options"].([]any); given {
		c["options"] = plainOptions(l)
	}
	c["id"], c["application_id"], c["version"] = s.ids.next(), s.App.ID, s.ids.next()
	if guild != "" {
		c["guild_id"] = guild
	}
	return c
}

// plainOptions are options in the form that Discord returns: false flags are
// left out, missing translations are null.
func plainOptions(options []any) []any {
	out := make([]any, 0, len(options))
	for _, v := range options {
		o := Object{"name_localizations": nil, "description_localizations": nil}
		for name, value := range v.(Object) {
			if value != false {
				o[name] = value
			}
		}
		if l, given := o["options"].([]any); given {
			o["options"] = plainOptions(l)
		}
		out = append(out, o)
	}
	return out
}

// store adds a command, in place of one of the same name and type.
func (s *Server) store(c Object) (replaced bool) {
	at := slices.IndexFunc(s.commands.list, func(o Object) bool {
		return guildOf(o) == guildOf(c) && o["name"] == c["name"] && o["type"] == c["type"]
	})
	if at < 0 {
		s.commands.list = append(s.commands.list, c)
		return false
	}
	c["id"] = s.commands.list[at]["id"]
	s.commands.list[at] = c
	return true
}

func (s *Server) createCommand(r *request) reply {
	guild, no := s.scope(r)
	if no != nil {
		return *no
	}
	if errs := checkCommand(r.object()); errs != nil {
		return s.invalid(r, errs)
	}
	s.stats.Commands++
	c := s.command(guild, r.object())
	if s.store(c) {
		return ok(c)
	}
	return reply{status: http.StatusCreated, body: c}
}

// putCommands replaces all commands; those that keep name and type keep their id.
func (s *Server) putCommands(r *request) reply {
	guild, no := s.scope(r)
	if no != nil {
		return *no
	}
	forms, isList := r.body.([]any)
	if !isList {
		return s.invalid(r, problem("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType"))
	}
	if errs := checkCommands(forms); errs != nil {
		return s.invalid(r, errs)
	}
	s.stats.Commands++
	old := s.commands.list
	s.commands.list = slices.DeleteFunc(slices.Clone(old), func(o Object) bool { return guildOf(o) == guild })
	for _, form := range forms {
		c := s.command(guild, form.(Object))
		for _, o := range old {
			if guildOf(o) == guild && o["name"] == c["name"] && o["type"] == c["type"] {
				c["id"] = o["id"]
			}
		}
		s.store(c)
	}
	return ok(s.commands.of(guild))
}

// findCommand returns the position of the command that a request names.
func (s *Server) findCommand(r *request) (int, *reply) {
	guild, no := s.scope(r)
	if no != nil {
		return 0, no
	}
	at := slices.IndexFunc(s.commands.list, func(o Object) bool {
		return guildOf(o) == guild && o["id"] == r.PathValue("command")
	})
	if at < 0 {
		return 0, &unknownCommand
	}
	return at, nil
}

func (s *Server) getCommand(r *request) reply {
	at, no := s.findCommand(r)
	if no != nil {
		return *no
	}
	return ok(s.commands.list[at])
}

func (s *Server) editCommand(r *request) reply {
	at, no := s.findCommand(r)
	if no != nil {
		return *no
	}
	c := maps.Clone(s.commands.list[at])
	maps.Copy(c, r.object())
	if errs := checkCommand(c); errs != nil {
		return s.invalid(r, errs)
	}
	if l, given := c["options"].([]any); given {
		c["options"] = plainOptions(l)
	}
	c["version"] = s.ids.next()
	s.stats.Commands++
	s.commands.list[at] = c
	return ok(c)
}

func (s *Server) deleteCommand(r *request) reply {
	at, no := s.findCommand(r)
	if no != nil {
		return *no
	}
	s.stats.Commands++
	s.commands.list = slices.Delete(s.commands.list, at, at+1)
	return noContent
}
