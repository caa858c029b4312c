package spell

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"okbot/index/hangul"
	"okbot/index/ko"
)

// correctLayout converts a question that was typed on the other keyboard layout. It
// does so only if more words are known after the conversion than are known before.
func (c *Corrector) correctLayout(text string) (string, bool) {
	words := strings.Fields(text)
	fixed := make([]string, len(words))
	var known []int // words that are known as they are
	converted, sure := 0, false
	for i, w := range words {
		fixed[i] = w
		if !isNumberKeys(w) && c.knowsWord(w) {
			known = append(known, i)
			continue
		}
		other := cmp.Or(c.convertAroundCapitals(w), OtherLayout(w))
		switch {
		case other != "" && (c.knowsWord(other) || c.IsQuestionWord(other)):
			fixed[i] = other
			converted++
			sure = sure || !isReadable(w) || !c.isFiller(other)
		case other == "" || strings.ContainsFunc(other, hangul.IsSyllable): // readable only in Korean
			fixed[i] = cmp.Or(c.convertParticle(w), other, w)
		}
	}
	if !sure || converted <= len(known) {
		return text, false
	}
	for _, i := range known { // tn is 수 among words that were typed so
		if other := OtherLayout(words[i]); isKeys(words[i]) && c.knowsAll(other) {
			fixed[i] = other
		}
	}
	return strings.Join(fixed, " "), true
}

// isReadable reports whether w is Korean as it stands.
func isReadable(w string) bool {
	return strings.ContainsFunc(w, hangul.IsSyllable) && !strings.ContainsFunc(w, hangul.IsJamo)
}

// isFiller reports whether w has stop words alone, as any syllable may type one: 문 is ans.
func (c *Corrector) isFiller(w string) bool {
	return !slices.ContainsFunc(c.Analyzer.Tokens(nil, w), func(t ko.Token) bool { return !c.IsStopWord(t.Term) })
}

// isNumberKeys reports whether w is a number and small Latin letters after it, as in
// 2025sus (2025년). The letters need not be unknown.
func isNumberKeys(w string) bool {
	letters := strings.TrimLeft(w, "0123456789.,")
	return letters != w && isKeys(letters)
}

// isKeys reports whether w is in small Latin letters.
func isKeys(w string) bool {
	return strings.IndexFunc(w, func(r rune) bool { return r >= 'a' && r <= 'z' }) == 0
}

// minStrayKeys is the length in bytes of the shortest word that is converted in a
// question that is Korean otherwise.
const minStrayKeys = 4

// correctStrayWords converts the words of a Korean question that were typed before
// the keyboard was switched (zkzkdh 제휴 언제?), and in any question those that have
// jamo outside syllables (how much is 촘ㅅ혰).
func (c *Corrector) correctStrayWords(text string) (string, bool) {
	korean := strings.ContainsFunc(text, hangul.IsSyllable)
	words, changed := strings.Fields(text), false
	for i, w := range words {
		unreadable := strings.ContainsFunc(w, hangul.IsJamo)
		if !unreadable && (!korean || len(w) < minStrayKeys || strings.ContainsFunc(w, hangul.Is)) || c.knowsWord(w) {
			continue
		}
		other := cmp.Or(c.convertAroundCapitals(w), OtherLayout(w))
		if other != "" && len(other) >= minStrayKeys && c.knowsWord(other) {
			words[i], changed = other, true
		}
	}
	return strings.Join(words, " "), changed
}

// OtherLayout returns the word that the same keys type on the other keyboard
// layout, or "" if there is none.
func OtherLayout(w string) string {
	if strings.ContainsFunc(w, hangul.Is) {
		if strings.ContainsFunc(w, isASCIILetter) {
			return ""
		}
		return hangul.Keys(w)
	}
	if fixed, clean := hangul.FromKeys(w); clean {
		return fixed
	}
	return ""
}

// capitals matches an abbreviation, with or without a number. plainCapitals matches
// one with a letter that is no shifted key of Korean.
var (
	capitals      = regexp.MustCompile(`[A-Z]{2,}[-.\d]*|[A-Z]-?\d[.\d]*`)
	plainCapitals = regexp.MustCompile(`[^EOPQRTW]`)
)

// convertAroundCapitals converts what is before and after an abbreviation in capitals
// in w: cotGPTfmf is 챗GPT를. It returns "" if there is none.
func (c *Corrector) convertAroundCapitals(w string) string {
	at := capitals.FindStringIndex(w)
	if at == nil {
		return ""
	}
	start, end := at[0], at[1]
	if end-start == len(w) || !plainCapitals.MatchString(w[start:end]) && !c.knows(strings.ToLower(w[start:end])) {
		return ""
	}
	before, after := OtherLayout(w[:start]), OtherLayout(w[end:])
	if start > 0 && before == "" || end < len(w) && after == "" {
		return ""
	}
	return before + w[start:end] + after
}

// convertParticle converts the particle after a Latin word of the corpus whose keys
// type no Korean word: aifh is ai로. It returns "" if w is no such word.
func (c *Corrector) convertParticle(w string) string {
	if !isKeys(w) {
		return ""
	}
	for k := len(w) - 1; k > 1; k-- {
		if !c.HasTerm(w[:k]) || c.knowsAll(OtherLayout(w[:k])) {
			continue
		}
		if particle := OtherLayout(w[k:]); ko.IsParticles(particle) {
			return w[:k] + particle
		}
	}
	return ""
}

// knowsAll reports whether w has terms and all are known.
func (c *Corrector) knowsAll(w string) bool {
	tokens := c.Analyzer.Tokens(nil, w)
	for _, t := range tokens {
		if !c.knows(t.Term) {
			return false
		}
	}
	return len(tokens) > 0
}
