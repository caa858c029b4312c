package query

import (
	_ "embed"
	"strings"

	"okbot/index/wordlist"
)

// A Span is a part of a text, in bytes.
type Span struct{ Start, End int }

// Holds reports whether a part of the text lies within s.
func (s Span) Holds(start, end int) bool { return s.Start <= start && end <= s.End }

var (
	//go:embed overview.ko.txt
	overviewListKo string
	//go:embed overview.en.txt
	overviewListEn string

	overviewKo = wordlist.Groups(overviewListKo)
	overviewEn = wordlist.Groups(overviewListEn)

	// What stands before the subject of a question for an overview, around it, and
	// behind it, from the beginning of a word on.
	overviewBefore = map[string]*anchored{"tell": leading("tell"), "status": leading("status"), "define": leading("define")}
	standsAround   = newAnchored(`(?i)how(?:'s| is| are|s) (.+) ` + anyPhrase(overviewEn["stand"]) + closed)
	overviewBehind = map[string]*anchored{"tell": closing(overviewKo["tell"]), "status": closing(overviewKo["status"]), "define": closing(overviewKo["define"])}
	namedBehind    = closing(overviewEn["named"])
	asidesBehind   = closing(overviewEn["asides"])

	anyQuestionWord = newCues(allQuestionWordsKo, allQuestionWordsEn)
)

// maxNameWords is how many words of its own a message has at most that is a name and
// nothing else.
const maxNameWords = 2

// maxSubjectWords is how many words of its own the subject of an overview has at most:
// a longer question asks for something particular.
const maxSubjectWords = 5

// closed is what may stand behind the last word of a question.
const closed = `[\s?!.~ㅋㅎㅠ]*$`

func anyPhrase(phrases []string) string { return "(?:" + strings.Join(phrases, "|") + ")" }

// leading matches a phrase of an English group before its subject.
func leading(group string) *anchored {
	return newAnchored(`(?i)(?:so |and |ok |hey |now )?` + anyPhrase(overviewEn[group]) + `\s+`)
}

// closing matches a phrase that ends a text.
func closing(phrases []string) *anchored { return newAnchored(`(?i)` + anyPhrase(phrases) + closed) }

// maxClosingWords is how many words a phrase that ends a text has at most.
const maxClosingWords = 8

// startOf returns where the phrase at the end of text begins that a matches, -1 if there
// is none: the longest, and not the whole of text.
func startOf(a *anchored, text string) int {
	found, end := -1, len(text)
	for range maxClosingWords {
		blank := strings.LastIndexByte(text[:end], ' ')
		if blank < 0 {
			break
		}
		if phrase := text[blank+1:]; a.begins(phrase) && a.MatchString(phrase) {
			found = blank
		}
		end = blank
	}
	return found
}

// overviewOf returns the part of text that says of what an overview is asked for, and
// whether one is: "status", "tell", "define" or "name", else "". define tells whether a
// definition counts, and a name alone: a question for a kind of thing has the form of
// one.
func overviewOf(text string, define bool) (subject Span, what string) {
	all := Span{0, len(text)}
	if subject, what = framed(text, define); what == "" {
		if !define || OwnWords(text) > maxNameWords || anyQuestionWord.In(fold(text)) {
			return all, ""
		}
		subject, what = all, "name"
	}
	if at := startOf(asidesBehind, text[subject.Start:subject.End]); at >= 0 {
		subject.End = subject.Start + at
	}
	if n := OwnWords(text[subject.Start:subject.End]); n == 0 || n > maxSubjectWords {
		return all, ""
	}
	return subject, what
}

// framed returns what of text is left without the phrase that asks for an overview, and
// the group of that; "" where there is none.
func framed(text string, define bool) (subject Span, group string) {
	if standsAround.begins(text) {
		if at := standsAround.FindStringSubmatchIndex(text); at != nil {
			return Span{at[2], at[3]}, "status"
		}
	}
	groups := []string{"status", "tell", "define"}
	if !define {
		groups = groups[:2]
	}
	for _, group := range groups {
		if before := overviewBefore[group]; before.begins(text) {
			if at := before.FindStringIndex(text); at != nil {
				return Span{at[1], len(text)}, group
			}
		}
		if at := startOf(overviewBehind[group], text); at >= 0 {
			return Span{0, at}, group
		}
	}
	if at := startOf(namedBehind, text); define && at >= 0 {
		return Span{0, at}, "tell"
	}
	return Span{}, ""
}
