package ko

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/go-porterstemmer"
	"golang.org/x/text/unicode/norm"

	"okbot/index/hangul"
	"okbot/index/wordlist"
)

// An Analyzer turns text into tokens. Without a lexicon it knows no words and strips
// particles by rule alone. It is safe for concurrent use.
type Analyzer struct {
	Lexicon *Lexicon // of the corpus, or nil
}

// Tokens appends the tokens of text to dst.
func (a *Analyzer) Tokens(dst []Token, text string) []Token {
	from, word, before := len(dst), 0, none
	for pos := 0; ; word++ {
		r, ok := nextRun(text, pos)
		if !ok {
			for _, join := range joins {
				dst = join(dst, from, text)
			}
			return dst
		}
		pos = r.end
		w := text[r.start:r.end]
		switch r.script {
		case hangulRun:
			if rest, ok := strings.CutPrefix(w, "퍼센트"); ok && (rest == "" || IsParticles(rest)) {
				dst = append(dst, Token{Term: percent, Start: r.start, End: r.end - len(rest), Word: word})
				break
			}
			if before == numeral || before == digit && r.glued {
				if unit := a.unitOf(w, r.glued); unit != "" {
					dst = append(dst, Token{Term: unit, Start: r.start, End: r.start + len(unit), Word: word})
					break
				}
			}
			dst = a.appendHangul(dst, w, r, word)
			if n := len(dst); n > from {
				word = max(word, dst[n-1].Word)
			}
		case latin:
			if t := latinTerm(w); t != "" {
				dst = append(dst, Token{Term: t, Start: r.start, End: r.end, Word: word})
			}
		case digit:
			dst = append(dst, Token{Term: digits(w), Start: r.start, End: r.end, Word: word})
			if at := r.end + blanks(text[r.end:], 1); strings.HasPrefix(text[at:], percent) {
				word++
				dst = append(dst, Token{Term: percent, Start: at, End: at + len(percent), Word: word})
			}
		default:
			dst = append(dst, Token{Term: norm.NFKC.String(w), Start: r.start, End: r.end, Word: word})
		}
		if before = r.script; numerals[w] {
			before = numeral
		}
	}
}

// percent is the term of a share, which is said in letters and written as a sign.
const percent = "%"

//go:embed numerals.ko.txt
var numeralList string

// numerals stand before what is counted.
var numerals = wordlist.Set(numeralList)

// unitOf returns the unit that the word w counts in where it stands behind a number: a
// multiplier, which is never taken for particles, or one syllable with particles behind it
// (20주이고, 몇 층에). It returns "" if w is neither, or is glued to the number and may be
// but particles, or has a noun that is known to be longer (몇 페이지, 두 나라).
func (a *Analyzer) unitOf(w string, glued bool) string {
	for stem := w; stem != ""; stem = stem[:len(stem)-syllableBytes] {
		if multipliers[stem] > 0 && (stem == w || IsParticles(w[len(stem):])) {
			return stem
		}
	}
	if len(w) <= syllableBytes || glued && IsParticles(w) || !IsParticles(w[syllableBytes:]) || !behindUnits[w[syllableBytes:]] && a.Lexicon.hasLongNoun(w) {
		return ""
	}
	return w[:syllableBytes]
}

// behindUnits stand at the end of no noun of two syllables: 시까지 is always 시-까지.
var behindUnits = map[string]bool{"까지": true, "부터": true, "에서": true, "마다": true, "야": true}

// appendHangul appends the stem of the word w, which is the run r, and the parts of
// a compound. Each of several words run together is a word of its own; ordinal is
// that of the first.
func (a *Analyzer) appendHangul(dst []Token, w string, r run, ordinal int) []Token {
	if r.glued && (IsParticles(w) || endings[w]) {
		return dst // 오픈AI-는: the particle of a Latin word or a number
	}
	word := a.analyse(w)
	if word.stem != "" {
		dst = append(dst, Token{Term: word.stem, Start: r.start, End: r.start + word.size, Word: ordinal, Verb: word.verb})
	}
	at := 0
	for _, p := range word.parts {
		start, end := 0, word.size // the stem of a verb may be spelled otherwise
		if i := strings.Index(w[at:], p); i >= 0 {
			start, end = at+i, at+i+len(p)
			at = end
		}
		dst = append(dst, Token{Term: p, Start: r.start + start, End: r.start + end, Word: ordinal, Part: word.stem != ""})
		if word.stem == "" {
			ordinal++
		}
	}
	return dst
}

// analyse returns the analysis of a Hangul word. That of words run together has
// parts but no stem.
func (a *Analyzer) analyse(w string) analysis {
	if a.Lexicon == nil {
		return byRule(w)
	}
	if word, known := a.Lexicon.words[w]; known {
		return word
	}
	word := a.Lexicon.choose(w, false)
	if a.Lexicon.stems[word.stem] != nil {
		word.parts = a.Lexicon.splitCompound(word.stem)
		return word
	}
	if terms := a.Lexicon.segmentTerms(w); terms != nil {
		return analysis{parts: terms, size: len(w)}
	}
	if word.verb {
		return word
	}
	return byRule(w)
}

// minRuleStemSyllables is the shortest stem that particles are stripped from by rule.
const minRuleStemSyllables = 2

// byRule strips the longest chain of particles from w that leaves a stem of
// minRuleStemSyllables.
func byRule(w string) analysis {
	n := 0
	for i := range w {
		if n >= minRuleStemSyllables && IsParticles(w[i:]) {
			return analysis{stem: w[:i], size: i}
		}
		n++
	}
	return analysis{stem: w, size: len(w)}
}

// latinTerm lower-cases and stems a word of an alphabet. Full-width letters count as
// their plain forms.
func latinTerm(w string) string {
	var buf [32]rune
	rs := buf[:0]
	for _, r := range w {
		if r >= utf8.RuneSelf {
			if plain := norm.NFKC.String(w); plain != w {
				return latinTerm(plain)
			}
			return strings.ToLower(w)
		}
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		rs = append(rs, r)
	}
	if len(rs) < 3 {
		return string(rs)
	}
	if t := string(porterstemmer.StemWithoutLowerCasing(rs)); t != "percent" {
		return t
	}
	return percent
}

func digits(w string) string {
	return norm.NFKC.String(strings.ReplaceAll(w, ",", ""))
}

// Bigrams appends the pairs of neighbouring Hangul syllables of text to dst, across
// spaces but not across other letters. A pair is one number below 2^27: the index
// of the first syllable in Unicode's block times [hangul.Syllables], plus that of
// the second.
func Bigrams(dst []uint32, text string) []uint32 {
	before := int32(-1) // index of the syllable before, or -1
	for _, r := range text {
		switch {
		case hangul.IsSyllable(r):
			index := r - '가'
			if before >= 0 {
				dst = append(dst, uint32(before)*hangul.Syllables+uint32(index))
			}
			before = index
		case scriptOf(r) != none:
			before = -1
		}
	}
	return dst
}
