package discord

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/l10n"
)

var update = flag.Bool("update", false, "write the golden files anew")

// shown are replies and how they are shown, by the name of the golden file.
func shown() map[string]struct {
	reply chat.Reply
	view  view
} {
	yonhap := bot.Citation{Title: "오픈AI 한국 법인 출범", Publisher: "연합뉴스", Date: "2025-09-10", Lang: "ko", URL: "https://www.yna.co.kr/view/A1#:~:text=%EC%98%A4%ED%94%88"}
	times := bot.Citation{Title: "OpenAI opens *Seoul* office", Publisher: "The Korea Times", Date: "2025-09", Lang: "en", URL: "https://times.example/a_(b)?x=1"}
	unlinked := bot.Citation{Publisher: "과학기술정보통신부"}
	ko := bot.Snippet{Text: "오픈AI 코리아가 2025년 9월 10일 서울에서 출범했다.", Highlights: [][2]int{{0, 8}, {9, 18}}, Lang: "ko", Date: "2025-09-10", Citations: []bot.Citation{yonhap}}
	en := bot.Snippet{Text: "OpenAI opened its Seoul office on 10 September 2025.", Highlights: [][2]int{{0, 6}, {18, 23}}, Lang: "en", Date: "2025-09-10", Citations: []bot.Citation{times}}
	hostile := bot.Snippet{Text: "# **굵게** [여기](https://evil.example) <@1> @everyone ||x|| `y` :smile: \u202e\u200b1. 끝", Highlights: [][2]int{{2, 12}}, Lang: "ko", Citations: []bot.Citation{{Title: "[제목](javascript:alert(1))", Publisher: "*나쁜 곳*", URL: "javascript:alert(1)"}}}
	long := bot.Snippet{Text: strings.Repeat("👩‍👩‍👧‍👦한글 ", 1500), Highlights: [][2]int{{0, 31}, {3100, 3131}}, Lang: "ko", Citations: []bot.Citation{
		{Title: strings.Repeat("긴 제목 ", 200), Publisher: strings.Repeat("신문", 300), URL: "https://long.example/" + strings.Repeat("a", 1000) + "#:~:text=" + strings.Repeat("b", 2000)}, yonhap, times, unlinked}}
	several := ko
	several.Citations = []bot.Citation{yonhap, times, unlinked, yonhap, yonhap}
	answer := func(lang string, snippets ...bot.Snippet) bot.Answer {
		return bot.Answer{Question: "언제 출범했나요?", Lang: lang, Answered: true, Snippets: snippets, Further: 4}
	}
	none := bot.Answer{Question: "달에 사나요?", Lang: "ko", Suggestions: []string{"오픈AI 한국 법인은 언제 출범했나요?", "대표는 누구인가요? (*현재*)"}}
	noneEnglish := bot.Answer{Question: "Who?", Lang: "en", Suggestions: []string{"When did OpenAI Korea launch?"}}
	until := answer("ko", ko)
	until.Until, until.Corrected = "2026-06-30", "오픈AI 코리아"
	untilEnglish := answer("en", en)
	untilEnglish.Until, untilEnglish.Corrected = "2026-06", "OpenAI Korea"
	greeting := bot.Answer{Lang: "ko", Message: "안녕하세요.", Suggestions: []string{"오픈AI 한국 법인은 언제 출범했나요?"}}
	type shown = struct {
		reply chat.Reply
		view  view
	}
	return map[string]shown{
		"ko-mention":    {chat.Reply{ID: "1-a", Answer: answer("ko", ko)}, view{lang: "ko", owner: "7"}},
		"en-mention":    {chat.Reply{ID: "1-a", Answer: answer("en", en)}, view{lang: "en", owner: "7"}},
		"ko-command":    {chat.Reply{ID: "1-a", Answer: answer("ko", ko, several)}, view{lang: "ko", owner: "7", question: "언제 출범했나요?"}},
		"en-command":    {chat.Reply{ID: "1-a", Answer: answer("en", en, ko)}, view{lang: "en", owner: "7", question: "When did it *launch*?"}},
		"ko-private":    {chat.Reply{ID: "1-a", Answer: answer("ko", en)}, view{lang: "ko", owner: "7", private: true}},
		"en-private":    {chat.Reply{ID: "1-a", Answer: answer("en", ko)}, view{lang: "en", owner: "7", private: true}},
		"en-of-korean":  {chat.Reply{ID: "1-a", Answer: answer("ko", ko, en)}, view{lang: "en", owner: "7"}},
		"ko-none":       {chat.Reply{ID: "1-a", Answer: none}, view{lang: "ko", owner: "7"}},
		"en-none":       {chat.Reply{ID: "1-a", Answer: noneEnglish}, view{lang: "en", owner: "7"}},
		"ko-until":      {chat.Reply{ID: "1-a", Answer: until}, view{lang: "ko", owner: "7"}},
		"en-until":      {chat.Reply{ID: "1-a", Answer: untilEnglish}, view{lang: "en", owner: "7"}},
		"ko-greeting":   {chat.Reply{Answer: greeting}, view{lang: "ko", owner: "7"}},
		"ko-notice":     {chat.Reply{Notice: l10n.TooMany.In("ko", 12)}, view{lang: "ko"}},
		"en-notice":     {chat.Reply{Notice: l10n.NotHere.In("en")}, view{lang: "en"}},
		"ko-hostile":    {chat.Reply{ID: "1-a", Answer: answer("ko", hostile)}, view{lang: "ko", owner: "7", question: "@everyone <@1> discord.gg/x https://evil.example \u202e# a"}},
		"ko-long":       {chat.Reply{ID: "1-a", Answer: answer("ko", long, long, long)}, view{lang: "ko", owner: "7", question: strings.Repeat("긴 질문 ", 500)}},
		"ko-one-source": {chat.Reply{ID: "1-a", Answer: answer("ko", ko, ko)}, view{lang: "ko", owner: "7"}},
		"ko-no-source":  {chat.Reply{ID: "1-a", Answer: answer("ko", bot.Snippet{Text: "출처가 없다.", Lang: "ko"})}, view{lang: "ko", owner: "7"}},
	}
}

