package corpus

import (
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// pairs checks that each article has its twin in the other language, which
// tells the same.
func (k *checker) pairs() {
	byID := map[string]Article{}
	for _, a := range k.corpus.Articles {
		byID[a.ID] = a
	}
	for _, a := range k.corpus.Articles {
		base, lang := cutLanguage(a.ID)
		if lang == "" || len(a.Passages) > 0 && a.Passages[0].Quoted {
			continue
		}
		other := map[string]string{"ko": "en", "en": "ko"}[lang]
		b, found := byID[base+"."+other]
		switch {
		case !found:
			k.add(a.Path, 1, "twin", fmt.Sprintf("no twin: %s.%s.md is missing", path.Base(base), other))
		case lang == "en" && len(a.Passages) != len(b.Passages):
			k.add(a.Path, 1, "twin", fmt.Sprintf("%s, but %s has %d", count(len(a.Passages), "paragraph"), path.Base(b.Path), len(b.Passages)))
		case lang == "en":
			k.figures(a, b)
		}
	}
}

// figures compares the numbers of the English article with those of the Korean.
func (k *checker) figures(en, ko Article) {
	for i, p := range en.Passages {
		here, there := figures(p.Text, "en"), figures(ko.Passages[i].Text, "ko")
		var differ []string
		if only := missing(here, there); only != "" {
			differ = append(differ, "only here "+only)
		}
		if only := missing(there, here); only != "" {
			differ = append(differ, "only there "+only)
		}
		if len(differ) > 0 {
			k.add(en.Path, p.Line, "figures", fmt.Sprintf("other figures than in %s:%d: %s",
				path.Base(ko.Path), ko.Passages[i].Line, strings.Join(differ, ", ")))
		}
	}
}

// replaced checks every replaced_by.
func (k *checker) replaced() {
	for _, t := range k.corpus.twins {
		for i, x := range t.Paragraphs {
			if x.ReplacedBy.text == "" {
				continue
			}
			for _, lang := range []string{".ko", ".en", ""} {
				p, found := k.passages[fmt.Sprintf("%s%s#%d", t.base, lang, i+1)]
				if !found {
					continue
				}
				if wrong := k.successor(p); wrong != "" {
					k.add(t.path, x.ReplacedBy.line, "replaced_by", fmt.Sprintf("%s %s", x.ReplacedBy.text, wrong))
					break
				}
			}
		}
	}
}

// successor says what is wrong with the passage that replaces p.
func (k *checker) successor(p Passage) string {
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

// asks checks the questions of each NAME.yaml, and that there is one.
func (k *checker) asks() {
	seen := map[string]place{}
	described := map[string]bool{}
	once := func(t *twin, ask entry) {
		key := squeeze(ask.text)
		if first, dup := seen[key]; dup {
			k.add(t.path, ask.line, "asks", fmt.Sprintf("“%s” is asked in %s:%d too", ask.text, first.path, first.line))
		} else {
			seen[key] = place{t.path, ask.line}
		}
	}
	for _, t := range k.corpus.twins {
		described[t.base] = true
		for _, ask := range t.Unanswered {
			once(t, ask)
		}
		for _, x := range t.Paragraphs {
			langs := map[string]bool{}
			for _, ask := range x.Asks {
				langs[Language(ask.text)] = true
				once(t, ask)
			}
			switch {
			case len(x.Asks) == 0:
				k.add(t.path, x.line, "asks", "no questions that this paragraph answers")
			case !langs["ko"]:
				k.add(t.path, x.Asks[0].line, "asks", "no question in Korean")
			case !langs["en"]:
				k.add(t.path, x.Asks[0].line, "asks", "no question in English")
			}
		}
	}
	for _, a := range k.corpus.Articles {
		base, _ := cutLanguage(a.ID)
		if len(a.Passages) > 0 && !a.Passages[0].Quoted && !described[base] {
			described[base] = true
			k.add(a.Path, 1, "asks", fmt.Sprintf("no %s.yaml with the questions it answers", path.Base(base)))
		}
	}
}

// squeeze keeps the letters and digits of s alone, in lower case.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return r
		}
		return -1
	}, strings.ToLower(norm.NFKC.String(s)))
}

// opening returns the word that text starts with, if that is a pronoun or
// points back.
func opening(text, lang string) string {
	word := text[:len(text)-len(strings.TrimLeftFunc(text, func(r rune) bool { return unicode.IsLetter(r) }))]
	next, _ := utf8.DecodeRuneInString(text[len(word):])
	switch lower := strings.ToLower(word); {
	case lang == "ko" && koreanOpenings[word] && (unicode.IsSpace(next) || next == ',' || next == utf8.RuneError):
		return word
	case lang == "en" && (englishOpenings[lower] || lower == "the" && strings.HasPrefix(strings.ToLower(text), "the same ")):
		return word
	}
	return ""
}

var (
	koreanOpenings  = set("이 그 이들 그는 그녀 그녀는 이는 이것 이것은 이번 이날 같은 또한 또 한편 당시 하지만 그러나 다만 여기 해당 앞서 이후 이에")
	englishOpenings = set("it its they their he she his her this that these those meanwhile also however but and there")
)
