package discord

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/discord/discordtest"
	"okbot/bot/text/texttest"
)

// TestDocuments checks how lists, code, paths and related documents are shown, and
// that Discord accepts each message, with embeds and without.
func TestDocuments(t *testing.T) {
	srv := discordtest.New(t, without())
	for name, a := range texttest.Answers() {
		t.Run(name, func(t *testing.T) {
			out := render(chat.Reply{ID: "1-a", Lang: a.Lang, Answer: a}, view{lang: a.Lang, owner: "7", question: a.Question})
			fits(t, out)
			data, err := json.MarshalIndent(out, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "documents/"+name, append(data, '\n'))
			post(t, srv, out)
			for _, e := range out.Embeds {
				harmless(t, e.Description)
			}
			text := out.fallback()
			post(t, srv, text)
			if n := size(text.Content); n > maxContent || n == 0 {
				t.Errorf("as text: %d units", n)
			}
			for _, e := range out.Embeds {
				if e.Author != nil && !strings.Contains(text.Content, escaped(string([]rune(e.Author.Name)[:2]), maxAuthor)) {
					t.Errorf("no %s in %s", e.Author.Name, text.Content)
				}
			}
			harmless(t, text.Content)
		})
	}
}

// post sends a message to a channel of srv.
func post(t *testing.T, srv *discordtest.Server, out outgoing) {
	t.Helper()
	body, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, srv.APIURL()+"/channels/"+srv.Channel().ID+"/messages", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header = http.Header{"Authorization": {"Bot " + srv.Token()}, "Content-Type": {"application/json"}}
	req.Close = true
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if problem, _ := io.ReadAll(res.Body); res.StatusCode != http.StatusOK {
		t.Errorf("refused with %d: %s", res.StatusCode, problem)
	}
}

// harmless fails the test if fences are not closed, or something outside of them is
// live.
func harmless(t *testing.T, markdown string) {
	t.Helper()
	for i, part := range strings.Split(markdown, fence) {
		if i%2 == 1 {
			if !strings.HasPrefix(part, "\n") || !strings.HasSuffix(part, "\n") {
				t.Errorf("not in lines of its own: %q", part)
			}
			continue
		}
		for _, live := range []string{"<@", "<#", " @everyone", "\u202e", "||", "`x`", "[here](", "[x]("} {
			if strings.Contains(part, live) {
				t.Errorf("%q in %q", live, part)
			}
		}
	}
	if strings.Count(markdown, fence)%2 == 1 {
		t.Errorf("a fence is open in %q", markdown)
	}
}

// FuzzQuotedParts checks that a snippet of any parts keeps to its size, closes its
// fences and quotation marks, and is harmless, cut too.
func FuzzQuotedParts(f *testing.F) {
	f.Add("Do:\nfirst\nsecond\nls -l\n`````", "tiic", uint16(8), true)
	f.Add(strings.Repeat("👩\u200d👩\u200d👧\u200d👦", 20)+"\n\n\x00\n<@1> @everyone ||x||", "citi", uint16(30), false)
	f.Fuzz(func(t *testing.T, text, kinds string, most uint16, goesOn bool) {
		limit := 20 + int(most)%5000
		var parts []bot.Part
		for i, line := range strings.Split(text, "\n") {
			part := texttest.Text(line)
			if len(kinds) > 0 {
				part.Item, part.Code, part.Depth = kinds[i%len(kinds)] == 'i', kinds[i%len(kinds)] == 'c', i
			}
			parts = append(parts, part)
		}
		s := texttest.Snippet("en", parts...)
		s.ListGoesOn = goesOn
		got := quoted(s, limit)
		if size(got) > limit {
			t.Errorf("%d units for %d", size(got), limit)
		}
		harmless(t, got)
		for _, cut := range []int{limit / 3, limit / 2, limit} {
			part := cutMarkdown(got, cut)
			if size(part) > cut {
				t.Errorf("%d units for %d", size(part), cut)
			}
			if strings.Count(part, fence)%2 == 1 {
				t.Errorf("a fence is open in %q", part)
			}
		}
	})
}
