// Package names knows things by their names in two scripts.
//
// A [Dictionary] is a gazetteer for entity linking: each thing with several names,
// and each group of words that translate each other, has one term, which is indexed
// with the words of the name, in passages and in questions. A [PhoneticIndex] finds
// what no dictionary has: terms that sound like a word of the other script.
//
// Both are safe for concurrent use. A name is found as it is listed, whatever its
// capitals, blanks and hyphens, and with particles behind it. It is not found if it
// is misspelt, and a term does not say which of two namesakes is meant.
package names

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"okbot/corpus"
	"okbot/index/hangul"
	"okbot/index/ko"
)

// A Dictionary finds names in text, in either language. It is a trie of the letters of
// all names, without blanks and marks.
type Dictionary struct {
	next  map[step]int32      // edges; node 0 is the root
	terms [][]string          // of the things whose name ends at a node
	kinds map[string]string   // of a thing, by its term
	word  map[string][]string // terms of the thesaurus, by the one term they analyse to
}

type step struct {
	node int32
	r    rune
}

// prefix begins the terms of names. No term of the analyzer has it.
const prefix = "\x00"

// New returns the dictionary of the names in list, whose words analyzer analyses.
// Rows of the same thing count as one: those with the same first name in both
// languages, or, of the kind "word", with the same forms.
func New(list []corpus.Name, analyzer *ko.Analyzer) *Dictionary {
	d := &Dictionary{next: map[step]int32{}, terms: make([][]string, 1), word: map[string][]string{}, kinds: map[string]string{}}
	things := map[string]string{} // terms by identity
	for i, name := range list {
		id := identity(name)
		if things[id] == "" {
			things[id] = prefix + strconv.Itoa(i)
		}
		term := things[id]
		d.kinds[term] = name.Kind
		for _, alias := range slices.Concat(name.Ko, name.En, name.Also) {
			if name.Kind == "word" {
				d.addWord(analyzer, alias, term)
			} else {
				d.add(alias, term)
			}
		}
	}
	return d
}

// identity returns a key that the rows of one thing share.
func identity(name corpus.Name) string {
	korean, english := name.Ko, name.En
	if name.Kind != "word" && len(korean) > 0 && len(english) > 0 {
		korean, english = korean[:1], english[:1]
	}
	return strings.Join(korean, "|") + "||" + strings.Join(english, "|")
}

// add puts one name of a thing into the trie.
func (d *Dictionary) add(alias, term string) {
	var node int32
	for _, r := range alias {
		if r = fold(r); r == 0 {
			continue
		}
		to, ok := d.next[step{node, r}]
		if !ok {
			to = int32(len(d.terms))
			d.next[step{node, r}] = to
			d.terms = append(d.terms, nil)
		}
		node = to
	}
	if node != 0 && !slices.Contains(d.terms[node], term) {
		d.terms[node] = append(d.terms[node], term)
	}
}

// addWord gives the word that alias analyses to a term of the thesaurus.
func (d *Dictionary) addWord(analyzer *ko.Analyzer, alias, term string) {
	tokens := analyzer.Tokens(nil, alias)
	if len(tokens) > 0 && tokens[len(tokens)-1].Word > tokens[0].Word {
		return // several words, of which none alone has that meaning
	}
	for _, t := range tokens {
		if !t.Part && !slices.Contains(d.word[t.Term], term) {
			d.word[t.Term] = append(d.word[t.Term], term)
		}
	}
}

// fold returns a letter or digit in lower case, and 0 for other runes, which do not
// count in a name.
func fold(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9', hangul.IsSyllable(r):
		return r
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return unicode.ToLower(r)
	case r == '+' || r == '&':
		return r
	}
	return 0
}

// Annotate appends a token to dst for each name in text that begins at one of the
// tokens dst[from:], which are those of text. A name ends where a word ends or its
// particles begin.
func (d *Dictionary) Annotate(dst []ko.Token, from int, text string) []ko.Token {
	last := -1
	for i, end := from, len(dst); i < end; i++ {
		t := dst[i]
		for _, term := range d.word[t.Term] {
			dst = append(dst, ko.Token{Term: term, Start: t.Start, End: t.End, Word: t.Word})
		}
		if t.Start > last {
			last = t.Start
			dst = d.annotateAt(dst, text, t)
		}
	}
	return dst
}

// annotateAt appends a token for each name that begins at t.
func (d *Dictionary) annotateAt(dst []ko.Token, text string, t ko.Token) []ko.Token {
	var node int32
	for pos := t.Start; pos < len(text); {
		r, size := utf8.DecodeRuneInString(text[pos:])
		pos += size
		f := fold(r)
		if f == 0 {
			if !strings.ContainsRune(" -.·‘’'()", r) {
				return dst
			}
			continue
		}
		to, ok := d.next[step{node, f}]
		if !ok {
			return dst
		}
		node = to
		if len(d.terms[node]) > 0 && nameEnds(r, text[pos:]) {
			for _, term := range d.terms[node] {
				dst = append(dst, ko.Token{Term: term, Start: t.Start, End: pos, Word: t.Word})
			}
		}
	}
	return dst
}

// nameEnds reports whether a name whose last letter is r may end before rest.
func nameEnds(r rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case rest == "", !unicode.IsLetter(next) && !unicode.IsDigit(next):
		return true
	case unicode.Is(unicode.Hangul, next) != unicode.Is(unicode.Hangul, r):
		return true
	case unicode.Is(unicode.Hangul, next):
		word := rest
		if i := strings.IndexFunc(rest, func(r rune) bool { return !unicode.Is(unicode.Hangul, r) }); i >= 0 {
			word = rest[:i]
		}
		return ko.IsParticles(word)
	}
	return strings.HasPrefix(rest, "s ") || rest == "s"
}

// IsTerm reports whether a term is one of a dictionary, of a thing or of a word.
func IsTerm(term string) bool { return strings.HasPrefix(term, prefix) }

// Kind returns the kind of the thing that a term of the dictionary is for, as its
// [corpus.Name] has it, or "" for any other term.
func (d *Dictionary) Kind(term string) string { return d.kinds[term] }

// IsProper reports whether a term is for one thing, such as a company or a place,
// and not for a word.
func (d *Dictionary) IsProper(term string) bool { return properKinds[d.kinds[term]] }

// properKinds are the kinds of names that are of one thing.
var properKinds = map[string]bool{"company": true, "person": true, "product": true, "programme": true, "place": true, "law": true, "event": true}
