package discord

import (
	"net/url"
	"strings"
	"testing"

	"okbot/bot/discord/discordtest"
)

func TestQuestion(t *testing.T) {
	const self, role = "100", "200"
	person := &user{ID: "1"}
	own := &message{Author: &user{ID: self}}
	for name, test := range map[string]struct {
		m    message
		text string
		to   addressee
	}{
		"mention":             {message{GuildID: "9", Author: person, Content: "<@100> 누구예요?"}, "누구예요?", toBot},
		"mention, old":        {message{GuildID: "9", Author: person, Content: "<@!100>누구예요?"}, "누구예요?", toBot},
		"mention at the end":  {message{GuildID: "9", Author: person, Content: "누구예요 <@100>?"}, "누구예요 ?", toBot},
		"role":                {message{GuildID: "9", Author: person, Content: "<@&200> 누구예요?"}, "누구예요?", toBot},
		"role, withheld":      {message{GuildID: "9", Author: person, MentionRoles: []string{role}}, "", toBotUnreadable},
		"other role":          {message{GuildID: "9", Author: person, Content: "<@&201> 누구예요?"}, "누구예요?", toEverybody},
		"reply":               {message{GuildID: "9", Author: person, Type: replyMessage, Content: "왜요?", Referenced: own}, "왜요?", toBot},
		"reply, withheld":     {message{GuildID: "9", Author: person, Type: replyMessage, Referenced: own}, "", toBotUnreadable},
		"reply to another":    {message{GuildID: "9", Author: person, Type: replyMessage, Content: "왜요?", Referenced: &message{Author: person}}, "왜요?", toEverybody},
		"reply to no author":  {message{GuildID: "9", Author: person, Type: replyMessage, Content: "왜요?", Referenced: &message{}}, "왜요?", toEverybody},
		"direct":              {message{Author: person, Content: "누구예요?"}, "누구예요?", toBot},
		"direct, empty":       {message{Author: person}, "", toBot},
		"everyone":            {message{GuildID: "9", Author: person, Content: "@everyone 점심?"}, "@everyone 점심?", toEverybody},
		"other markup":        {message{Author: person, Content: "<#5> <:smile:6> <a:wave:7> <t:8:R> </ask:9> <id:browse> a<b>c"}, "a<b>c", toBot},
		"bot":                 {message{Author: &user{ID: "2", Bot: true}, Content: "<@100> 누구예요?"}, "", toNobody},
		"itself":              {message{Author: &user{ID: self}, Content: "<@100>"}, "", toNobody},
		"webhook":             {message{Author: person, WebhookID: "3", Content: "<@100>"}, "", toNobody},
		"no author":           {message{Content: "<@100>"}, "", toNobody},
		"somebody has joined": {message{Author: person, Type: 7, Content: "<@100>"}, "", toNobody},
	} {
		text, to := question(&test.m, self, role)
		if text != test.text || to != test.to {
			t.Errorf("%s: %q to %d, want %q to %d", name, text, to, test.text, test.to)
		}
	}
}

func TestInvite(t *testing.T) {
	id, err := ApplicationID("MTA3NjM4NDU2NzE5MDEyMzQ1Ng.GxYzAb.secret")
	if err != nil || id != "1076384567190123456" {
		t.Errorf("%s, %v", id, err)
	}
	for _, bad := range []string{"", "x", "xoxb-1-2", "!!.a.b"} {
		if id, err := ApplicationID(bad); err == nil {
			t.Errorf("%q: %s", bad, id)
		}
	}
	u, err := url.Parse(InviteURL(id))
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if q.Get("client_id") != id || q.Get("scope") != "bot applications.commands" || q.Get("permissions") != "274877992000" {
		t.Errorf("%s", u)
	}
}

func TestCheck(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	if _, err := w.WaitCalls(withTimeout(t), discordtest.RoutePutCommands, 1); err != nil {
		t.Fatal(err)
	}
	for _, f := range w.a.Check(withTimeout(t)) {
		if !f.OK {
			t.Errorf("%+v", f)
		}
	}
	if n := w.Stats().Commands; n != 1 {
		t.Errorf("commands written %d times", n)
	}
}

func TestOptions(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	for name, o := range map[string]Options{
		"no token":    {},
		"no address":  {Token: "x", APIURL: "discord.com"},
		"shards":      {Token: "x", Shards: "many"},
		"no shards":   {Token: "x", Shards: "0"},
		"shard id":    {Token: "x", Shards: "2", ShardIDs: []int{2}},
		"negative id": {Token: "x", ShardIDs: []int{-1}},
	} {
		if _, err := New(w.service, o); err == nil || !strings.HasPrefix(err.Error(), "discord: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A token may be given as it stands in the header of a request.
func TestTokenAsInHeader(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	for _, token := range []string{"Bot " + w.Token(), "bot  " + w.Token() + "\n"} {
		a, err := New(w.service, Options{Token: token, APIURL: w.APIURL(), Transport: w.transport})
		if err != nil {
			t.Fatal(err)
		}
		if id, err := a.self(withTimeout(t)); err != nil || id != w.App.UserID {
			t.Errorf("%q: %v", token[:4], err)
		}
	}
}
