package lint

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"okbot/corpus"
)

// successors checks every replaced_by of the sidecars.
func (k *checker) successors() {
	for _, s := range k.corpus.Sidecars {
		for i, x := range s.Paragraphs {
			if x.ReplacedBy.Text == "" {
				continue
			}
			for _, lang := range []string{".ko", ".en", ""} {
				p, found := k.passages[fmt.Sprintf("%s%s#%d", s.Base, lang, i+1)]
				if !found {
					continue
				}
				if wrong := k.wrongSuccessor(p); wrong != "" {
					k.add(s.Path, x.ReplacedBy.Line, "replaced_by", "%s %s", x.ReplacedBy.Text, wrong)
					break
				}
			}
		}
	}
}

// wrongSuccessor returns what is wrong with the passage that replaces p, or "".
func (k *checker) wrongSuccessor(p corpus.Passage) string {
	next, found := k.passages[p.ReplacedBy]
	switch {
	case p.ReplacedBy == p.ID:
		return "is the paragraph itself"
	case !found:
		return "does not exist"
	case p.Date != "" && next.Date != "" && !next.Date.Last().After(p.Date.First()):
		return fmt.Sprintf("(%s) is not later than this paragraph (%s)", next.Date, p.Date)
	}
	return ""
}

// questions checks the expected questions of each sidecar, and that each article
// has a sidecar.
func (k *checker) questions() {
	seen := map[string]corpus.Place{}
	described := map[string]bool{}
	once := func(path string, q corpus.Entry) {
		key := lettersOf(q.Text)
		if first, dup := seen[key]; dup {
			k.add(path, q.Line, "expected_questions", "“%s” is asked in %s:%d too", q.Text, first.Path, first.Line)
		} else {
			seen[key] = corpus.Place{Path: path, Line: q.Line}
		}
	}
	for _, s := range k.corpus.Sidecars {
		described[s.Base] = true
		for _, q := range s.Unanswered {
			once(s.Path, q)
		}
		for _, x := range s.Paragraphs {
			langs := map[string]bool{}
			for _, q := range x.Questions {
				langs[corpus.Language(q.Text)] = true
				once(s.Path, q)
			}
			switch {
			case len(x.Questions) == 0:
				k.add(s.Path, x.Line, "expected_questions", "no questions that this paragraph answers")
			case !langs["ko"]:
				k.add(s.Path, x.Questions[0].Line, "expected_questions", "no question in Korean")
			case !langs["en"]:
				k.add(s.Path, x.Questions[0].Line, "expected_questions", "no question in English")
			}
		}
	}
	for _, a := range k.corpus.Articles {
		base, _ := corpus.CutLanguage(a.ID)
		if k.curated && len(a.Passages) > 0 && !isQuoted(a) && !described[base] {
			described[base] = true
			k.add(a.Path, 1, "expected_questions", "no %s.yaml with the questions it answers", path.Base(base))
		}
	}
}

// grades checks, in a corpus that grades its paragraphs, that each has its grade and
// the date until which that is so.
func (k *checker) grades() {
	if !slices.ContainsFunc(slices.Collect(maps.Values(k.passages)), func(p corpus.Passage) bool { return p.Grade != "" }) {
		return
	}
	for _, s := range k.corpus.Sidecars {
		for _, x := range s.Paragraphs {
			switch {
			case x.Grade == "":
				k.add(s.Path, x.Line, "grade", "no grade")
			case x.AsOf == "":
				k.add(s.Path, x.Line, "grade", "no as_of")
			}
		}
	}
}

// lettersOf keeps the letters and digits of s alone, in lower case.
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return r
		}
		return -1
	}, strings.ToLower(norm.NFKC.String(s)))
}
