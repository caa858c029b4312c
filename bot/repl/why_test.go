package repl_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"okbot/bot"
	"okbot/bot/repl"
	"okbot/corpus"
	"okbot/index"
)

var update = flag.Bool("update", false, "write the golden files anew")

// libraryBot returns a bot on a small made-up corpus that never changes.
func libraryBot(t *testing.T) *bot.Bot {
	t.Helper()
	c, err := corpus.Load(os.DirFS("../../index/testdata"), "library")
	if err != nil {
		t.Fatal(err)
	}
	ix, err := index.New(c, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	now := func() time.Time { return time.Date(2026, 11, 23, 14, 5, 0, 0, bot.Seoul) }
	return bot.New(ix, bot.Options{Newest: ix.Newest(), Now: now})
}

// TestWhy checks what :why shows of an answer, a refusal, a question about the
// asker's own affairs, one across languages, one of a year that the corpus lacks
// and one that only dates answer: the threshold that applied, and what each
// feature added.
func TestWhy(t *testing.T) {
	for _, test := range []struct{ name, question string }{
		{"answered", "한빛도서관 관장이 누구야?"},
		{"refused", "한빛도서관 수영장은 몇 층이야?"},
		{"own", "우리 카페 대표 메뉴가 뭐야?"},
		{"crosslingual", "Skyladder 배터리는 몇 시간 가?"},
		{"mismatch", "2019년에 한빛도서관 관장은 누구였어?"},
		{"dates", "2025년 4월에 무슨 일이 있었어?"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for line := range strings.Lines(run(t, libraryBot(t), repl.Options{}, test.question, ":why")) {
				got = append(got, line)
			}
			from := 0
			for i, line := range got {
				if strings.HasPrefix(line, "asked ") {
					from = i
				}
			}
			text := strings.Join(got[from:], "")
			file := filepath.Join("testdata", "why", test.name+".txt")
			if *update {
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), text); diff != "" {
				t.Error(diff)
			}
		})
	}
}
