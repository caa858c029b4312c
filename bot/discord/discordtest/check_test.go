package discordtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// form is an object as it comes out of a JSON body.
func form(o Object) Object {
	var f Object
	json.Unmarshal(encode(o), &f)
	return f
}

func long(n int) string { return strings.Repeat("가", n) }

func embed(o Object) Object { return Object{"embeds": []Object{o}} }

func rows(buttons ...Object) Object {
	return Object{"components": []Object{{"type": 1, "components": buttons}}}
}

func many(n int, o func(i int) Object) []Object {
	var l []Object
	for i := range n {
		l = append(l, o(i))
	}
	return l
}

func button(i int) Object {
	return Object{"type": 2, "style": 1, "label": "x", "custom_id": fmt.Sprint(i)}
}

func link(url string) Object { return Object{"type": 2, "style": 5, "label": "x", "url": url} }

func display(n int) Object { return Object{"type": 10, "content": long(n)} }

func second(comps ...Object) Object { return Object{"flags": FlagComponentsV2, "components": comps} }

// TestMessageLimits checks messages at each limit and just beyond it.
func TestMessageLimits(t *testing.T) {
	for _, test := range []struct {
		good, bad Object
		where     string // of the problem in bad
	}{
		{Object{"content": long(2000)}, Object{"content": long(2001)}, "content"},
		{Object{"content": nil}, Object{"content": 5}, "content"},
		{Object{"nonce": long(8)}, Object{"nonce": long(9)}, "nonce"}, // 25 bytes
		{Object{"embeds": many(10, func(int) Object { return Object{"title": "x"} })},
			Object{"embeds": many(11, func(int) Object { return Object{"title": "x"} })}, "embeds"},
		{embed(Object{"title": long(256)}), embed(Object{"title": long(257)}), "embeds.0.title"},
		{embed(Object{"description": long(4096)}), embed(Object{"description": long(4097)}), "embeds.0.description"},
		{embed(Object{"title": "x", "url": "https://openai.com"}), embed(Object{"title": "x", "url": "javascript:1"}), "embeds.0.url"},
		{embed(Object{"title": "x", "color": 0xFFFFFF}), embed(Object{"title": "x", "color": 1 << 24}), "embeds.0.color"},
		{embed(Object{"author": Object{"name": long(256)}}), embed(Object{"author": Object{"name": long(257)}}), "embeds.0.author.name"},
		{embed(Object{"footer": Object{"text": long(2048)}}), embed(Object{"footer": Object{"text": long(2049)}}), "embeds.0.footer.text"},
		{embed(Object{"fields": many(25, func(int) Object { return Object{"name": "x", "value": "x"} })}),
			embed(Object{"fields": many(26, func(int) Object { return Object{"name": "x", "value": "x"} })}), "embeds.0.fields"},
		{embed(Object{"fields": []Object{{"name": long(256), "value": long(1024)}}}),
			embed(Object{"fields": []Object{{"name": long(257), "value": "x"}}}), "embeds.0.fields.0.name"},
		{embed(Object{"image": Object{"url": "https://x"}}), embed(Object{"fields": []Object{{"name": "x", "value": long(1025)}}}), "embeds.0.fields.0.value"},
		{embed(Object{"title": "x"}), embed(Object{"color": 1}), "embeds.0.description"},
		{Object{"embeds": []Object{{"description": long(4096)}, {"description": long(1904)}}},
			Object{"embeds": []Object{{"description": long(4096)}, {"description": long(1905)}}}, "embeds"},

		{rows(many(5, button)...), rows(many(6, button)...), "components.0.components"},
		{Object{"components": many(5, func(i int) Object { return rows(button(i))["components"].([]Object)[0] })},
			Object{"components": many(6, func(i int) Object { return rows(button(i))["components"].([]Object)[0] })}, "components"},
		{rows(button(1), button(2)), rows(button(1), button(1)), "components.0.components.1.custom_id"},
		{rows(link("https://" + strings.Repeat("x", 504))), rows(link("https://" + strings.Repeat("x", 505))), "components.0.components.0.url"},
		{rows(Object{"type": 2, "style": 1, "label": long(80), "custom_id": "x"}),
			rows(Object{"type": 2, "style": 1, "label": long(81), "custom_id": "x"}), "components.0.components.0.label"},
		{rows(Object{"type": 2, "style": 1, "emoji": Object{"name": "👍"}, "custom_id": strings.Repeat("x", 100)}),
			rows(Object{"type": 2, "style": 1, "label": "x", "custom_id": strings.Repeat("x", 101)}), "components.0.components.0.custom_id"},
		{rows(button(1)), rows(Object{"type": 2, "style": 1, "label": "x"}), "components.0.components.0.custom_id"},
		{rows(button(1)), rows(Object{"type": 2, "style": 1, "custom_id": "x"}), "components.0.components.0"},
		{rows(button(1)), Object{"components": []Object{display(1)}}, "components.0.type"},

		{second(display(4000)), second(display(2000), display(2001)), "components"},
		{second(many(40, func(int) Object { return display(1) })...), second(Object{"type": 17, "components": many(40, func(int) Object { return display(1) })}), "components"},
		{second(Object{"type": 9, "components": []Object{display(1)}, "accessory": button(1)}),
			second(Object{"type": 9, "components": []Object{display(1)}}), "components.0.accessory"},
		{second(display(1)), Object{"flags": FlagComponentsV2, "content": "x"}, "content"},

		{Object{"allowed_mentions": nobody}, Object{"allowed_mentions": Object{"parse": []string{"all"}}}, "allowed_mentions.parse"},
		{Object{"allowed_mentions": Object{"parse": []string{"roles"}, "users": []string{"1"}}},
			Object{"allowed_mentions": Object{"parse": []string{"users"}, "users": []string{"1"}}}, "allowed_mentions.parse"},
	} {
		if p := checkMessage(form(test.good), nil); p != nil {
			t.Errorf("at the limit of %s: %v", test.where, flatten("", p))
		}
		p := flatten("", checkMessage(form(test.bad), nil))
		if !slices.ContainsFunc(p, func(s string) bool { return strings.HasPrefix(s, test.where+": ") }) {
			t.Errorf("beyond the limit of %s: %q", test.where, p)
		}
	}
}

