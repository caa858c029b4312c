package bot_test

import (
	"strings"
	"testing"

	"okbot/bot"
)

func TestIntentOf(t *testing.T) {
	for text, want := range map[string]bot.Intent{
		"": bot.Help, "Help": bot.Help, "도움말": bot.Help, "?": bot.Help,
		"sources": bot.Sources, "Source?": bot.Sources, "출처": bot.Sources, "출처들 ?": bot.Sources,
		"출처가 어디야?": bot.Ask, "hello": bot.Ask, "helpful": bot.Ask,
	} {
		if got := bot.IntentOf(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestAboutText(t *testing.T) {
	about := bot.About{Passages: 12345, Oldest: "2024", Newest: "2026-11-23", Publishers: []bot.Publisher{{Name: "a", Passages: 2}, {Name: "b", Passages: 1}}}
	want := "I know 12,345 passages.\nThey cover 2024 to 23 November 2026.\nMost cited: A, B"
	if got := about.Text("en", strings.ToUpper); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := (bot.About{Passages: 3}).Text("ko", strings.ToUpper); got != "문단 3개를 알고 있어요." {
		t.Errorf("%q", got)
	}
}
