package discordtest

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestInteraction(t *testing.T) {
	s := New(t, Options{})
	c, _ := ready(t, s, usual)
	i := s.Slash(Slash{Name: "ask", Options: []Option{{"question", "소라가 뭐예요?"}, {"private", true}}})
	var got struct {
		ID, Token, Locale string
		Data              struct {
			Options []struct {
				Name  string
				Type  int
				Value any
			}
		}
	}
	json.Unmarshal(c.until("INTERACTION_CREATE").D, &got)
	if got.ID != i.ID || got.Token != i.Token || got.Locale != "ko" {
		t.Errorf("got %+v", got)
	}
	if o := got.Data.Options; len(o) != 2 || o[0].Value != "소라가 뭐예요?" || o[1].Type != 5 {
		t.Errorf("options %+v", o)
	}
	reply := Object{"type": 4, "data": text("영상 모델이에요.")}
	if status, _ := do(t, s, "POST", callbackPath(i), reply); status != 204 {
		t.Errorf("callback answered %d", status)
	}
	if status, body := do(t, s, "POST", callbackPath(i), reply); status != 400 || body["code"] != 40060.0 {
		t.Errorf("second callback answered %d %v", status, body)
	}
	m, err := i.Message(t.Context())
	if err != nil || m.Content != "영상 모델이에요." || m.Interaction != i.ID {
		t.Errorf("message %+v, %v", m, err)
	}
	if st := s.Stats(); st.Interactions != 1 || st.Responded != 1 || st.Twice != 1 || s.Latency(1) == 0 || len(s.Unanswered()) != 0 {
		t.Errorf("%+v, latency %v", st, s.Latency(1))
	}
}

