package discordtest

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"
)

func TestMentionAndReply(t *testing.T) {
	s := New(t, Options{})
	c, _ := ready(t, s, usual)
	id := s.Post(Post{Content: "GPT-5는 언제 나왔어요?", Mention: true})
	var m Message
	if err := json.Unmarshal(c.until("MESSAGE_CREATE").D, &m); err != nil {
		t.Fatal(err)
	}
	if want := "<@" + s.App.UserID + "> GPT-5는 언제 나왔어요?"; m.ID != id || m.Content != want {
		t.Errorf("got message %s %q, want %s %q", m.ID, m.Content, id, want)
	}
	status, _ := do(t, s, "POST", "/channels/"+m.ChannelID+"/messages", Object{"content": "8월이에요.",
		"message_reference": Object{"message_id": id}, "allowed_mentions": Object{"parse": []string{}}})
	sent, err := s.WaitMessages(t.Context(), 1)
	if err != nil || status != 200 {
		t.Fatal(status, err)
	}
	if sent[0].ReplyTo() != id || len(sent[0].Notified) != 0 {
		t.Errorf("reply to %s notifies %v, want %s and nobody", sent[0].ReplyTo(), sent[0].Notified, id)
	}
}

func TestIdentify(t *testing.T) {
	for name, test := range map[string]struct {
		options Options
		change  func(Object)
		code    int
	}{
		"token":              {change: func(o Object) { o["token"] = "other" }, code: CloseAuthFailed},
		"no token":           {change: func(o Object) { delete(o, "token") }, code: CloseDecodeError},
		"no properties":      {change: func(o Object) { delete(o, "properties") }, code: CloseDecodeError},
		"no intents":         {change: func(o Object) { delete(o, "intents") }, code: CloseInvalidIntents},
		"unknown intents":    {change: func(o Object) { o["intents"] = 1 << 30 }, code: CloseInvalidIntents},
		"disallowed intents": {Options{Disallowed: IntentMessageContent}, func(o Object) { o["intents"] = IntentMessageContent }, CloseDisallowedIntents},
		"shard":              {change: func(o Object) { o["shard"] = []int{2, 2} }, code: CloseInvalidShard},
		"no shards":          {Options{NeedShards: true, Shards: 2}, func(Object) {}, CloseShardingRequired},
	} {
		t.Run(name, func(t *testing.T) {
			s := New(t, test.options)
			c := dial(t, s.GatewayURL())
			d := identity(s, usual)
			test.change(d)
			c.send(opIdentify, d)
			if code := c.closed(); code != test.code {
				t.Errorf("closed with %d, want %d", code, test.code)
			}
		})
	}
}

func TestFrames(t *testing.T) {
	s := New(t, Options{SendLimit: 5, IdentifyWindow: time.Nanosecond})
	for name, test := range map[string]struct {
		identified bool
		send       []string
		code       int
	}{
		"not JSON":          {false, []string{"{"}, CloseDecodeError},
		"no opcode":         {false, []string{`{"d":1}`}, CloseDecodeError},
		"too large":         {false, []string{`{"op":1,"d":"` + strings.Repeat("x", 4096) + `"}`}, CloseDecodeError},
		"bad heartbeat":     {false, []string{`{"op":1,"d":"x"}`}, CloseDecodeError},
		"unknown opcode":    {true, []string{`{"op":99,"d":null}`}, CloseUnknownOpcode},
		"not authenticated": {false, []string{`{"op":3,"d":{}}`}, CloseNotAuthenticated},
		"identified twice":  {true, []string{`{"op":2,"d":{}}`}, CloseAlreadyAuthed},
		"too many":          {true, []string{"1", "2", "3", "4", "5"}, CloseRateLimited},
	} {
		t.Run(name, func(t *testing.T) {
			c := dial(t, s.GatewayURL())
			if test.identified {
				c, _ = ready(t, s, usual)
			}
			for _, f := range test.send {
				if len(f) == 1 && f != "{" {
					f = `{"op":1,"d":null}`
				}
				c.ws.WriteMessage(websocket.TextMessage, []byte(f))
			}
			if code := c.closed(); code != test.code {
				t.Errorf("closed with %d, want %d", code, test.code)
			}
		})
	}
	ws, _, err := websocket.DefaultDialer.Dial(s.GatewayURL()+"/?v=5&encoding=json", nil)
	if err != nil {
		t.Fatal(err)
	}
	if code := (&client{t, ws}).closed(); code != CloseInvalidVersion {
		t.Errorf("version 5 closed with %d", code)
	}
}

