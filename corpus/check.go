package corpus

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	longParagraph = 600 // characters
	manySentences = 4
)

// Check returns everything that is wrong or unwise in c, in the order of files
// and lines. How bad that is, the caller decides: the built-in corpus has to be
// free of it. The kinds are
//
//	twin         an article in one language only, or twins of unlike length
//	figures      a number or a date that only one of two twins tells
//	source       unknown, unused, or missing
//	date         missing
//	length       a paragraph too long to quote, or an article without any
//	opening      a paragraph that starts with a pronoun or a back-reference
//	replaced_by  a successor that does not exist, is not later, or is itself
//	asks         missing, in one language only, or the same in two places
//	language     a paragraph in another language than its file
//	names        a name spelled unlike its forms in names.jsonl
//	nfc          text that is not NFC on disk
//	quotes       straight quotation marks or apostrophes
//
// What others wrote (JSON Lines) is not judged as prose: only missing dates and
// sources are told, once a file.
func (c *Corpus) Check() []Problem {
	k := checker{corpus: c, found: slices.Clone(c.notes), names: newSpelling(c.Names), passages: map[string]Passage{}}
	for _, p := range c.Passages() {
		k.passages[p.ID] = p
	}
	for _, a := range c.Articles {
		k.article(a)
	}
	k.quoted()
	k.pairs()
	k.replaced()
	k.asks()
	k.unused()
	slices.SortStableFunc(k.found, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line))
	})
	return slices.Compact(k.found)
}

// checker gathers what Check finds.
type checker struct {
	corpus   *Corpus
	passages map[string]Passage // by ID
	names    spelling
	found    []Problem
}

func (k *checker) add(path string, line int, kind, text string) {
	k.found = append(k.found, Problem{path, line, kind, text})
}

// article checks an article of our own, passage by passage.
func (k *checker) article(a Article) {
	if len(a.Passages) == 0 {
		k.add(a.Path, 1, "length", "the article has no paragraphs")
	}
	if len(a.Passages) > 0 && a.Passages[0].Quoted {
		return
	}
	k.prose(a.Path, 1, a.Title)
	for _, p := range a.Passages {
		k.prose(a.Path, p.Line, p.Text)
		if n := utf8.RuneCountInString(p.Text); n > longParagraph {
			k.add(a.Path, p.Line, "length", "the paragraph has "+count(n, "character")+": over 600 are too many to quote")
		} else if n := len(Sentences(p.Text)); n > manySentences {
			k.add(a.Path, p.Line, "length", "the paragraph has "+count(n, "sentence")+": over 4 are too many to quote")
		}
		if word := opening(p.Text, p.Lang); word != "" {
			k.add(a.Path, p.Line, "opening", "the paragraph starts with “"+word+"”: quoted alone, it says too little")
		}
		if p.Date == "" {
			k.add(a.Path, p.Line, "date", "the paragraph has no date, nor has its article")
		}
		if len(p.Sources) == 0 {
			k.add(a.Path, p.Line, "source", "the paragraph names no source: add a footnote [^id]")
		}
	}
}

// prose checks a text of our own as such.
func (k *checker) prose(path string, line int, text string) {
	if strings.ContainsAny(text, `"'`) {
		k.add(path, line, "quotes", "straight quotes: write ‘ ’ “ ”")
	}
	for _, wrong := range k.names.misspelled(text) {
		k.add(path, line, "names", "“"+wrong.text+"” is spelled “"+wrong.form+"” in names.jsonl")
	}
}

// quoted checks what others wrote: one problem of a kind for each file.
func (k *checker) quoted() {
	type lack struct{ path, kind string }
	first, many := map[lack]int{}, map[lack]int{}
	tell := func(p Passage, path, kind string) {
		at := lack{path, kind}
		if many[at]++; first[at] == 0 || p.Line < first[at] {
			first[at] = p.Line
		}
	}
	for _, a := range k.corpus.Articles {
		if len(a.Passages) == 0 || !a.Passages[0].Quoted {
			continue
		}
		if p := a.Passages[0]; p.Date == "" {
			tell(p, a.Path, "date")
		}
		if p := a.Passages[0]; len(p.Sources) == 0 {
			tell(p, a.Path, "source")
		}
	}
	what := map[string]string{"date": "no date", "source": "neither publisher nor url"}
	for at, line := range first {
		k.add(at.path, line, at.kind, count(many[at], "article")+" with "+what[at.kind]+", the first one here")
	}
}

// unused finds the sources of a sources.yaml that no passage cites.
func (k *checker) unused() {
	cited := map[string]bool{}
	for _, p := range k.passages {
		for _, s := range p.Sources {
			cited[s.ID] = true
		}
	}
	for id, at := range k.corpus.places {
		if !cited[id] {
			k.add(at.path, at.line, "source", "source "+id+" is cited nowhere")
		}
	}
}
