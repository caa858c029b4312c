package query

import (
	_ "embed"
	"strings"

	"okbot/index/wordlist"
)

var (
	//go:embed overview.ko.txt
	overviewListKo string
	//go:embed overview.en.txt
	overviewListEn string

	overviewKo = wordlist.Groups(overviewListKo)
	overviewEn = wordlist.Groups(overviewListEn)

	summaries   = frame{leading("tell"), closing(overviewKo["tell"])}
	states      = frame{leading("status"), closing(overviewKo["status"])}
	definitions = frame{leading("define"), closing(overviewKo["define"])}
	// state stands around a subject, named behind the name of one, and asides behind all.
	state  = newAnchored(`(?i)how(?:'s| is| are|s) (.+) ` + anyPhrase(overviewEn["stand"]) + closed)
	named  = closing(overviewEn["named"])
	asides = closing(overviewEn["asides"])

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

// A frame is what stands before the subject of a question for an overview, or behind
// it from the beginning of a word on.
type frame struct{ before, behind *anchored }

// strip returns the part of text that f leaves, and whether f is there.
func (f frame) strip(text string) (subject Span, ok bool) {
	if f.before.begins(text) {
		if at := f.before.FindStringIndex(text); at != nil {
			return Span{at[1], len(text)}, true
		}
	}
	at := closingPhrase(f.behind, text)
	return Span{0, max(at, 0)}, at >= 0
}

// closingPhrase returns where the phrase at the end of text begins that a matches, -1 if
// there is none: the longest, and not the whole of text.
func closingPhrase(a *anchored, text string) int {
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

// requested returns the part of text that says of what an overview is asked for, in so
// many words, and whether it is asked how that stands.
func requested(text string) (subject Span, status, ok bool) {
	if state.begins(text) {
		if at := state.FindStringSubmatchIndex(text); at != nil {
			subject, ok = subjectIn(text, Span{at[2], at[3]})
			return subject, true, ok
		}
	}
	found, status := states.strip(text)
	if !status {
		if found, ok = summaries.strip(text); !ok {
			return subject, false, false
		}
	}
	subject, ok = subjectIn(text, found)
	return subject, status, ok
}

// defined returns the part of text that is to be defined, or is a name and nothing else:
// a question for a kind of thing has the form of one, too.
func defined(text string, folded folded) (subject Span, ok bool) {
	found, framed := definitions.strip(text)
	if at := closingPhrase(named, text); !framed && at >= 0 {
		found, framed = Span{0, at}, true
	}
	if !framed && (OwnWords(text) > maxNameWords || anyQuestionWord.In(folded)) {
		return subject, false
	}
	if !framed {
		found = Span{0, len(text)}
	}
	return subjectIn(text, found)
}

// subjectIn returns a part of text without what is said by the way, and whether it can be
// a subject.
func subjectIn(text string, part Span) (subject Span, ok bool) {
	if at := closingPhrase(asides, text[part.Start:part.End]); at >= 0 {
		part.End = part.Start + at
	}
	n := OwnWords(text[part.Start:part.End])
	return part, n > 0 && n <= maxSubjectWords
}