func TestHeartbeats(t *testing.T) {
	s := New(t, Options{})
	c, _ := ready(t, s, usual)
	c.until("GUILD_CREATE")
	c.send(opHeartbeat, 1)
	if f := c.next(); f.Op != opAck {
		t.Errorf("heartbeat answered by op %d", f.Op)
	}
	s.Conns()[0].Mute()
	c.send(opHeartbeat, 1)
	wait(t, s, func() bool { return s.Stats().Heartbeats == 2 })
	s.Conns()[0].RequestHeartbeat()
	if f := c.next(); f.Op != opHeartbeat {
		t.Errorf("op %d after Mute, want no more than the request for a heartbeat", f.Op)
	}
}

func TestNoHeartbeats(t *testing.T) {
	s := New(t, Options{HeartbeatInterval: 200 * time.Millisecond})
	c, r := ready(t, s, usual)
	if code := c.closed(); code != CloseTimedOut || s.Stats().Zombies != 1 {
		t.Errorf("closed with %d: %+v", code, s.Stats())
	}
	if f := resume(t, s, r.Resume, r.Session, 1); f.Op != opInvalidSession {
		t.Errorf("RESUME after 4009 answered by %+v", f)
	}
}

func TestFalseSeq(t *testing.T) {
	s := New(t, Options{ExpectViolations: true})
	c, _ := ready(t, s, usual)
	c.send(opHeartbeat, 99)
	wait(t, s, func() bool { return len(s.Violations()) == 1 })
}

func TestStartLimits(t *testing.T) {
	s := New(t, Options{SessionStarts: 3, MaxConcurrency: 2, IdentifyWindow: time.Hour})
	identify := func(shard int) frame {
		c := dial(t, s.GatewayURL())
		d := identity(s, 0)
		d["shard"] = []int{shard, 4}
		c.send(opIdentify, d)
		c.next()
		return c.next()
	}
	for i, want := range []int{opDispatch, opDispatch, opInvalidSession, opInvalidSession} {
		if f := identify(i); f.Op != want {
			t.Errorf("IDENTIFY %d answered by op %d, want %d", i, f.Op, want)
		}
	}
	_, bot := do(t, s, "GET", "/gateway/bot", nil)
	limit := bot["session_start_limit"].(Object)
	if limit["remaining"] != 0.0 || limit["total"] != 3.0 || limit["max_concurrency"] != 2.0 || limit["reset_after"].(float64) < 1 {
		t.Errorf("session_start_limit is %v", limit)
	}
}

func TestShards(t *testing.T) {
	s := New(t, Options{Shards: 2, MaxConcurrency: 2})
	second := s.AddGuild("second")
	channel := s.AddChannel(Channel{GuildID: second.ID})
	var shards []*client
	for i := range 2 {
		c := dial(t, s.GatewayURL())
		d := identity(s, IntentGuildMessages|IntentDirectMessages)
		d["shard"] = []int{i, 2}
		c.send(opIdentify, d)
		var r readyEvent
		json.Unmarshal(c.until("READY").D, &r)
		if want := []string{s.Guild().ID, second.ID}[i]; len(r.Guilds) != 1 || r.Guilds[0].ID != want {
			t.Errorf("shard %d has %v, want %s", i, r.Guilds, want)
		}
		shards = append(shards, c)
	}
	s.Post(Post{Content: "첫째"})
	s.Post(Post{Content: "둘째", Channel: channel.ID})
	s.Post(Post{Content: "직접", Channel: s.DM().ID})
	for i, want := range [][]string{{s.Channel().ID, s.DM().ID}, {channel.ID}} {
		for _, id := range want {
			var m Message
			json.Unmarshal(shards[i].next().D, &m)
			if m.ChannelID != id {
				t.Errorf("shard %d got a message in %s, want %s", i, m.ChannelID, id)
			}
		}
	}
}

