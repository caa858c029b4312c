package discord

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"okbot/bot/discord/discordtest"
	"okbot/bot/l10n"
)

// ask is /ask as somebody gives it.
func ask(question string, private bool) discordtest.Slash {
	return discordtest.Slash{Name: askCommand, Options: []discordtest.Option{
		{Name: questionOption, Value: question}, {Name: privateOption, Value: private}}}
}

func TestAsk(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	for _, private := range []bool{false, true} {
		i := w.Slash(ask(launch, private))
		m := w.answer(i)
		isAnswer(t, m)
		if m.Ephemeral() != private || !strings.HasPrefix(m.Content, "> "+launch) {
			t.Errorf("private %v: %s", private, m.Body)
		}
		if r, _ := i.Response(withTimeout(t)); r.Type != discordtest.RespondMessage {
			t.Errorf("first response is of type %d", r.Type)
		}
	}
	for name, place := range map[string]discordtest.Place{
		"direct":    {Channel: w.DM().ID},
		"group":     {Channel: w.AddChannel(discordtest.Channel{Type: discordtest.GroupDM}).ID, UserInstalled: true},
		"installed": {UserInstalled: true},
		"thread":    {Channel: w.AddChannel(discordtest.Channel{GuildID: w.Guild().ID, Type: discordtest.PublicThread, Parent: w.Channel().ID}).ID},
	} {
		s := ask(launch, false)
		s.Place = place
		t.Run(name, func(t *testing.T) { isAnswer(t, w.answer(w.Slash(s))) })
	}
}

// What the bot says itself is in the person's language; what it quotes, in the
// question's.
func TestLocale(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	for locale, want := range map[string]string{"ko": "삭제", "en-US": "Remove", "en-GB": "Remove", "ja": "삭제"} {
		s := ask(launch, false)
		s.Locale = locale
		m := w.answer(w.Slash(s))
		labels := []string{}
		for _, b := range m.Buttons() {
			labels = append(labels, b.Label)
		}
		if !slices.Contains(labels, want) || !strings.Contains(m.Embeds[0].Description, "오픈AI") {
			t.Errorf("locale %s: buttons %q, %s", locale, labels, m.Embeds[0].Description)
		}
	}
}

func TestAutocomplete(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	for typed, want := range map[string]string{"": launch, "오픈AI": launch, "오픈A": launch, "When did": launchEnglish, "dhvms": launch, "없는 질문": ""} {
		i := w.Autocomplete(discordtest.Slash{Name: askCommand, Focused: questionOption, Options: []discordtest.Option{{Name: questionOption, Value: typed}}})
		r, err := i.Response(withTimeout(t))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if c := r.Choices(); len(c) > 0 {
			got = c[0].Name
		}
		if r.Type != discordtest.RespondChoices || got != want {
			t.Errorf("typed %q: type %d, %q, want %q", typed, r.Type, got, want)
		}
	}
}

func TestMessageCommand(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	target := w.Post(discordtest.Post{Content: launch})
	m := w.answer(w.MessageCommand(discordtest.MessageCommand{Name: messageCommand, Target: target}))
	isAnswer(t, m)
	if !m.Ephemeral() {
		t.Error("seen by all")
	}
	target = w.Post(discordtest.Post{Content: "<@1>"})
	if m := w.answer(w.MessageCommand(discordtest.MessageCommand{Name: messageCommand, Target: target})); m.Content != l10n.DiscordNoText.In("ko") {
		t.Errorf("message without text: %s", m.Body)
	}
}

func TestPages(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	first := w.answer(w.Slash(ask(launch, false)))
	press := func(page int) discordtest.Message {
		t.Helper()
		m, _ := w.Message(first.ID)
		for _, b := range m.Buttons() {
			if p, _ := parseComponent(b.CustomID); p.what == pageButton && p.page == page {
				return w.answer(w.Press(discordtest.Press{Message: first.ID, CustomID: b.CustomID}))
			}
		}
		t.Fatalf("no button for page %d", page)
		return m
	}
	second := press(1)
	if second.ID != first.ID || second.Content != first.Content || second.Embeds[0].Description == first.Embeds[0].Description {
		t.Errorf("page 1: %s", second.Body)
	}
	if again := press(0); again.Embeds[0].Description != first.Embeds[0].Description || len(again.Embeds) != len(first.Embeds) {
		t.Errorf("page 0: %s", again.Body)
	}
}

func TestShare(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	own := w.answer(w.Slash(ask(launch, true)))
	share := discordtest.Press{Message: own.ID, CustomID: w.button(own, shareButton)}
	w.Press(share)
	public := w.sent(2)
	isAnswer(t, public)
	err := w.Wait(withTimeout(t), func() bool { own, _ = w.Message(own.ID); return !strings.Contains(string(own.Body), "okbot/share/") })
	if err != nil {
		t.Fatal(err)
	}
	if public.Ephemeral() || !strings.HasPrefix(public.Content, "> "+launch) || strings.Contains(string(public.Body), "okbot/share/") {
		t.Errorf("shared: %s", public.Body)
	}
	if !own.Ephemeral() || strings.Contains(string(own.Body), "okbot/share/") {
		t.Errorf("own: %s", own.Body)
	}
	if again := w.answer(w.Press(share)); again.Content != l10n.DiscordShared.In("ko") || !again.Ephemeral() {
		t.Errorf("shared again: %s", again.Body)
	}
}

