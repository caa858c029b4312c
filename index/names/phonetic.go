package names

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"okbot/index/hangul"
)

// A PhoneticIndex finds the terms that sound like a word of the other script:
// 카카오 like Kakao.
type PhoneticIndex struct {
	terms map[string][]string // by phonetic key, the most frequent first
}

const (
	minKeyClasses  = 3 // consonant classes of a phonetic key; shorter ones are shared by chance
	maxLookupTerms = 4 // terms that Lookup returns
)

// NewPhoneticIndex indexes terms, each with the number of passages that have it.
func NewPhoneticIndex(terms iter.Seq2[string, uint32]) *PhoneticIndex {
	x := &PhoneticIndex{terms: map[string][]string{}}
	df := map[string]uint32{}
	for t, n := range terms {
		if key := phoneticKey(t); key != "" {
			x.terms[key] = append(x.terms[key], t)
			df[t] = n
		}
	}
	for _, list := range x.terms {
		slices.SortFunc(list, func(a, b string) int {
			return cmp.Or(cmp.Compare(df[b], df[a]), strings.Compare(a, b))
		})
	}
	return x
}

// Lookup returns the terms that sound like word and are in the other script, the
// most frequent first.
func (x *PhoneticIndex) Lookup(word string) []string {
	key := phoneticKey(word)
	if key == "" {
		return nil
	}
	var out []string
	for _, t := range x.terms[key] {
		if isHangul(t) != isHangul(word) && len(out) < maxLookupTerms {
			out = append(out, t)
		}
	}
	return out
}

func isHangul(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return hangul.IsSyllable(r)
}

// phoneticKey returns the consonant classes of a word, or "" if they are too few
// to identify it.
func phoneticKey(word string) string {
	r, _ := utf8.DecodeRuneInString(word)
	if letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'; !hangul.IsSyllable(r) && !letter || utf8.RuneCountInString(word) < 2 {
		return ""
	}
	if s := hangul.PhoneticKey(word); len(s) >= minKeyClasses {
		return s
	}
	return ""
}