func TestIntents(t *testing.T) {
	s := New(t, Options{})
	c, _ := ready(t, s, IntentGuildMessages)
	read := func() string {
		var m struct{ Content *string }
		json.Unmarshal(c.until("MESSAGE_CREATE").D, &m)
		return *m.Content
	}
	s.Post(Post{Content: "직접", Channel: s.DM().ID}) // needs another intent
	s.Post(Post{Content: "아무나"})
	s.Post(Post{Content: "역할", MentionRole: true})
	s.Post(Post{Content: "봇", Mention: true})
	var got []string
	for range 3 {
		got = append(got, read())
	}
	if diff := cmp.Diff([]string{"", "", "<@" + s.App.UserID + "> 봇"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestCompression(t *testing.T) {
	s := New(t, Options{IdentifyWindow: time.Nanosecond})
	ws, _, err := websocket.DefaultDialer.Dial(s.GatewayURL()+"/?v=10&encoding=json&compress=zlib-stream", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	ws.WriteJSON(Object{"op": opIdentify, "d": identity(s, usual)})
	var all []byte
	for range 3 { // HELLO, READY, GUILD_CREATE
		_, raw, err := ws.ReadMessage()
		if err != nil || !bytes.HasSuffix(raw, []byte{0, 0, 0xff, 0xff}) {
			t.Fatalf("frame ends with % x, %v", raw[max(0, len(raw)-4):], err)
		}
		all = append(all, raw...)
	}
	z, err := zlib.NewReader(bytes.NewReader(all))
	if err != nil {
		t.Fatal(err)
	}
	text, _ := io.ReadAll(z) // the stream goes on, so this ends with an error
	if !strings.Contains(string(text), `"t":"GUILD_CREATE"`) {
		t.Errorf("the stream is %s", text)
	}

	c := dial(t, s.GatewayURL())
	d := identity(s, usual)
	d["compress"] = true
	c.send(opIdentify, d)
	c.next() // HELLO
	c.next() // READY is small
	kind, raw, err := c.ws.ReadMessage()
	if err != nil || kind != websocket.BinaryMessage {
		t.Fatalf("GUILD_CREATE came as kind %d, %v", kind, err)
	}
	if z, err = zlib.NewReader(bytes.NewReader(raw)); err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(z); err != nil || !json.Valid(text) {
		t.Errorf("%s, %v", text, err)
	}
}

// TestOddPayloads sees that what a client may trip over arrives as meant.
func TestOddPayloads(t *testing.T) {
	s := New(t, Options{})
	c, _ := ready(t, s, usual)
	s.Post(Post{Content: "x", Mention: true, Change: NoAuthor})
	if f := c.until("MESSAGE_CREATE"); !strings.Contains(string(f.D), `"author":null`) {
		t.Errorf("no author: %s", f.D)
	}
	id := s.Post(Post{Content: "x", Mention: true, Change: UnknownComponent})
	s.Press(Press{Message: id, CustomID: "x", Change: UnknownComponent})
	s.MessageCommand(MessageCommand{Name: "about", Target: id, Change: UnknownComponent})
	for _, event := range []string{"MESSAGE_CREATE", "INTERACTION_CREATE", "INTERACTION_CREATE"} {
		if f := c.until(event); !strings.Contains(string(f.D), `"type":9999`) {
			t.Errorf("unknown component: %s", f.D)
		}
	}
	s.Slash(Slash{Name: "ask", Change: UnknownMembers})
	if f := c.until("INTERACTION_CREATE"); !strings.Contains(string(f.D), "novelty") {
		t.Errorf("unknown members: %s", f.D)
	}
	s.Dispatch(s.Guild().ID, "NOVELTY", Object{})
	c.until("NOVELTY")
}
