package lint

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"okbot/corpus"
	"okbot/index/hangul"
	"okbot/index/ko"
)

// A spelling finds misspelled names. It knows only names that cannot be common
// words: single words with a capital inside (OpenAI, 챗GPT), and people's full
// names. A name is misspelled if it has the same letters with other capitals,
// blanks or hyphens (Openai, Kim Kyounghoon), or if it is a foreign name in
// Hangul with one letter wrong (올트만).
type spelling struct {
	listed  map[string]bool // all forms, and the words of those in Hangul
	folded  []watched
	foreign [][]rune // words of foreign people's names in Hangul
}

// A watched form is one form of a name, and its fold: see foldName.
type watched struct {
	form, fold string
	lastShort  bool // its last word is a single syllable: 제이슨 권
}

type misspelling struct{ text, form string }

func newSpelling(names []corpus.Name) spelling {
	s := spelling{listed: map[string]bool{}}
	for _, n := range names {
		for _, form := range slices.Concat(n.Ko, n.En) {
			s.listed[form] = true
			fold, _ := foldName(form)
			words := strings.Fields(form)
			person := n.Kind == "person" && len(words) > 1
			brand := (n.Kind == "company" || n.Kind == "product") && len(words) == 1 && innerCapital(form)
			if utf8.RuneCountInString(fold) >= 4 && (person || brand) {
				s.folded = append(s.folded, watched{form, fold, utf8.RuneCountInString(words[len(words)-1]) == 1})
			}
			for _, word := range words {
				s.listed[word] = s.listed[word] || strings.ContainsFunc(word, hangul.Is)
				if runes := []rune(word); person && len(runes) >= 3 && !strings.ContainsFunc(word, isOther) {
					s.foreign = append(s.foreign, runes)
				}
			}
		}
	}
	return s
}

// misspelled returns the misspelled names in text.
func (s spelling) misspelled(text string) []misspelling {
	var out []misspelling
	fold, at := foldName(text)
	for _, w := range s.folded {
		for from := 0; ; {
			i := strings.Index(fold[from:], w.fold)
			if i < 0 {
				break
			}
			from += i + len(w.fold)
			start, end := at[from-len(w.fold)], at[from-1]
			_, size := utf8.DecodeRuneInString(text[end:])
			if end += size; s.wrong(text, start, end, w) {
				out = append(out, misspelling{text[start:end], w.form})
			}
		}
	}
	for _, token := range strings.FieldsFunc(text, isOther) {
		out = append(out, s.offByOne([]rune(token))...)
	}
	return out
}

// wrong reports whether text[start:end], which has the letters of w, is an
// unlisted form of w, and not part of a longer word, an address or a phrase.
func (s spelling) wrong(text string, start, end int, w watched) bool {
	got := text[start:end]
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, size := utf8.DecodeRuneInString(text[end:])
	then, _ := utf8.DecodeRuneInString(text[end+size:])
	first, _ := utf8.DecodeRuneInString(got)
	last, _ := utf8.DecodeLastRuneInString(got)
	spaced := strings.ContainsAny(got, " -") && !strings.ContainsAny(w.form, " -")
	switch {
	case s.listed[got]:
		return false
	case inWord(before) || inWord(after) && !hangul.Is(after) && !hangul.Is(last):
		return false
	case strings.ContainsRune("./@_", before) || strings.ContainsRune("/@_", after) || after == '.' && unicode.IsLetter(then):
		return false // openai.com
	case spaced && (!strings.HasPrefix(w.form, string(first)) || strings.ContainsFunc(got, hangul.Is)):
		return false // an open AI model, AI 안전연구소
	case hangul.Is(after) && w.lastShort:
		return false
	}
	return true
}

// offByOne compares the start of token, a run of Hangul, with all foreign names.
func (s spelling) offByOne(token []rune) []misspelling {
	for _, name := range s.foreign {
		if len(token) < len(name) || s.listed[string(token[:len(name)])] || !isEnding(string(token[len(name):])) {
			continue
		}
		off := 0
		for i, r := range name {
			off += lettersApart(r, token[i])
		}
		if off == 1 {
			return []misspelling{{string(token[:len(name)]), string(name)}}
		}
	}
	return nil
}

// isEnding reports whether s may follow a name in one word: nothing or particles.
func isEnding(s string) bool { return s == "" || ko.IsParticles(s) }

// foldName returns s in lower case without blanks and hyphens, and for each of its
// bytes the offset in s of the letter that it comes from.
func foldName(s string) (string, []int) {
	var b strings.Builder
	var at []int
	for i, r := range s {
		if r == ' ' || r == '-' {
			continue
		}
		b.WriteRune(unicode.ToLower(r))
		for len(at) < b.Len() {
			at = append(at, i)
		}
	}
	return b.String(), at
}

func innerCapital(s string) bool {
	var last rune
	for _, r := range s {
		if unicode.IsUpper(r) && unicode.IsLetter(last) {
			return true
		}
		last = r
	}
	return false
}

// isOther reports whether r is no Hangul syllable.
func isOther(r rune) bool { return !hangul.IsSyllable(r) }

func inWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// lettersApart counts the letters (initial, vowel, final) in which two syllables
// differ.
func lettersApart(a, b rune) int {
	leadA, vowelA, tailA, _ := hangul.Split(a)
	leadB, vowelB, tailB, _ := hangul.Split(b)
	n := 0
	for _, differ := range []bool{leadA != leadB, vowelA != vowelB, tailA != tailB} {
		if differ {
			n++
		}
	}
	return n
}
