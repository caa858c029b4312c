package index

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"okbot/index/hangul"
	"okbot/index/ko"
	"okbot/index/query"
)

// sounds finds the terms of the corpus that sound like a word of the other
// script: 카카오 like Kakao. It is made when a question is first searched for
// in passages of the other language.
type sounds struct {
	once  sync.Once
	terms map[string][]string // by consonant skeleton
}

const (
	minSkeleton = 3 // classes; shorter ones meet by chance
	maxSounds   = 4 // terms that one word stands for
)

// like returns the terms that sound like word and are in the other script, the
// most frequent first.
func (ix *Index) like(word string) []string {
	ix.sounds.once.Do(func() {
		ix.sounds.terms = map[string][]string{}
		for t := range ix.vocab {
			if s := skeleton(t); s != "" {
				ix.sounds.terms[s] = append(ix.sounds.terms[s], t)
			}
		}
		for _, list := range ix.sounds.terms {
			slices.SortFunc(list, func(a, b string) int {
				return cmp.Or(cmp.Compare(ix.df[ix.vocab[b]], ix.df[ix.vocab[a]]), strings.Compare(a, b))
			})
		}
	})
	s := skeleton(word)
	if s == "" {
		return nil
	}
	var out []string
	for _, t := range ix.sounds.terms[s] {
		if isHangul(t) != isHangul(word) && len(out) < maxSounds {
			out = append(out, t)
		}
	}
	return out
}

func isHangul(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return hangul.IsSyllable(r)
}

// skeleton returns the consonant skeleton of a word, or "" where that tells too
// little.
func skeleton(word string) string {
	r, _ := utf8.DecodeRuneInString(word)
	if !hangul.IsSyllable(r) && !isASCIILetter(r) || utf8.RuneCountInString(word) < 2 {
		return ""
	}
	if s := hangul.Skeleton(word); len(s) >= minSkeleton {
		return s
	}
	return ""
}

// soundTokens returns the terms that the words of a question sound like, each
// where the word stands.
func (ix *Index) soundTokens(text string, tokens []ko.Token) []ko.Token {
	var out []ko.Token
	for _, t := range tokens {
		if strings.HasPrefix(t.Term, namePrefix) || query.IsStopWord(t.Term) {
			continue
		}
		word := t.Term
		if !isHangul(word) {
			word = strings.ToLower(text[t.Start:t.End]) // not its stem
		}
		for _, s := range ix.like(word) {
			out = append(out, ko.Token{Term: s, Start: t.Start, End: t.End, Word: t.Word})
		}
	}
	return out
}
