package corpus_test

import (
	"strings"
	"testing"
	"time"

	"okbot/corpus"
	"okbot/corpus/corpustest"
)

// hostileMarks makes hostile texts of a few hundred kilobytes.
const hostileMarks = 100_000

// Twice as much of a hostile text costs about twice as much memory: it would be
// four times as much if each of its marks met all others.
func TestHostileFilesGrowInProportion(t *testing.T) {
	if testing.Short() {
		t.Skip("it measures memory, which the race detector multiplies")
	}
	const (
		marks     = hostileMarks / 8
		maxGrowth = 3.0
		ignored   = 4 << 20 // bytes: below, what every load costs counts for much
	)
	once, twice := corpustest.Hostile(marks), corpustest.Hostile(2*marks)
	for name := range once {
		load := func(text string) func() {
			return func() {
				_, err := corpus.Load(folder(map[string]string{"a/" + name: text, "a/side.md": "Text.", "a/side aliases.md": "Text.", "a/side keys.md": "Text."}), "a")
				if err != nil && !strings.HasPrefix(err.Error(), "a/"+name+":") && !strings.Contains(err.Error(), "no articles here") {
					t.Error(err)
				}
			}
		}
		a, b := corpustest.Allocated(load(once[name])), corpustest.Allocated(load(twice[name]))
		if b > ignored && float64(b) > maxGrowth*float64(a) {
			t.Errorf("%s: %d KB took %d KB, %d KB took %d KB", name, len(once[name])>>10, a>>10, len(twice[name])>>10, b>>10)
		}
	}
}

// A hostile file costs what it weighs, and the others of its folder are read,
// unless it is refused.
func TestHostileFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("it measures time and memory, which the race detector multiplies")
	}
	for name, text := range corpustest.Hostile(hostileMarks) {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"a/" + name: text, "a/good.md": "Lunch is at noon.", "a/side.md": "Text.", "a/side aliases.md": "Text.", "a/side keys.md": "Text."}
			var c *corpus.Corpus
			var err error
			start := time.Now()
			used := corpustest.Allocated(func() { c, err = corpus.Load(folder(files), "a") })
			took := time.Since(start)
			if took > 5*time.Second {
				t.Errorf("%d KB took %v", len(text)>>10, took)
			}
			if used > 300<<20 {
				t.Errorf("%d KB took %d MiB", len(text)>>10, used>>20)
			}
			if err != nil {
				if !strings.HasPrefix(err.Error(), "a/"+name+":") {
					t.Error(err)
				}
				return
			}
			sound(t, c)
			if c.Articles[len(c.Articles)-1].ID == "" || !strings.Contains(strings.Join(texts(c), "\n"), "Lunch is at noon.") {
				t.Error("the other files are not read")
			}
		})
	}
}

// What is over a bound is left out and named.
func TestBounds(t *testing.T) {
	all := corpustest.Hostile(hostileMarks)
	for name, want := range map[string]string{
		"empty cells.md": "more than 100000 cells of tables",
		"quotations.md":  "more than 32 lists and quotations in each other",
		"deep list.md":   "more than 32 lists and quotations in each other",
		"brackets.md":    "too many marks in one paragraph",
		"links.md":       "too many marks in one paragraph",
		"paragraphs.txt": "more than 10000 paragraphs",
		"elements.html":  "HTML that cannot be read: open stack of elements exceeds 512 nodes",
		"aliases.md":     "the front matter is larger than 64 KiB",
		"side keys.yaml": "more than 2000 keys",
		"spans.html":     "more than 100000 cells of tables",
		"definitions.md": "more than 60000 lines",
	} {
		t.Run(name, func(t *testing.T) {
			c := mustLoad(t, map[string]string{"a/" + name: all[name], "a/good.md": "Text.", "a/side keys.md": "Text."})
			wantLeftOut(t, c, "a/"+name+": "+want)
		})
	}
}