func TestFeedbackAndRemoval(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	w.Post(discordtest.Post{Mention: true, Content: launch})
	m := w.sent(1)
	for _, what := range []string{goodButton, badButton} {
		if m := w.answer(w.Press(discordtest.Press{Message: m.ID, CustomID: w.button(m, what)})); m.Content != l10n.DiscordThanks.In("ko") || !m.Ephemeral() {
			t.Errorf("%s: %s", what, m.Body)
		}
	}
	another := w.AddUser("jihoon", false)
	remove := discordtest.Press{Message: m.ID, CustomID: w.button(m, removeButton)}
	remove.User = another.ID
	if m := w.answer(w.Press(remove)); m.Content != l10n.DiscordNotYours.In("ko") || !m.Ephemeral() {
		t.Errorf("removed by another: %s", m.Body)
	}
	remove.User = ""
	w.Press(remove)
	err := w.Wait(withTimeout(t), func() bool { m, _ := w.Message(m.ID); return m.Deleted })
	if err != nil {
		t.Error(err)
	}
}

// Every press says something, whatever its custom_id.
func TestStrangePresses(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	w.Post(discordtest.Post{Mention: true, Content: launch})
	m := w.sent(1)
	for _, id := range []string{"", "x", "okbot/page/gone/1/1", "okbot/share/gone/0/1", "okbot/good/gone/0/1", "okbot/bad/gone/0/1", "okbot/remove/gone/0/1", "okbot/nothing/gone/0/1", "okbot/page/gone/-1/1"} {
		if m := w.answer(w.Press(discordtest.Press{Message: m.ID, CustomID: id})); m.Content != l10n.Gone.In("ko") || !m.Ephemeral() {
			t.Errorf("%q: %s", id, m.Body)
		}
	}
}

// An interaction of a form that nobody has incoming of ends nothing.
func TestStrangeInteractions(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	for _, change := range []func(discordtest.Object){
		func(o discordtest.Object) { o["data"] = nil },
		func(o discordtest.Object) { delete(o, "member") },
		func(o discordtest.Object) { o["member"] = discordtest.Object{"user": nil} },
		func(o discordtest.Object) { o["data"] = discordtest.Object{"name": 5, "options": "none"} },
		func(o discordtest.Object) { o["locale"] = 7 },
	} {
		s := ask(launch, false)
		s.Change = change
		if _, err := w.Slash(s).Response(withTimeout(t)); err != nil {
			t.Error(err)
		}
	}
}

// Without workers the response is deferred, and the answer
// comes in that place.
func TestDeferred(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without(), idle: true})
	i := w.Slash(ask(launch, true))
	r, err := i.Response(withTimeout(t))
	if err != nil || r.Type != discordtest.RespondDeferred {
		t.Fatalf("type %d, %v", r.Type, err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { w.service.Run(ctx); close(done) }()
	defer func() { stop(); <-done }()
	err = w.Wait(withTimeout(t), func() bool { m, _ := w.Message(r.Message); return !m.Loading() })
	m, _ := w.Message(r.Message)
	if err != nil || !m.Ephemeral() {
		t.Fatalf("%v: %s", err, m.Body)
	}
	isAnswer(t, m)
}

// A response that was made but not incoming of is not made twice.
func TestDroppedResponse(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	w.Fault(discordtest.RESTFault{Route: discordtest.RouteCallback, Times: 1, Drop: true})
	isAnswer(t, w.answer(w.Slash(ask(launch, false))))
	w.Fault(discordtest.RESTFault{Route: discordtest.RouteCreateMessage, Times: 1, Drop: true})
	w.Fault(discordtest.RESTFault{Route: discordtest.RouteCreateMessage, Times: 1, Status: 502})
	w.Post(discordtest.Post{Mention: true, Content: launch})
	if _, err := w.WaitCalls(withTimeout(t), discordtest.RouteCreateMessage, 3); err != nil {
		t.Fatal(err)
	}
	w.Post(discordtest.Post{Channel: w.DM().ID, Content: launch})
	w.sent(3)
	if n := len(w.Sent()); n != 3 {
		t.Errorf("%d messages, want 3", n)
	}
}

func TestCommandsAreRegisteredOnce(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	if _, err := w.WaitCalls(withTimeout(t), discordtest.RoutePutCommands, 1); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		changed, err := w.a.registerCommands(withTimeout(t), w.App.ID)
		if err != nil || changed {
			t.Errorf("registered again: %v, %v", changed, err)
		}
	}
	data, _ := json.Marshal(w.Commands(""))
	for _, want := range []string{`"질문"`, `"Ask about this"`, `"이 메시지에 대해 묻기"`, `"autocomplete":true`, `"integration_types":[0,1]`, `"contexts":[0,1,2]`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("no %s in %s", want, data)
		}
	}
}

func TestPressIDsFit(t *testing.T) {
	p := component{removeButton, strings.Repeat("a", 24), maxPage, strings.Repeat("9", 20)}
	if n := utf8.RuneCountInString(p.id()); n > 100 {
		t.Errorf("%d characters", n)
	}
	if got, ok := parseComponent(p.id()); !ok || got != p {
		t.Errorf("%+v", got)
	}
}
