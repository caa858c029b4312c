package corpus

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// Sentences returns the byte ranges [start,end) of the sentences of text,
// without the white space around them. The bounds are those of UAX #29, but a
// sentence does not end in an abbreviation (Mr., Inc., U.S.), an initial, a
// Korean date (2025. 9. 10.), inside brackets, or in a quotation in the middle of
// the sentence (“….”라고 말했다, “…?” he said). The ranges are in order and leave out
// nothing but white space.
func Sentences(text string) [][2]int {
	var out [][2]int
	start, pos := 0, 0
	for seg := range segments(text) {
		pos += len(seg)
		if pos < len(text) && !ends(text[start:pos], text[pos:]) {
			continue
		}
		if s, e := trim(text, start, pos); s < e {
			out = append(out, [2]int{s, e})
		}
		start = pos
	}
	return out
}

// segments cuts text by UAX #29. The time for that takes the square of the length
// of some texts, such as many brackets, so it sees a window at a time: one ends
// with a blank after a letter, where no sentence does.
func segments(text string) func(func(string) bool) {
	return func(yield func(string) bool) {
		start, at := 0, 0 // of the segment, of the window
		for at < len(text) {
			end := at + windowEnd(text[at:])
			pos := at
			for it := sentences.FromString(text[at:end]); it.Next(); {
				if pos += len(it.Value()); pos == end && end < len(text) {
					break // it goes on
				}
				if !yield(text[start:pos]) {
					return
				}
				start = pos
			}
			at = end
		}
	}
}

const (
	minWindowBytes = 512
	maxWindowBytes = 1024
)

// windowEnd returns the length of the first window of text.
func windowEnd(text string) int {
	if len(text) <= maxWindowBytes {
		return len(text)
	}
	for i := minWindowBytes; i < maxWindowBytes; i++ {
		if text[i] == ' ' {
			if last, _ := utf8.DecodeLastRuneInString(text[:i]); unicode.IsLetter(last) {
				return i + 1
			}
		}
	}
	end := maxWindowBytes
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return end
}

// ends reports whether a sentence may end between left and right.
func ends(left, right string) bool {
	if strings.HasSuffix(left, "\n") {
		return true
	}
	s := strings.TrimRightFunc(left, unicode.IsSpace)
	next, _ := utf8.DecodeRuneInString(right)
	if last, _ := utf8.DecodeLastRuneInString(s); strings.ContainsRune(closing, last) {
		return !openBracket(s) && !unicode.IsLower(next) && !(isHangul(next) && len(s) == len(left))
	}
	if !strings.HasSuffix(s, ".") {
		return !openBracket(s)
	}
	word := s[strings.LastIndexFunc(s[:len(s)-1], notInWord)+1 : len(s)-1]
	switch {
	case word == "":
		return !openBracket(s)
	case isNumber(word) && (unicode.IsDigit(next) || len(s) == len(word)+1 || koreanDate.MatchString(s[max(0, len(s)-16):])):
		return false // 2025. 9. 10. and "1. item"
	case strings.EqualFold(word, "no") && unicode.IsDigit(next):
		return false // No. 1
	case abbreviations[strings.ToLower(word)]:
		return false
	case isInitial(word):
		return false // Jay Y. Lee
	case strings.Contains(word, ".") && isUpperInitials(word) && !(isHangul(next) && len(s) < len(left)):
		return false // U.S. officials, but not a sentence ending in U.S. before Hangul
	}
	return !openBracket(s)
}

//go:embed abbreviations.en.txt
var abbreviationList string

// abbreviations are the words of the list: all but its head of lines that start
// with "#".
var abbreviations = func() map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(abbreviationList) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for word := range strings.FieldsSeq(line) {
			set[word] = true
		}
	}
	return set
}()

// closing are the marks that may stand between the end of a sentence and the
// space after it.
const closing = "”’\"'」』»)]"

// koreanDate matches a day or a month that ends a text.
var koreanDate = regexp.MustCompile(`\b\d{4}\.\s?\d{1,2}\.(\s?\d{1,2}\.)?$`)

func isInitial(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && unicode.IsUpper(r)
}

func notInWord(r rune) bool { return r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func isNumber(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}

func isUpperInitials(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r != '.' && !unicode.IsUpper(r) }) < 0
}

// openBracket reports whether s leaves a round bracket open that may still close.
func openBracket(s string) bool {
	return len(s) < 1000 && strings.Count(s, "(") > strings.Count(s, ")")
}

func trim(text string, start, end int) (int, int) {
	for start < end {
		r, n := utf8.DecodeRuneInString(text[start:end])
		if !unicode.IsSpace(r) {
			break
		}
		start += n
	}
	for start < end {
		r, n := utf8.DecodeLastRuneInString(text[start:end])
		if !unicode.IsSpace(r) {
			break
		}
		end -= n
	}
	return start, end
}
