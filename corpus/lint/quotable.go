package lint

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"okbot/corpus"
	"okbot/index/hangul"
)

// A passage is quoted by its first sentence, so that is short, in characters.
var (
	wantedSentenceChars = map[string]int{"ko": 60, "en": 110}
	maxSentenceChars    = map[string]int{"ko": 100, "en": 180}
)

// KindLongSentence is the kind of what is unwise even where all else is wrong: a first
// sentence that is longer than wanted, but can be quoted.
const KindLongSentence = "long_sentence"

// quotable checks that a passage can be quoted: its first sentence is short, it gives
// each date once, and it tells what is, not what was looked for.
func (k *checker) quotable(path string, p corpus.Passage) {
	if first := corpus.Sentences(p.Text); len(first) > 0 {
		n := utf8.RuneCountInString(p.Text[first[0][0]:first[0][1]])
		switch {
		case n > maxSentenceChars[p.Lang]:
			k.add(path, p.Line, "sentence", "the first sentence has %s: over %d are too many to quote", count(n, "character"), maxSentenceChars[p.Lang])
		case n > wantedSentenceChars[p.Lang]:
			k.add(path, p.Line, KindLongSentence, "the first sentence has %s: %d are enough", count(n, "character"), wantedSentenceChars[p.Lang])
		}
	}
	seen := map[string]bool{}
	for _, d := range dates(p.Text, p.Lang) {
		if seen[d] {
			k.add(path, p.Line, "repetition", "the date %s is given twice", d)
		}
		seen[d] = true
	}
	if m := absence[p.Lang].FindString(p.Text); m != "" {
		k.add(path, p.Line, "absence", "“%s” says what was not found: tell what is, and grade it", m)
	}
	for _, m := range bracketed.FindAllStringSubmatch(p.Text, -1) {
		if p.Lang == "ko" && !isAbbreviation(m[2], m[1]) {
			k.add(path, p.Line, "brackets", "“%s”: another word for it belongs into keywords", m[0])
		}
	}
}

// absence matches sentences about the search for something, or about what the corpus
// was written from.
var absence = map[string]*regexp.Regexp{
	"ko": regexp.MustCompile(`찾지 못|확인되지 (않|못)|자료(에서|에는)|(보도|기사)(는|가) 없`),
	"en": regexp.MustCompile(`(?i)\b(no (press )?reports?\b|(was|were|is) not (found|confirmed) (in|by)|could not be (established|found)|the material\b|reports at hand)`),
}

// bracketed matches Hangul with Hangul in brackets after it.
var bracketed = regexp.MustCompile(`([가-힣]+)\(([가-힣 ]+)\)`)

// isAbbreviation reports whether short has syllables of long, in their order, alone.
func isAbbreviation(short, long string) bool {
	rest := long
	for _, r := range short {
		i := strings.IndexRune(rest, r)
		if i < 0 || !hangul.IsSyllable(r) {
			return false
		}
		rest = rest[i+utf8.RuneLen(r):]
	}
	return len(short) < len(long)
}
