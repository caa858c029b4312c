package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"okbot/index/query"
)

// findPeople notes which terms of a corpus that brings no names tell who somebody is, as far
// as their form does, and which sentences have one: full names and offices in Korean, in
// English words that are written with a capital wherever they stand. known tells which words
// are no names. raw is what the index was numbered from.
func (ix *Index) findPeople(raw []rawForward, known func(word string) bool) {
	lower, who := map[string]bool{}, map[string]bool{}
	for i := range raw {
		text := ix.passages[i].Text
		for _, t := range raw[i].tokens {
			switch {
			case t.Part || t.Start < 0:
			case !t.Verb && (query.IsOffice(t.Term) || query.IsOffice(text[t.Start:t.End])), !t.Verb && query.IsFullName(t.Term, known):
				who[t.Term] = true
			case text[t.Start] >= 'a' && text[t.Start] <= 'z':
				lower[t.Term] = true
			case isMidCapital(text, t.Start) && !query.IsTime(text[t.Start:t.End]):
				who[t.Term] = true
			}
		}
	}
	for term := range who {
		if n, ok := ix.vocab[term]; ok && !lower[term] {
			ix.answers[n] |= query.Who
		}
	}
	for i := range ix.forward {
		f := &ix.forward[i]
		for k := range f.sentences {
			s := &f.sentences[k]
			for _, t := range f.tokens[s.first:s.last] {
				s.kinds |= ix.answers[t.term] & query.Who
			}
		}
	}
}

// isMidCapital reports whether a word with a capital and small letters stands at pos, and not
// at the beginning of a sentence, of an item or of a cell.
func isMidCapital(text string, pos int) bool {
	first, n := utf8.DecodeRuneInString(text[pos:])
	second, _ := utf8.DecodeRuneInString(text[pos+n:])
	if !unicode.IsUpper(first) || !unicode.IsLower(second) {
		return false
	}
	before := strings.TrimRight(text[:pos], " \"'“‘([*_-")
	return before != "" && !strings.ContainsAny(before[len(before)-1:], ".!?:)|\n") && !strings.HasSuffix(before, "•")
}