// TestContexts compares what an interaction says about where it comes from.
func TestContexts(t *testing.T) {
	s := New(t, Options{})
	c, _ := ready(t, s, 0)
	abroad := s.AddChannel(Channel{GuildID: "4194304"})
	private := s.AddChannel(Channel{Type: GroupDM, User: s.User().ID})
	type origin struct {
		Context int
		Guild   string            `json:"guild_id"`
		Locale  string            `json:"guild_locale"`
		Owners  map[string]string `json:"authorizing_integration_owners"`
		Member  bool
	}
	for name, test := range map[string]struct {
		place Place
		want  origin
	}{
		"guild":   {Place{}, origin{0, s.Guild().ID, "ko", map[string]string{"0": s.Guild().ID}, true}},
		"DM":      {Place{Channel: s.DM().ID}, origin{1, "", "", map[string]string{"0": "0"}, false}},
		"private": {Place{Channel: private.ID, UserInstalled: true}, origin{2, "", "", map[string]string{"1": s.User().ID}, false}},
		"foreign": {Place{Channel: abroad.ID, UserInstalled: true}, origin{0, "4194304", "en-US", map[string]string{"1": s.User().ID}, true}},
	} {
		s.Slash(Slash{Name: "ask", Place: test.place})
		f := c.until("INTERACTION_CREATE")
		var got origin
		var who struct{ Member, User *struct{} }
		json.Unmarshal(f.D, &who)
		var o Object
		json.Unmarshal(f.D, &o)
		delete(o, "member")
		json.Unmarshal(encode(o), &got)
		got.Member = who.Member != nil
		if diff := cmp.Diff(test.want, got); diff != "" || (who.User != nil) == got.Member {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestDeferred(t *testing.T) {
	s := New(t, Options{NoRouteLimit: true})
	for _, test := range []struct{ method, path string }{{"PATCH", "/messages/@original"}, {"POST", ""}} {
		i := s.Slash(Slash{Name: "ask"})
		hook := "/webhooks/" + s.App.ID + "/" + i.Token
		if status, body := do(t, s, "POST", hook, text("이르다")); status != 404 {
			t.Errorf("follow-up before the first response: %d %v", status, body)
		}
		do(t, s, "POST", callbackPath(i), Object{"type": 5, "data": Object{"flags": FlagEphemeral}})
		r, err := i.Response(t.Context())
		if m, _ := s.Message(r.Message); err != nil || !m.Loading() || !m.Ephemeral() {
			t.Errorf("deferred: %+v, %v", m, err)
		}
		if status, body := do(t, s, test.method, hook+test.path, text("늦었어요.")); status != 200 {
			t.Errorf("%s %s: %d %v", test.method, test.path, status, body)
		}
		if m, err := i.Message(t.Context()); err != nil || m.Content != "늦었어요." || !m.Ephemeral() || m.ID != r.Message {
			t.Errorf("filled in: %+v, %v", m, err)
		}
	}
}

func TestPress(t *testing.T) {
	s := New(t, Options{})
	c, _ := ready(t, s, usual)
	_, m := do(t, s, "POST", "/channels/"+s.Channel().ID+"/messages", answer(Object{"allowed_mentions": nobody}))
	id := m["id"].(string)
	p := s.Press(Press{Message: id, CustomID: "more"})
	var got struct {
		Data struct {
			CustomID string `json:"custom_id"`
		}
		Message struct{ ID string }
	}
	json.Unmarshal(c.until("INTERACTION_CREATE").D, &got)
	if got.Message.ID != id || got.Data.CustomID != "more" {
		t.Errorf("got %+v", got)
	}
	do(t, s, "POST", callbackPath(p), Object{"type": 6})
	hook := "/webhooks/" + s.App.ID + "/" + p.Token + "/messages/@original"
	if status, body := do(t, s, "PATCH", hook, text("둘째 쪽")); status != 200 || body["id"] != id {
		t.Errorf("@original of a press: %d %v", status, body)
	}
	if status, _ := do(t, s, "DELETE", hook, nil); status != 204 {
		t.Errorf("delete: %d", status)
	}
	if m, _ := s.Message(id); !m.Deleted || m.Content != "둘째 쪽" {
		t.Errorf("afterwards: %+v", m)
	}
}

func TestDeadlines(t *testing.T) {
	s := New(t, Options{InteractionDeadline: time.Nanosecond})
	i := s.Slash(Slash{Name: "ask"})
	if status, body := do(t, s, "POST", callbackPath(i), Object{"type": 5}); status != 404 || body["code"] != 10062.0 {
		t.Errorf("late response: %d %v", status, body)
	}
	if st := s.Stats(); st.Late != 1 || st.Responded != 0 || len(s.Unanswered()) != 1 {
		t.Errorf("%+v", st)
	}
	s = New(t, Options{TokenLifetime: time.Nanosecond})
	i = s.Slash(Slash{Name: "ask"})
	do(t, s, "POST", callbackPath(i), Object{"type": 5})
	if status, body := do(t, s, "POST", "/webhooks/"+s.App.ID+"/"+i.Token, text("x")); status != 401 || body["code"] != 50027.0 {
		t.Errorf("follow-up with an old token: %d %v", status, body)
	}
}

func TestFollowups(t *testing.T) {
	s := New(t, Options{NoRouteLimit: true})
	for installed, want := range map[bool]int{true: 5, false: 7} {
		i := s.Slash(Slash{Name: "ask", Place: Place{UserInstalled: installed}})
		do(t, s, "POST", callbackPath(i), Object{"type": 4, "data": text("하나")})
		n := 0
		for range 7 {
			if status, _ := do(t, s, "POST", "/webhooks/"+s.App.ID+"/"+i.Token, text("또")); status == 200 {
				n++
			}
		}
		if n != want {
			t.Errorf("installed by the user %v: %d follow-ups, want %d", installed, n, want)
		}
	}
}

func TestWrongResponse(t *testing.T) {
	s := New(t, Options{ExpectViolations: true})
	for want, send := range map[string]func() (*Interaction, Object){
		"type": func() (*Interaction, Object) {
			return s.Autocomplete(Slash{Name: "ask"}), Object{"type": 4, "data": text("x")}
		},
		"data": func() (*Interaction, Object) { return s.Slash(Slash{Name: "ask"}), Object{"type": 4} },
		"data.choices.0.name": func() (*Interaction, Object) {
			return s.Autocomplete(Slash{Name: "ask"}), Object{"type": 8, "data": Object{"choices": []Object{{"name": strings.Repeat("가", 101), "value": "x"}}}}
		},
	} {
		i, body := send()
		before := len(s.Violations())
		status, _ := do(t, s, "POST", callbackPath(i), body)
		if v := s.Violations(); status != 400 || len(v) == before || !strings.Contains(v[len(v)-1], want+": ") {
			t.Errorf("%s: %d, violations %q", want, status, v[before:])
		}
	}
}
