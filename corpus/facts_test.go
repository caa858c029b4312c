package corpus_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"okbot/corpus"
)

// A fact is a line of the notes that the built-in corpus was written from.
type fact struct {
	ID, Ko, En string
	Sources    []string
	Grade      string      `json:"source_grade"`
	AsOf       corpus.Date `json:"as_of"`
	Supersedes []string
}

// notes returns the rows of a file of the notes and of the one that came later.
func notes[T any](t *testing.T, name string) []T {
	t.Helper()
	return append(readLines[T](t, shared(t, "facts/"+name)), readLines[T](t, shared(t, "facts/new-"+name))...)
}

// written is the built-in corpus and the notes behind it.
func written(t *testing.T) (*corpus.Corpus, map[string]fact) {
	t.Helper()
	facts := map[string]fact{}
	for _, f := range notes[fact](t, "facts.jsonl") {
		facts[f.ID] = f
	}
	c, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return c, facts
}

// With -v the test prints which passages state each fact.
func TestFactsAreStatedInBothLanguages(t *testing.T) {
	c, facts := written(t)
	stated := map[string][]string{}
	langs := map[string]int{}
	for _, p := range c.Passages() {
		if len(p.Facts) == 0 {
			t.Errorf("%s rests on no fact", p.ID)
		}
		for _, id := range p.Facts {
			if _, known := facts[id]; !known {
				t.Errorf("%s states %q, which is no fact", p.ID, id)
			}
			stated[id] = append(stated[id], p.ID)
			langs[id+"."+p.Lang]++
		}
	}
	for _, id := range slices.Sorted(maps.Keys(facts)) {
		if langs[id+".ko"] == 0 || langs[id+".en"] == 0 {
			t.Errorf("fact %s is stated in Korean %d times, in English %d times", id, langs[id+".ko"], langs[id+".en"])
		}
		t.Logf("%-45s %s", id, strings.Join(stated[id], " "))
	}
}

func TestPassagesCiteTheSourcesOfTheirFacts(t *testing.T) {
	c, facts := written(t)
	used := map[string]bool{}
	for _, p := range c.Passages() {
		want, got := map[string]bool{}, map[string]bool{}
		for _, id := range p.Facts {
			for _, s := range facts[id].Sources {
				want[s] = true
			}
		}
		for _, s := range p.Sources {
			got[s.ID], used[s.ID] = true, true
		}
		if !maps.Equal(got, want) {
			t.Errorf("%s cites %q, its facts rest on %q", p.ID, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
		}
	}
	for _, s := range notes[struct{ ID, Publisher, URL string }](t, "sources.jsonl") {
		if known := c.Sources[s.ID]; !used[s.ID] || known.Publisher != s.Publisher || !samePage(known.URL, s.URL) {
			t.Errorf("source %+v is used: %t, and stands in sources.yaml as %+v", s, used[s.ID], known)
		}
	}
}

// samePage reports whether canonical may be the address of the page that noted is: it
// is on the web, and has the part of noted that tells pages apart, which is the longest
// run of letters and digits after the host with a digit in it. Notes may lack an address.
func samePage(canonical, noted string) bool {
	page := ""
	_, address, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(noted, "http://"), "https://"), "/")
	for _, run := range regexp.MustCompile(`[A-Za-z0-9]+`).FindAllString(address, -1) {
		if strings.ContainsAny(run, "0123456789") && len(run) > len(page) {
			page = run
		}
	}
	switch {
	case noted == "" || noted == canonical:
		return true
	case !strings.HasPrefix(canonical, "http"):
		return false
	}
	return page != "" && strings.Contains(canonical, page)
}

// The notes are no text to print: no passage shares a run of 40 letters and
// digits in Korean, or of 80 in English, with a fact that it states. A sentence that
// names its subject in full and gives one date fills shorter runs by itself.
func TestNoPassagePastesANote(t *testing.T) {
	c, facts := written(t)
	run := map[string]int{"ko": 40, "en": 80}
	for _, p := range c.Passages() {
		text := squeeze(p.Text)
		for _, id := range p.Facts {
			note := map[string]string{"ko": facts[id].Ko, "en": facts[id].En}[p.Lang]
			if pasted := sharedRun(text, squeeze(note), run[p.Lang]); pasted != "" {
				t.Errorf("%s pastes fact %s: %s", p.ID, id, pasted)
			}
		}
	}
}

// sharedRun returns a run of n characters that a and b share, or "".
func sharedRun(a, b string, n int) string {
	runes := []rune(b)
	for i := 0; i+n <= len(runes); i++ {
		if s := string(runes[i : i+n]); strings.Contains(a, s) {
			return s
		}
	}
	return ""
}

// A passage has the lowest grade of its facts, but for those that another of them
// supersedes, and the newest date until which one of them is so.
func TestPassagesAreGradedAsTheirFacts(t *testing.T) {
	c, facts := written(t)
	grades := map[string]corpus.Grade{"aggregator-only": corpus.Aggregator, "unconfirmed": corpus.Unconfirmed}
	n := 0
	for _, p := range c.Passages() {
		lowest, newest := corpus.Grade(""), corpus.Date("")
		var superseded []string
		for _, id := range p.Facts {
			superseded = append(superseded, facts[id].Supersedes...)
		}
		for _, id := range p.Facts {
			newest = max(newest, facts[id].AsOf)
			if slices.Contains(superseded, id) {
				continue
			}
			if g := grades[facts[id].Grade]; g != "" && lowest != corpus.Unconfirmed {
				lowest = g
			}
		}
		if lowest != "" {
			n++
		}
		if sure := p.Grade != corpus.Aggregator && p.Grade != corpus.Unconfirmed; (lowest != "" || !sure) && p.Grade != lowest {
			t.Errorf("%s has the grade %q, its facts %q", p.ID, p.Grade, lowest)
		}
		if p.AsOf != newest {
			t.Errorf("%s is so as of %s, its facts as of %s", p.ID, p.AsOf, newest)
		}
	}
	if n == 0 {
		t.Error("all facts are as sure")
	}
}
