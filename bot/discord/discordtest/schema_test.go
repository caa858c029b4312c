package discordtest

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// checkSchema runs the checker on files and returns what it printed.
func checkSchema(t *testing.T, dir string, files ...string) (string, error) {
	t.Helper()
	run := exec.CommandContext(t.Context(), "npm", append([]string{"run", "--silent", "check", "--"}, files...)...)
	run.Dir = dir
	out, err := run.CombinedOutput()
	return string(out), err
}

func writeLines(t *testing.T, lines ...Object) string {
	t.Helper()
	var b strings.Builder
	for _, l := range lines {
		b.Write(encode(l))
		b.WriteByte('\n')
	}
	file := filepath.Join(t.TempDir(), "lines.jsonl")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestSchema runs the schema check over bodies that are wrong, and over a
// recording of all that the fake says itself and of right requests to it.
func TestSchema(t *testing.T) {
	dir := nodeProject(t, "schema")

	t.Run("wrong", func(t *testing.T) {
		post := func(body Object) Object {
			return Object{"method": "POST", "path": "/channels/1/messages", "body": body}
		}
		for want, line := range map[string]Object{
			"content: ":                        post(Object{"content": 5}),
			"contnt: unknown member":           post(Object{"contnt": "x"}),
			"embeds.0.fields.0.value: ":        post(Object{"embeds": []Object{{"fields": []Object{{"name": "a", "value": 3}}}}}),
			"allowed_mentions.parse.0: ":       post(Object{"allowed_mentions": Object{"parse": []string{"all"}}}),
			"components.0.components.0.style:": post(Object{"components": []Object{{"type": 1, "components": []Object{{"type": 2, "style": 9, "label": "x"}}}}}),
			"0.options.0.description: ": {"method": "PUT", "path": "/applications/1/commands", "body": []Object{
				{"name": "ask", "type": 1, "description": "x", "options": []Object{{"type": 3, "name": "q", "description": 7}}}}},
			"data.choices.0.value: ": {"method": "POST", "path": "/interactions/1/t/callback", "body": Object{
				"type": 8, "data": Object{"choices": []Object{{"name": "x"}}}}},
		} {
			out, err := checkSchema(t, dir, writeLines(t, line))
			if err == nil || !strings.Contains(out, want) || !strings.Contains(out, "1 checked, 0 without a schema, 1 errors") {
				t.Errorf("want an error with %q, got %v\n%s", want, err, out)
			}
		}
	})

	t.Run("recording", func(t *testing.T) {
		record := t.TempDir()
		lines := conversation(t, record)
		files, err := filepath.Glob(filepath.Join(record, "*.jsonl"))
		if err != nil || len(files) != 1 {
			t.Fatal(files, err)
		}
		out, err := checkSchema(t, dir, files[0], writeLines(t, lines...))
		if err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		t.Log(out)
	})
}

// conversation uses all routes that have a schema and returns, as lines for
// the checker, what the fake answered and what its gateway sent.
func conversation(t *testing.T, record string) []Object {
	s := New(t, Options{RecordDir: record, NoRouteLimit: true, GlobalLimit: -1})
	defer s.Close()
	c, _ := ready(t, s, usual|IntentMessageContent)
	var lines []Object
	call := func(method, path string, body any) Object {
		t.Helper()
		status, raw := doRaw(t, s, method, path, body)
		if status >= 300 {
			t.Errorf("%s %s: %d %s", method, path, status, raw)
		}
		if len(raw) > 0 {
			lines = append(lines, Object{"method": "REPLY " + method, "path": strings.SplitN(path, "?", 2)[0], "body": json.RawMessage(raw)})
		}
		var o Object
		json.Unmarshal(raw, &o)
		return o
	}
	nobody := Object{"parse": []string{}}
	channel := "/channels/" + s.Channel().ID
	for _, path := range []string{"/gateway/bot", "/users/@me", "/applications/@me", "/oauth2/applications/@me"} {
		call("GET", path, nil)
	}
	call("POST", "/users/@me/channels", Object{"recipient_id": s.User().ID})

	question := s.Post(Post{Content: "안녕", Mention: true})
	s.Post(Post{Content: "하나", ReplyTo: question, Webhook: true})
	s.Edit(question, "안녕하세요")
	s.Unfurl(question)
	m := call("POST", channel+"/messages", answer(Object{"message_reference": Object{"message_id": question},
		"nonce": "1", "enforce_nonce": true, "allowed_mentions": nobody}))
	message := channel + "/messages/" + m["id"].(string)
	call("PATCH", message, answer(Object{"allowed_mentions": nobody}))
	call("POST", message+"/threads", Object{"name": "질문", "auto_archive_duration": 1440})
	call("GET", message, nil)

	commands := "/applications/" + s.App.ID + "/commands"
	ask := Object{"name": "ask", "name_localizations": Object{"ko": "질문"}, "description": "Ask", "type": 1,
		"contexts": []int{0, 1, 2}, "integration_types": []int{0, 1},
		"options": []Object{{"type": 3, "name": "question", "description": "What", "required": true, "autocomplete": true}}}
	call("PUT", commands, []Object{ask, {"name": "Ask about this", "type": 3}})
	made := call("POST", commands, ask)
	call("PATCH", commands+"/"+made["id"].(string), Object{"description": "Ask me"})
	call("GET", commands+"?with_localizations=true", nil)

	i := s.Slash(Slash{Name: "ask", Options: []Option{{"question", "뭐?"}}})
	call("POST", callbackPath(i)+"?with_response=true", Object{"type": 4, "data": answer(Object{"flags": 64, "allowed_mentions": nobody})})
	hook := "/webhooks/" + s.App.ID + "/" + i.Token
	call("POST", hook, answer(Object{"allowed_mentions": nobody}))
	call("PATCH", hook+"/messages/@original", Object{"content": "또", "allowed_mentions": nobody})
	a := s.Autocomplete(Slash{Name: "ask", Options: []Option{{"question", "뭐"}}, Focused: "question"})
	call("POST", callbackPath(a), Object{"type": 8, "data": Object{"choices": []Object{{"name": "뭐?", "value": "뭐?"}}}})
	p := s.Press(Press{Message: m["id"].(string), CustomID: "more"})
	call("POST", callbackPath(p)+"?with_response=true", Object{"type": 7, "data": answer(Object{"allowed_mentions": nobody})})

	s.Dispatch("", "END", Object{})
	for {
		f := c.next()
		if f.T == "END" {
			return lines
		}
		lines = append(lines, Object{"method": "EVENT", "path": f.T, "body": f.D})
	}
}

// answer is a message with an embed and buttons, and the members given.
func answer(more Object) Object {
	o := Object{"content": "답이에요.", "embeds": []Object{{"title": "소라", "description": "**영상** 모델", "url": "https://openai.com/sora",
		"author": Object{"name": "OpenAI · 2024-12-09"}, "footer": Object{"text": "1/3"}, "color": 0x10a37f}},
		"components": []Object{{"type": 1, "components": []Object{{"type": 2, "style": 2, "label": "더 보기", "custom_id": "more"},
			{"type": 2, "style": 5, "label": "원문", "url": "https://openai.com"}}}}}
	for k, v := range more {
		o[k] = v
	}
	return o
}

func callbackPath(i *Interaction) string {
	return "/interactions/" + i.ID + "/" + i.Token + "/callback"
}
