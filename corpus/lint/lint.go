// Package lint finds what is wrong or unwise in a corpus that can be read.
//
// What cannot be read is an error of package corpus. Here are the faults that
// make quotations worse: a paragraph without a date or a source, one that starts
// with a pronoun, a translation with other numbers than the original, a name in
// an unlisted spelling. Each is a [corpus.Problem] with its file and line.
package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"okbot/corpus"
)

const (
	maxParagraphChars     = 600 // of a paragraph that can be quoted as a whole
	maxParagraphSentences = 4
)

// Check returns everything that is wrong or unwise in c, in the order of files
// and lines. The caller decides how bad that is: the built-in corpus has to be
// free of it. The kinds are
//
//	translation         missing, or of another length
//	figures             a number or a date in one of two translations only
//	sidecar             of another length than its article, or without one
//	source              unknown, unused, or missing
//	date                missing
//	length              a paragraph too long to quote, or an article without any
//	sentence            a first sentence too long to quote
//	long_sentence       a first sentence longer than wanted; a note everywhere
//	repetition          a date given twice in one paragraph
//	absence             a sentence about what was not found, or about the material
//	brackets            another word for something, in brackets after it
//	grade               a paragraph without grade or as_of where others have them
//	attribution         a publisher named for a report that is none of the sources
//	order               a source cited before a better one
//	address             a source's address that is not the canonical one
//	opening             a paragraph that starts with a pronoun or a back-reference
//	replaced_by         a successor that does not exist, is not later, or is itself
//	expected_questions  missing, in one language only, or the same in two places
//	language            a paragraph in another language than its file
//	names               a name spelled unlike its listed forms
//	nfc                 text that is not NFC on disk
//	part                a menu, a byline or an included file that is no text of its page
//	quotes              straight quotation marks or apostrophes
//
// In a folder of documents, which has no sidecars, sources or names, nobody misses
// them, nor dates and typography. Quoted articles (JSON Lines) are not judged as prose: only missing dates and
// sources are reported, once a file. Names are checked against the corpus's own
// and the further ones given.
func Check(c *corpus.Corpus, further ...corpus.Name) []corpus.Problem {
	names := newSpelling(slices.Concat(further, c.Names))
	k := checker{corpus: c, curated: len(c.Sidecars)+len(c.Sources)+len(c.Names) > 0, found: slices.Clone(c.Notes), names: names, passages: map[string]corpus.Passage{}}
	k.publishers = publisherNames(c.Sources)
	for _, p := range c.Passages() {
		k.passages[p.ID] = p
	}
	for _, a := range c.Articles {
		k.article(a)
	}
	k.quoted()
	k.translations()
	k.successors()
	k.questions()
	k.grades()
	k.unusedSources()
	k.addresses()
	slices.SortStableFunc(k.found, func(a, b corpus.Problem) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line))
	})
	return slices.Compact(k.found)
}

// checker gathers what Check finds.
type checker struct {
	corpus   *corpus.Corpus
	curated  bool                      // articles name sources or have sidecars
	passages map[string]corpus.Passage // by ID
	names    spelling
	// publishers are the ids of the sources of each publisher, by its names.
	publishers map[string]map[string]bool
	found      []corpus.Problem
}

func (k *checker) add(path string, line int, kind, format string, args ...any) {
	k.found = append(k.found, corpus.Problem{Path: path, Line: line, Kind: kind, Text: fmt.Sprintf(format, args...)})
}

// isQuoted reports whether a is a source's own text, from JSON Lines.
func isQuoted(a corpus.Article) bool {
	return a.File == "" && len(a.Passages) > 0 && a.Passages[0].Quoted
}

// hasSource reports whether p names a source besides the file that it is in.
func hasSource(p corpus.Passage) bool {
	return slices.ContainsFunc(p.Sources, func(s corpus.Source) bool { return s.Publisher != "" || s.URL != "" })
}

// article checks an article that is not quoted, passage by passage.
func (k *checker) article(a corpus.Article) {
	if len(a.Passages) == 0 {
		k.add(a.Path, 1, "length", "the article has no paragraphs")
	}
	if isQuoted(a) {
		return
	}
	if k.curated {
		k.prose(a.Path, 1, a.Title)
	}
	for _, p := range a.Passages {
		if n := utf8.RuneCountInString(p.Text); n > maxParagraphChars {
			k.add(a.Path, p.Line, "length", "the paragraph has %s: over %d are too many to quote", count(n, "character"), maxParagraphChars)
		} else if n := len(corpus.Sentences(p.Text)); n > maxParagraphSentences && p.Kind == corpus.Paragraph {
			k.add(a.Path, p.Line, "length", "the paragraph has %s: over %d are too many to quote", count(n, "sentence"), maxParagraphSentences)
		}
		if word := opening(p.Text, p.Lang); word != "" {
			k.add(a.Path, p.Line, "opening", "the paragraph starts with “%s”: quoted alone, it says too little", word)
		}
		if !k.curated {
			continue
		}
		k.prose(a.Path, p.Line, p.Text)
		k.quotable(a.Path, p)
		k.cited(a.Path, p)
		if p.Date == "" {
			k.add(a.Path, p.Line, "date", "the paragraph has no date, nor has its article")
		}
		if !hasSource(p) {
			k.add(a.Path, p.Line, "source", "the paragraph names no source: add a footnote [^id]")
		}
	}
}

// prose checks the typography and the names of a text.
func (k *checker) prose(path string, line int, text string) {
	if strings.ContainsAny(text, `"'`) {
		k.add(path, line, "quotes", "straight quotes: write ‘ ’ “ ”")
	}
	for _, wrong := range k.names.misspelled(text) {
		k.add(path, line, "names", "“%s” is spelled “%s” in names.jsonl", wrong.text, wrong.form)
	}
}

// quoted checks quoted articles: one problem of a kind for each file, at the
// first article that has it.
func (k *checker) quoted() {
	type lack struct{ path, kind string }
	first, many := map[lack]int{}, map[lack]int{}
	add := func(p corpus.Passage, path, kind string) {
		at := lack{path, kind}
		if many[at]++; first[at] == 0 || p.Line < first[at] {
			first[at] = p.Line
		}
	}
	for _, a := range k.corpus.Articles {
		if !isQuoted(a) {
			continue
		}
		if p := a.Passages[0]; p.Date == "" {
			add(p, a.Path, "date")
		}
		if p := a.Passages[0]; !hasSource(p) {
			add(p, a.Path, "source")
		}
	}
	what := map[string]string{"date": "no date", "source": "neither publisher nor url"}
	for at, line := range first {
		k.add(at.path, line, at.kind, "%s with %s, the first one here", count(many[at], "article"), what[at.kind])
	}
}

// unusedSources finds the sources of a sources.yaml that no passage cites.
func (k *checker) unusedSources() {
	cited := map[string]bool{}
	for _, p := range k.passages {
		for _, s := range p.Sources {
			cited[s.ID] = true
		}
	}
	for id, at := range k.corpus.SourcePlaces {
		if !cited[id] {
			k.add(at.Path, at.Line, "source", "source %s is cited nowhere", id)
		}
	}
}

// count is "1 paragraph", "3 paragraphs".
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
