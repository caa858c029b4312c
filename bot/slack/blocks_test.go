package slack

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/google/go-cmp/cmp"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/l10n"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	name = filepath.Join("testdata", "golden", name+".json")
	if *update {
		if err := os.WriteFile(name, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// shown is what of a message is posted.
func shown(t testing.TB, m message) []byte {
	t.Helper()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(map[string]any{"text": m.text, "blocks": m.blocks}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var head = bot.Snippet{
	Text:       "오픈AI는 2025년 9월 29일 오픈AI 코리아의 초대 총괄 대표에 김경훈 전 구글코리아 사장을 선임했다고 발표했다.",
	Highlights: [][2]int{{0, 8}, {60, 73}},
	Lang:       "ko", Date: "2025-09-29",
	Citations: []bot.Citation{
		{Publisher: "가나일보", Date: "2025-09-29", Title: "오픈AI 코리아, 총괄 대표 선임", URL: "https://example.com/a?b=1&c=2#:~:text=%EC%98%A4%ED%94%88"},
		{Publisher: "다라신문", Date: "2025-09"},
		{Publisher: "Example", URL: "https://example.com/한글 주소"},
		{Publisher: "마바경제"},
		{Publisher: "사아뉴스"},
	},
}

var english = bot.Snippet{
	Text: "OpenAI named Kim Kyoung-hoon, formerly of Google Korea, to head OpenAI Korea.", Highlights: [][2]int{{0, 6}, {64, 76}},
	Lang: "en", Date: "2025-09-29", Citations: []bot.Citation{{Publisher: "Example Daily", Date: "2025-09-30", Title: "A head for OpenAI Korea", URL: "https://example.com/en"}},
}

var hostile = bot.Snippet{
	Text: "<!channel> *굵게*은 _x_ `y` ~z~ <@U123> <https://evil.example|눌러> &lt;!here&gt; \u202egpj.exe\x07 :smile:", Highlights: [][2]int{{0, 10}},
	Lang: "ko", Date: "2025-01-02",
	Citations: []bot.Citation{
		{Publisher: "<!here> *P*", Date: "2025-01-02", Title: "a|b> <@U1>", URL: "https://example.com/?q=<!channel>|x\"&y"},
		{Publisher: "JS", URL: "javascript:alert(1)"}, {Publisher: "file", URL: "file:///etc/passwd"},
	},
}

func answered(lang, question string, snippets ...bot.Snippet) chat.Reply {
	return chat.Reply{ID: "12-ab", Lang: lang, Answer: bot.Answer{Lang: lang, Question: question, Answered: true, Snippets: snippets}}
}

func TestAnswerBlocks(t *testing.T) {
	private, direct, quoted := visibility{private: true}, visibility{direct: true}, visibility{quoted: true}
	further := answered("ko", "대표가 누구야?", head)
	repaired := answered("ko", "dhvmsAI 대표", head)
	repaired.Answer.Corrected, repaired.Answer.Until = "오픈AI 대표", "2026-06-30"
	english2 := answered("en", "Who heads it now?", english, head)
	english2.Answer.Corrected, english2.Answer.Until = "openai head", "2026-06"
	abstained := func(lang string, suggestions ...string) chat.Reply {
		return chat.Reply{ID: "12-ab", Lang: lang, Answer: bot.Answer{Lang: lang, Question: "제주도?", Suggestions: suggestions}}
	}
	greeting := func(lang, text, ask string) chat.Reply {
		return chat.Reply{Lang: lang, Answer: bot.Answer{Lang: lang, Message: text, Suggestions: []string{ask}}}
	}
	about := bot.About{Passages: 1234, Oldest: "2015-12-11", Newest: "2026-06-30", Publishers: []bot.Publisher{{Name: "연합뉴스"}, {Name: "<!here> *A* & B"}},
		Examples: map[string][]string{"ko": {"대표가 누구야?"}, "en": {"Who heads OpenAI Korea?"}}}
	for name, m := range map[string]message{
		"thread-ko":     answer(answered("ko", "대표가 누구야?", head), view{about: bot.About{Newest: "2026-06-30"}}),
		"thread-en":     answer(english2, view{about: bot.About{Newest: "2026-06-30"}}),
		"private-ko":    answer(further, view{visibility: private, more: true, about: bot.About{Newest: "2026-06-30"}}),
		"private-en":    answer(answered("en", "Who heads it?", english), view{visibility: private, more: true}),
		"just-shared":   answer(further, view{visibility: private, shared: true}),
		"shared-ko":     answer(answered("ko", "*대표*가 <!channel> 누구야? & <@U1>", head), view{visibility: quoted, more: true}),
		"shared-en":     answer(answered("en", "Who heads OpenAI Korea?", english), view{visibility: quoted}),
		"direct-ko":     answer(repaired, view{visibility: direct, more: true}),
		"direct-en":     answer(answered("en", "Who?", english), view{visibility: direct}),
		"page-ko":       answer(further, view{visibility: quoted, page: 1, more: true}),
		"page-en":       answer(answered("en", "Who?", english), view{page: 2}),
		"abstained-ko":  answer(abstained("ko", "오픈AI 코리아는 언제 출범했나요?", strings.Repeat("아주 긴 질문 ", 20)+"?"), view{about: bot.About{Newest: "2026-06-30"}}),
		"abstained-en":  answer(abstained("en"), view{visibility: private, about: bot.About{Newest: "2026-06-30"}}),
		"greeting-ko":   answer(greeting("ko", "안녕하세요.", "대표가 누구야?"), view{}),
		"greeting-en":   answer(greeting("en", "Hello.", "Who heads OpenAI Korea?"), view{}),
		"notice":        answer(chat.Reply{Lang: "ko", Notice: "질문이 <너무> 잦아요 & *굵게*."}, view{}),
		"hostile":       answer(answered("ko", hostile.Text, hostile), view{visibility: quoted}),
		"elsewhere":     answer(answered("en", "Who?", english), view{}).preceded(l10n.SlackElsewhere.In("en")),
		"help-ko":       helpMessage("ko", about),
		"help-en":       helpMessage("en", about),
		"sources-ko":    answer(chat.Reply{Lang: "ko", Sources: true}, view{about: about}),
		"sources-en":    answer(chat.Reply{Lang: "en", Sources: true}, view{about: about}),
		"home-ko":       {blocks: homeBlocks("ko", about)},
		"home-en":       {blocks: homeBlocks("en", about)},
		"home-of-empty": {blocks: homeBlocks("en", bot.About{})},
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, shown(t, m)) })
	}
}

// FuzzAnswerKeepsLimits checks that no answer, whatever its texts, exceeds what
// Slack allows of a message.
func FuzzAnswerKeepsLimits(f *testing.F) {
	f.Add("질문?", "문장이다.", "가나일보", "https://example.com/", uint8(3), uint8(9), true)
	f.Add(strings.Repeat("👩‍👩‍👧‍👦", 900), strings.Repeat("힣각", 4000), strings.Repeat("P", 5000), "https://example.com/"+strings.Repeat("가", 3000), uint8(10), uint8(200), false)
	f.Add("<&>", strings.Repeat("\"\\<", 3000), "\x00", "http://[", uint8(0), uint8(1), true)
	f.Add("\x10", "\x10", "\x10", "https://example.com/", uint8(3), uint8(1), false)
	f.Add("\x10", "\x10", "\x10", "\x10", uint8(0), uint8(1), true)
	f.Add("e"+strings.Repeat("\u0301", 5000), "e"+strings.Repeat("\u0301", 5000), "", "", uint8(1), uint8(3), true)
	f.Fuzz(func(t *testing.T, question, text, publisher, url string, snippets, marks uint8, private bool) {
		s := bot.Snippet{Text: text, Lang: "en", Date: "2025-01-02"}
		for i := 0; i < int(marks) && (i+1)*4 <= len(text); i++ {
			s.Highlights = append(s.Highlights, [2]int{i * 4, i*4 + 2})
		}
		for range 5 {
			s.Citations = append(s.Citations, bot.Citation{Publisher: publisher, Title: question, URL: url, Date: "2025"})
		}
		r := chat.Reply{ID: "0123456789-0123456789-abc", Lang: "ko", Answer: bot.Answer{Lang: "ko", Question: question, Corrected: question, Answered: true, Suggestions: []string{question, text, url}}}
		if snippets == 0 {
			r.Answer.Answered, r.Answer.Nearest = false, &s
			r.Answer.Related = []bot.Related{{Title: text, Path: question, URL: url}}
		}
		for range snippets {
			r.Answer.Snippets = append(r.Answer.Snippets, s)
		}
		m := answer(r, view{visibility: visibility{private: private, direct: !private, quoted: true}, page: 1, more: true, about: bot.About{Newest: "2026-06-30"}})
		if n := jsonLength(m.blocks); n > 13_200 || len(m.blocks) > 50 {
			t.Errorf("%d blocks of %d characters", len(m.blocks), n)
		}
		if n := utf8.RuneCountInString(m.text); n > 5*maxText {
			t.Errorf("%d characters of text", n)
		}
		walk(t, decoded(t, m.blocks))
	})
}

func decoded(t *testing.T, v any) (out any) {
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	json.Unmarshal(data, &out)
	return out
}

// walk checks the lengths of all strings by the names of their members.
func walk(t *testing.T, v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			walk(t, e)
		}
	case map[string]any:
		max := map[string]int{"text": 3000, "value": 2000, "url": 3000, "action_id": 255}
		if v["type"] == "button" {
			walk(t, map[string]any{"label": v["text"]})
		}
		for name, e := range v {
			if s, ok := e.(string); ok && max[name] > 0 && (s == "" || utf8.RuneCountInString(s) > max[name]) {
				t.Errorf("%q has %d characters", name, utf8.RuneCountInString(s))
			}
			if label, ok := e.(map[string]any); ok && name == "label" && utf8.RuneCountInString(label["text"].(string)) > 75 {
				t.Errorf("a label has %d characters", utf8.RuneCountInString(label["text"].(string)))
			}
			walk(t, e)
		}
	}
}

func FuzzCut(f *testing.F) {
	for _, s := range []string{"", "가나다", "e\u0301e\u0301", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "🇰🇷🇺🇸", "\xff\xfe", "한글"} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, s string, max int) {
		if max < 1 || !utf8.ValidString(s) {
			return
		}
		got := cut(s, max)
		if utf8.RuneCountInString(got) > max {
			t.Errorf("%q is longer than %d", got, max)
		}
		if got == s {
			return
		}
		kept := strings.TrimSuffix(got, "…")
		whole := 0
		for g := graphemes.FromString(s); g.Next() && whole < len(kept); {
			whole += len(g.Value())
		}
		if !strings.HasPrefix(s, kept) || whole != len(kept) {
			t.Errorf("%q of %q ends within a character", kept, s)
		}
	})
}

func TestHandle(t *testing.T) {
	for _, h := range []buttonValue{{id: "a"}, {visibility{true, true, true}, 3, "0-Z"}, {visibility{private: true}, 0, strings.Repeat("x", 24)}} {
		if got, ok := parseButtonValue(h.String()); !ok || got != h {
			t.Errorf("%v became %v", h, got)
		}
	}
}
