package discordtest

import (
	"regexp"
	"slices"
)

// fill copies what a request says into a message, of its flags those allowed,
// and finds out whom it pings.
func (s *Server) fill(m *stored, form Object, allowed int) {
	if c, ok := form["content"]; ok {
		m.object["content"], _ = c.(string)
	}
	if embeds, ok := form["embeds"].([]any); ok {
		m.object["embeds"] = richEmbeds(embeds)
	} else if _, given := form["embeds"]; given {
		m.object["embeds"] = []any{}
	}
	if comps, ok := form["components"].([]any); ok {
		n := 0
		m.object["components"] = numbered(comps, &n)
	} else if _, given := form["components"]; given {
		m.object["components"] = []any{}
	}
	if f, ok := form["flags"].(float64); ok {
		m.object["flags"] = m.flags()&^FlagSuppressEmbeds | int(f)&allowed
	}
	s.mention(m.object, m.object["content"].(string))
	m.notified = s.pings(m.object, form)
}

func richEmbeds(embeds []any) []any {
	out := make([]any, 0, len(embeds))
	for _, e := range embeds {
		o := Object{"type": "rich"}
		for k, v := range e.(Object) {
			o[k] = v
		}
		out = append(out, o)
	}
	return out
}

// numbered gives components the ids that Discord gives where there are none.
func numbered(comps []any, n *int) []any {
	out := make([]any, 0, len(comps))
	for _, c := range comps {
		*n++
		o := Object{"id": *n}
		for k, v := range c.(Object) {
			o[k] = v
		}
		if sub, ok := o["components"].([]any); ok {
			o["components"] = numbered(sub, n)
		}
		out = append(out, o)
	}
	return out
}

var mentioned = regexp.MustCompile(`<@(!|&)?([0-9]+)>`)

// mention sets the members of a message that list whom its content mentions.
func (s *Server) mention(o Object, content string) {
	users, roles := []Object{}, []string{}
	seen := map[string]bool{}
	for _, m := range mentioned.FindAllStringSubmatch(content, -1) {
		if seen[m[2]] {
			continue
		}
		seen[m[2]] = true
		if m[1] == "&" {
			roles = append(roles, m[2])
		} else if s.world.users[m[2]] != nil {
			users = append(users, s.userObject(m[2]))
		}
	}
	o["mentions"], o["mention_roles"] = users, roles
}

var everyone = regexp.MustCompile(`@(everyone|here)\b`)

// pings applies allowed_mentions: without it, or without its "parse", all that
// the content mentions is notified, and so is the author of the message
// replied to.
func (s *Server) pings(o, form Object) []string {
	allowed, given := form["allowed_mentions"].(Object)
	parse, _ := allowed["parse"].([]any)
	may := func(kind, list, id string) bool {
		ids, _ := allowed[list].([]any)
		return !given || slices.Contains(parse, any(kind)) || slices.Contains(ids, any(id))
	}
	var got []string
	for _, u := range o["mentions"].([]Object) {
		if id := u["id"].(string); may("users", "users", id) {
			got = append(got, id)
		}
	}
	for _, id := range o["mention_roles"].([]string) {
		if may("roles", "roles", id) {
			got = append(got, id)
		}
	}
	if everyone.MatchString(o["content"].(string)) && may("everyone", "", "") {
		got = append(got, "everyone")
	}
	replied, said := allowed["replied_user"].(bool)
	if ref, ok := o["referenced_message"].(Object); ok && (!given || said && replied) {
		got = append(got, ref["author"].(Object)["id"].(string))
	}
	return got
}