func TestNestedErrors(t *testing.T) {
	s := New(t, Options{ExpectViolations: true})
	body := embed(Object{"title": long(257)})
	body["allowed_mentions"] = nobody
	status, got := do(t, s, "POST", "/channels/"+s.Channel().ID+"/messages", body)
	want := `{"code":50035,"errors":{"embeds":{"0":{"title":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH",` +
		`"message":"Must be 256 or fewer in length."}]}}}},"message":"Invalid Form Body"}`
	if raw := string(encode(got)); status != 400 || raw != want {
		t.Errorf("%d %s\nwant %s", status, raw, want)
	}
	if len(s.Violations()) != 1 || len(s.Sent()) != 0 {
		t.Errorf("violations %q, %d messages", s.Violations(), len(s.Sent()))
	}
}

// TestCommandLimits checks commands at each limit and just beyond it.
func TestCommandLimits(t *testing.T) {
	cmd := func(o Object) Object {
		c := Object{"name": "ask", "description": "Ask"}
		for k, v := range o {
			c[k] = v
		}
		return c
	}
	option := func(o Object) Object {
		opt := Object{"type": 3, "name": "question", "description": "What"}
		for k, v := range o {
			opt[k] = v
		}
		return cmd(Object{"options": []Object{opt}})
	}
	choices := func(n int) []Object {
		return many(n, func(i int) Object { return Object{"name": fmt.Sprint(i), "value": fmt.Sprint(i)} })
	}
	for _, test := range []struct {
		good, bad Object
		where     string
	}{
		{cmd(Object{"name": "질문"}), cmd(Object{"name": "질 문"}), "name"},
		{cmd(Object{"name": "ask-me"}), cmd(Object{"name": "Ask"}), "name"},
		{cmd(Object{"name": long(32)}), cmd(Object{"name": long(33)}), "name"},
		{cmd(Object{"name_localizations": Object{"ko": "질문"}}), cmd(Object{"name_localizations": Object{"kr": "질문"}}), "name_localizations.kr"},
		{cmd(Object{"name_localizations": Object{"ko": "질문"}}), cmd(Object{"name_localizations": Object{"ko": "질 문"}}), "name_localizations.ko"},
		{cmd(Object{"description": long(100)}), cmd(Object{"description": long(101)}), "description"},
		{cmd(Object{"description_localizations": Object{"ko": long(100)}}), cmd(Object{"description_localizations": Object{"ko": long(101)}}), "description_localizations.ko"},
		{cmd(nil), Object{"name": "ask"}, "description"},
		{Object{"type": 3, "name": "Ask about this"}, Object{"type": 3, "name": "x", "description": "x"}, "description"},
		{cmd(Object{"contexts": []int{0, 1, 2}}), cmd(Object{"contexts": []int{3}}), "contexts.0"},
		{cmd(Object{"integration_types": []int{0, 1}}), cmd(Object{"integration_types": []int{0, 0}}), "integration_types.1"},
		{option(Object{"autocomplete": true}), option(Object{"autocomplete": true, "choices": choices(1)}), "options.0.choices"},
		{option(Object{"choices": choices(25)}), option(Object{"choices": choices(26)}), "options.0.choices"},
		{option(nil), option(Object{"type": 5, "autocomplete": true}), "options.0"},
		{option(Object{"max_length": 6000}), option(Object{"max_length": 6001}), "options.0.max_length"},
		{option(nil), option(Object{"type": 12}), "options.0.type"},
	} {
		if p := checkCommand(form(test.good)); p != nil {
			t.Errorf("at the limit of %s: %v", test.where, flatten("", p))
		}
		p := flatten("", checkCommand(form(test.bad)))
		if !slices.ContainsFunc(p, func(s string) bool { return strings.HasPrefix(s, test.where+": ") }) {
			t.Errorf("beyond the limit of %s: %q", test.where, p)
		}
	}
	whole := option(Object{"choices": many(25, func(i int) Object { return Object{"name": fmt.Sprint(long(98), i), "value": long(100)} })})
	whole["options"] = many(2, func(i int) Object {
		o := Object{"type": 3, "name": fmt.Sprint("q", i), "description": "x", "choices": whole["options"].([]Object)[0]["choices"]}
		return o
	})
	if p := flatten("", checkCommand(form(whole))); len(p) != 1 || !strings.Contains(p[0], "8000") {
		t.Errorf("10,000 characters: %q", p)
	}
}
