package ko

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/go-porterstemmer"
	"golang.org/x/text/unicode/norm"

	"okbot/index/wordlist"
)

// An Analyzer turns text into tokens. The zero value knows no words and strips
// by rule alone. It is safe for concurrent use.
type Analyzer struct {
	Lexicon *Lexicon
}

// Tokens appends the tokens of text to dst.
func (a *Analyzer) Tokens(dst []Token, text string) []Token {
	from, word, before := len(dst), 0, none
	for pos := 0; ; word++ {
		r, ok := nextRun(text, pos)
		if !ok {
			return dst
		}
		pos = r.end
		w := text[r.start:r.end]
		switch r.script {
		case hangulRun:
			if before == digit && r.glued && units[w] {
				dst = append(dst, Token{Term: w, Start: r.start, End: r.end, Word: word})
				break
			}
			dst = a.hangul(dst, w, r, word)
			if n := len(dst); n > from {
				word = max(word, dst[n-1].Word)
			}
		case latin:
			if t := latinTerm(w); t != "" {
				dst = append(dst, Token{Term: t, Start: r.start, End: r.end, Word: word})
			}
		case digit:
			dst = append(dst, Token{Term: digits(w), Start: r.start, End: r.end, Word: word})
		default:
			dst = append(dst, Token{Term: norm.NFKC.String(w), Start: r.start, End: r.end, Word: word})
		}
		before = r.script
	}
}

//go:embed units.ko.txt
var unitList string

// units follow a number; some look like particles.
var units = wordlist.Set(unitList)

// hangul appends the stem of the word w and the parts of a compound; of words
// run together, each is a word of its own.
func (a *Analyzer) hangul(dst []Token, w string, r run, word int) []Token {
	if r.glued && (IsParticles(w) || endings[w]) {
		return dst // 오픈AI-는: the particle of a Latin word or a number
	}
	an, known := reading{stem: w, size: len(w)}, false
	if a.Lexicon != nil {
		an, known = a.Lexicon.words[w]
	}
	if !known {
		an = a.guess(w)
	}
	if an.stem != "" {
		dst = append(dst, Token{Term: an.stem, Start: r.start, End: r.start + an.size, Word: word, Verb: an.verb})
	}
	at := 0
	for _, p := range an.parts {
		start, end := 0, an.size // a verb's stem may not stand there to the letter
		if i := strings.Index(w[at:], p); i >= 0 {
			start, end = at+i, at+i+len(p)
			at = end
		}
		dst = append(dst, Token{Term: p, Start: r.start + start, End: r.start + end, Word: word, Part: an.stem != ""})
		if an.stem == "" {
			word++
		}
	}
	return dst
}

// guess analyses a word that the corpus does not have.
func (a *Analyzer) guess(w string) reading {
	if a.Lexicon == nil {
		return byRule(w)
	}
	an := a.Lexicon.choose(w)
	if a.Lexicon.stems[an.stem] != nil {
		an.parts = a.Lexicon.split(an.stem)
		return an
	}
	if parts := a.Lexicon.segment(w); parts != nil {
		return reading{parts: parts, size: len(w)}
	}
	if an.verb {
		return an
	}
	return byRule(w)
}

// byRule strips the longest chain of particles that leaves two syllables.
func byRule(w string) reading {
	n := utf8.RuneCountInString(w)
	i := 0
	for off := range w {
		if i >= 2 && i < n && IsParticles(w[off:]) {
			return reading{stem: w[:off], size: off}
		}
		i++
	}
	return reading{stem: w, size: len(w)}
}

// latinTerm lower-cases and stems a word of an alphabet; full-width letters
// count as their plain forms.
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
	return string(porterstemmer.StemWithoutLowerCasing(rs))
}

func digits(w string) string {
	return norm.NFKC.String(strings.ReplaceAll(w, ",", ""))
}

// Bigrams appends the pairs of neighbouring Hangul syllables of text, across
// spaces but not across other letters. A pair is one number below 2^27:
// 11172 times the first syllable's index in Unicode's block plus the second's.
func Bigrams(dst []uint32, text string) []uint32 {
	prev := int32(-1)
	for _, r := range text {
		switch {
		case r >= 0xAC00 && r <= 0xD7A3:
			if prev >= 0 {
				dst = append(dst, uint32(prev)*11172+uint32(r-0xAC00))
			}
			prev = r - 0xAC00
		case scriptOf(r) != none:
			prev = -1
		}
	}
	return dst
}
