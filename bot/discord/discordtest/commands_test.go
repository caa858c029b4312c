package discordtest

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCommands(t *testing.T) {
	s := New(t, Options{ExpectViolations: true, NoRouteLimit: true})
	path := "/applications/" + s.App.ID + "/commands"
	list := func(path string) []Object {
		t.Helper()
		status, raw := doRaw(t, s, "GET", path, nil)
		var got []Object
		if err := json.Unmarshal(raw, &got); err != nil || status != 200 {
			t.Fatalf("%d %s", status, raw)
		}
		return got
	}
	ask := Object{"name": "ask", "description": "Ask", "name_localizations": Object{"ko": "질문"},
		"options": []Object{{"type": 3, "name": "question", "description": "What", "required": false, "name_localizations": Object{"ko": "물음"}}}}
	about := Object{"name": "Ask about this", "type": 3}
	doRaw(t, s, "PUT", path, []Object{ask})
	id := list(path)[0]["id"]
	if status, _ := doRaw(t, s, "PUT", path, []Object{about, ask}); status != 200 {
		t.Errorf("overwrite: %d", status)
	}
	got := list(path)
	if len(got) != 2 || got[0]["id"] != id {
		t.Errorf("overwriting a command of the same name changed its id from %v: %v", id, got)
	}
	if _, there := got[0]["name_localizations"]; there {
		t.Error("localizations without being asked for")
	}
	if l := list(path + "?with_localizations=true")[0]["name_localizations"]; l.(Object)["ko"] != "질문" {
		t.Errorf("localizations are %v", l)
	}
	var option Object
	json.Unmarshal(encode(list(path + "?with_localizations=true")[0]["options"].([]any)[0]), &option)
	want := Object{"type": 3.0, "name": "question", "description": "What", "name_localizations": Object{"ko": "물음"}, "description_localizations": nil}
	if diff := cmp.Diff(want, option); diff != "" {
		t.Error(diff)
	}
	if _, there := list(path)[0]["options"].([]any)[0].(Object)["name_localizations"]; there {
		t.Error("an option's localizations without being asked for")
	}
	i := s.Slash(Slash{Name: "ask"})
	if status, _ := do(t, s, "POST", callbackPath(i), Object{"type": 5}); status != 204 {
		t.Errorf("callback: %d", status)
	}
	if status, body := do(t, s, "PUT", path, []Object{ask, ask}); status != 400 || len(s.Commands("")) != 2 {
		t.Errorf("the same name twice: %d %v", status, body)
	}

	guild := "/applications/" + s.App.ID + "/guilds/" + s.Guild().ID + "/commands"
	if status, made := do(t, s, "POST", guild, ask); status != 201 || made["guild_id"] != s.Guild().ID {
		t.Errorf("made %d %v", status, made)
	}
	if status, _ := do(t, s, "POST", guild, ask); status != 200 || len(list(guild)) != 1 {
		t.Errorf("made again: %d, %d commands", status, len(list(guild)))
	}
	one := guild + "/" + list(guild)[0]["id"].(string)
	do(t, s, "PATCH", one, Object{"description": "Ask me"})
	if _, c := do(t, s, "GET", one, nil); c["description"] != "Ask me" || c["name"] != "ask" {
		t.Errorf("changed into %v", c)
	}
	if status, _ := do(t, s, "DELETE", one, nil); status != 204 || len(list(guild)) != 0 {
		t.Errorf("deleted: %d", status)
	}
	if n := s.Stats().Commands; n != 6 {
		t.Errorf("commands written %d times, want 6", n)
	}
}
