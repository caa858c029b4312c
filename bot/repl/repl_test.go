package repl_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"okbot/bot"
	"okbot/bot/repl"
	"okbot/index/searchtest"
)

// newBot returns a bot on the built-in corpus.
func newBot(t *testing.T) *bot.Bot {
	t.Helper()
	ix := searchtest.Builtin()
	return bot.New(ix, bot.Options{Newest: ix.Newest()})
}

const who = "오픈AI 코리아의 초대 총괄 대표는 누구야?"

// chunks passes on what is written, a piece for each Write.
type chunks chan string

func (c chunks) Write(p []byte) (int, error) {
	c <- string(p)
	return len(p), nil
}

// TestPipe sends a line only when the one before is answered.
func TestPipe(t *testing.T) {
	in, lines := io.Pipe()
	out := make(chunks, 100)
	done := make(chan error, 1)
	b := newBot(t)
	go func() {
		defer close(out)
		done <- repl.Run(t.Context(), in, out, b, repl.Options{})
	}()
	for _, step := range []struct{ line, want string }{
		{":sources", "There are no sources to show."},
		{":more", "There is no answer to show more of"},
		{":why", "Nothing was searched for yet."},
		{":nosuch", "There is no command :nosuch: see :help."},
		{who, "김경훈"},
		{":nosuch", ":nosuch 명령은 없어요"},
		{":sources", "1. "},
		{":why", "confidence"},
		{":help", ":more"},
		{"/HELP", ":more"},
		{":lang fr", ":lang auto"},
		{":lang en", "Language of the answers: en"},
		{who, "Kim Kyoung-hoon"},
		{":lang auto", "Language of the answers: auto"},
		{":asof 2025-08", "Answering as of 2025-08."},
		{":asof soon", "Write a date"},
		{":asof today", "Answering as of today."},
		{strings.Repeat("가", bot.MaxQuestion+1), "2000"},
		{who, "김경훈"},
	} {
		io.WriteString(lines, step.line+"\n")
		got := ""
		for !strings.Contains(got, step.want) {
			piece, open := <-out
			if !open {
				t.Fatalf("%.40s: got %q and the end, want %q", step.line, got, step.want)
			}
			got += piece
		}
	}
	io.WriteString(lines, ":quit\n")
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// run holds a whole session and returns what it wrote.
func run(t *testing.T, b *bot.Bot, opts repl.Options, lines ...string) string {
	t.Helper()
	var out bytes.Buffer
	if err := repl.Run(t.Context(), strings.NewReader(strings.Join(lines, "\n")), &out, b, opts); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestMore checks that :more shows nothing twice, and ends.
func TestMore(t *testing.T) {
	got := run(t, newBot(t), repl.Options{}, who, ":more", ":more", ":more", ":more", ":more")
	seen := map[string]bool{}
	for line := range strings.Lines(got) {
		if strings.HasPrefix(line, "“") && seen[line] {
			t.Errorf("twice: %s", line)
		}
		seen[line] = true
	}
	if !strings.HasSuffix(got, "더 보여 드릴 문장이 없어요.\n") {
		t.Errorf("no end of :more in\n%s", got)
	}
}

// TestSettings checks that the settings of the command line hold.
func TestSettings(t *testing.T) {
	b := newBot(t)
	got := run(t, b, repl.Options{Settings: bot.Question{Lang: "en", Limit: 1}}, who)
	if n := strings.Count(got, "“"); n != 1 || !strings.Contains(got, "Kim Kyoung-hoon") {
		t.Errorf("%d snippets, want one in English:\n%s", n, got)
	}
	if got := run(t, b, repl.Options{Lang: "ko"}, ":nosuch"); !strings.Contains(got, ":nosuch 명령은 없어요") {
		t.Errorf("got %q", got)
	}
	if got := run(t, b, repl.Options{}, "", "  ", "🎉"); strings.Count(got, "\n") != 2 {
		t.Errorf("blank lines and an emoji: %q, want one sentence", got)
	}
	if got := run(t, b, repl.Options{}, "a\x1b[31m", ":x\x1b[31m"); strings.Contains(got, "\x1b") {
		t.Errorf("escape code in %q", got)
	}
}