func TestRender(t *testing.T) {
	for name, s := range shown() {
		t.Run(name, func(t *testing.T) {
			s.reply.Lang = s.reply.Answer.Lang
			out := render(s.reply, s.view)
			fits(t, out)
			data, err := json.MarshalIndent(out, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name, append(data, '\n'))
			text := out.asText()
			if n := size(text.Content); n > 2000 || len(text.Embeds) > 0 {
				t.Errorf("as text: %d units, %d embeds", n, len(text.Embeds))
			}
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name+".json")
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s: -want +got\n%s", path, diff)
	}
}

// fits fails the test if a message is larger than Discord lets it be.
func fits(t *testing.T, out outgoing) {
	t.Helper()
	total := 0
	check := func(what, text string, limit int) {
		t.Helper()
		if n := size(text); n > limit {
			t.Errorf("%s has %d units of %d", what, n, limit)
		}
		total += size(text)
	}
	check("content", out.Content, 2000)
	total = 0
	for _, e := range out.Embeds {
		check("title", e.Title, 256)
		check("description", e.Description, 4096)
		if e.Author != nil {
			check("author", e.Author.Name, 256)
		}
		if e.Footer != nil {
			check("footer", e.Footer.Text, 2048)
		}
		for _, f := range e.Fields {
			check("field name", f.Name, 256)
			check("field", f.Value, 1024)
		}
		if len(e.URL) > maxURL {
			t.Errorf("address of %d bytes", len(e.URL))
		}
	}
	if total > 6000 {
		t.Errorf("embeds have %d units of 6000", total)
	}
	if out.AllowedMentions == nil || out.AllowedMentions.Parse == nil || len(out.AllowedMentions.Parse) > 0 {
		t.Error("mentions are allowed")
	}
}

func TestEscaped(t *testing.T) {
	for text, want := range map[string]string{
		"오픈AI는 2025-09-10 3.5% A/B 10:30": `오픈AI는 2025-09-10 3.5% A\/B 10:30`,
		"**a** _b_ ~~c~~ ||d|| `e`":       "\\*\\*a\\*\\* \\_b\\_ \\~\\~c\\~\\~ \\|\\|d\\|\\| \\`e\\`",
		"# 제목":                            `\# 제목`,
		"- 항목":                            `\- 항목`,
		"1. 항목":                           `1\. 항목`,
		"> 인용":                            `\> 인용`,
		"[a](https://b.c)":                `\[a\](https\://b.c)`,
		"<@1> <#2> <:a:3> @everyone":      `\<\@1\> \<#2\> \<\:a:3\> \@everyone`,
		":smile: discord.gg/x":            `\:smile: discord.gg\/x`,
		"a\nb\tc":                         "a b c",
		"\u202ea\u200bb\u2066c\ufeff":     "abc",
		"👩\u200d👧":                        "👩\u200d👧",
	} {
		if got := escaped(text, 1000); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestCutsAtGraphemes(t *testing.T) {
	text := strings.Repeat("👩‍👩‍👧‍👦각", 3) // the last syllable in three jamo
	for limit := size(ellipsis); limit <= size(text); limit++ {
		got := cut(text, limit)
		if size(got) > limit {
			t.Fatalf("%d units for %d", size(got), limit)
		}
		kept := strings.TrimSuffix(got, ellipsis)
		for _, whole := range []string{"👩‍👩‍👧‍👦", "각"} {
			kept = strings.ReplaceAll(kept, whole, "")
		}
		if kept != "" {
			t.Errorf("limit %d leaves part of a grapheme: %q", limit, got)
		}
	}
}

func TestQuoted(t *testing.T) {
	for _, test := range []struct {
		text       string
		highlights [][2]int
		limit      int
		want       string
	}{
		{"오픈AI는 서울에", [][2]int{{0, 8}}, 100, "“**오픈AI**는 서울에”"},
		{"a*b c", [][2]int{{0, 3}, {4, 5}}, 100, `“**a\*b** **c**”`},
		{"a b", [][2]int{{1, 3}}, 100, "“a b”"},
		{"abc", [][2]int{{2, 9}, {1, 0}}, 100, "“abc”"},
		{"가나", [][2]int{{1, 4}}, 100, "“가나”"},
		{"abcdefghij", [][2]int{{0, 10}}, 12, "“**abcd** …”"},
	} {
		if got := quoted(bot.Snippet{Text: test.text, Highlights: test.highlights}, test.limit); got != test.want || size(got) > test.limit {
			t.Errorf("%q: %s, want %s", test.text, got, test.want)
		}
	}
}

// Whatever a text is, what is shown of it fits and mentions nobody.
func FuzzQuoted(f *testing.F) {
	f.Add("오픈AI <@1> **a**", 3, 9, 50)
	f.Fuzz(func(t *testing.T, text string, from, to, limit int) {
		limit = 20 + max(0, limit)%5000
		got := quoted(bot.Snippet{Text: text, Highlights: [][2]int{{max(0, from), to}}}, limit)
		if size(got) > limit {
			t.Errorf("%d units for %d", size(got), limit)
		}
		for _, live := range []string{"<@", "<#", " @everyone", "](", "||", "```"} {
			if strings.Contains(got, live) {
				t.Errorf("%q in %q", live, got)
			}
		}
	})
}

// A host that is not written in ASCII is no link, as Discord refuses it, but can
// be read.
func TestForeignHost(t *testing.T) {
	c := bot.Citation{Title: "제목", Publisher: "신문", URL: "https://한글.example/경로"}
	e := embed(bot.Snippet{Text: "글.", Lang: "ko", Citations: []bot.Citation{c}}, "ko", "ko", maxEmbeds)
	if e.URL != "" || e.Author.URL != "" || e.Footer == nil || e.Footer.Text != c.URL {
		t.Errorf("%+v", e)
	}
	c.URL = "javascript://한글"
	if e := embed(bot.Snippet{Text: "글.", Lang: "ko", Citations: []bot.Citation{c}}, "ko", "ko", maxEmbeds); e.Footer != nil {
		t.Errorf("%+v", e.Footer)
	}
}

// As text alone every answer fits, with each of its snippets and their sources.
func TestAsText(t *testing.T) {
	for name, s := range shown() {
		s.reply.Lang = s.reply.Answer.Lang
		out := render(s.reply, s.view)
		text := out.fallback()
		if size(text.Content) > maxContent || text.Content == "" || len(text.Embeds)+len(text.Components) > 0 {
			t.Errorf("%s: %d of %s", name, size(text.Content), text.Content)
		}
		for _, e := range out.Embeds {
			if e.Author != nil && !strings.Contains(text.Content, escaped(string([]rune(e.Author.Name)[:2]), maxAuthor)) {
				t.Errorf("%s: no %s in %s", name, e.Author.Name, text.Content)
			}
		}
		if n := strings.Count(text.Content, "“"); n < len(out.Embeds) {
			t.Errorf("%s: %d of %d snippets", name, n, len(out.Embeds))
		}
	}
}
