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
	Grade      string `json:"source_grade"`
}

// written is the built-in corpus and the notes behind it.
func written(t *testing.T) (*corpus.Corpus, map[string]fact) {
	t.Helper()
	facts := map[string]fact{}
	for _, f := range readLines[fact](t, shared(t, "facts/facts.jsonl")) {
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
	for _, s := range readLines[struct{ ID, Publisher, URL string }](t, shared(t, "facts/sources.jsonl")) {
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

// The notes are no text to print: no passage shares a run of 22 letters and
// digits in Korean, or of 45 in English, with a fact that it states. Names, dates and
// numbers fill shorter runs by themselves.
func TestNoPassagePastesANote(t *testing.T) {
	c, facts := written(t)
	run := map[string]int{"ko": 22, "en": 45}
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

var unreported = map[string]*regexp.Regexp{
	"ko": regexp.MustCompile(`(보도|확인)[^.]*(못했|못하|없|않)`),
	"en": regexp.MustCompile(`(?i)\b(no|not|nor|neither|without|any)\b[^.]*\b(report|coverage|press)|unconfirmed`),
}

// Facts from blogs and copied pages alone are marked as such.
func TestUnreportedFactsSaySo(t *testing.T) {
	c, facts := written(t)
	n := 0
	for _, p := range c.Passages() {
		for _, id := range p.Facts {
			if facts[id].Grade == "press" {
				continue
			}
			if n++; !unreported[p.Lang].MatchString(p.Text) {
				t.Errorf("%s does not say that no press report confirms %s: %s", p.ID, id, p.Text)
			}
		}
	}
	if n == 0 {
		t.Error("no such fact is stated")
	}
}
