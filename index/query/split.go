package query

import (
	"regexp"
	"slices"
	"strings"
)

// maxParts is how many questions one message may ask.
const maxParts = 3

var (
	// questionEnd ends one question before another: its mark, or a Korean
	// question word in the form that goes on (누구고, 어디며).
	questionEnd = regexp.MustCompile(`\?+\s+|(?:` + anyOf(allQuestionWordsKo) + `|\S명|\S개)(?:이고|이며|고|며|였고|이었고)[,\s]\s*`)
	// questionStart starts a further question in English.
	questionStart = regexp.MustCompile(`(?i),?\s+and\s+` + anyOf(allQuestionWordsEn) + `\b`)
	// asks distinguishes a question from an afterthought (“… 얼마야? 원화로”).
	asks    = regexp.MustCompile(`(?i)\?$|` + anyOf(allQuestionWordsKo) + `|\b` + anyOf(allQuestionWordsEn) + `\b`)
	counted = regexp.MustCompile(`몇\s?\S+`)
	joins   = regexp.MustCompile(`(?i)^(,?\s*and\s+|그리고\s+|또\s+)`)
)

// seams are what a message with several questions has one of: to look for them
// is quicker than the expressions are.
var seams = []string{"? ", "고 ", "고, ", "며 ", "며, ", " and ", " And "}

// splitQuestions cuts a message at the questions that it asks, without greetings; nil
// where it is one question, or where a part says too little to be asked alone.
func splitQuestions(text string) []string {
	if !slices.ContainsFunc(seams, func(s string) bool { return strings.Contains(text, s) }) {
		return nil
	}
	var cuts []int
	for _, m := range questionEnd.FindAllStringIndex(text, -1) {
		cuts = append(cuts, m[1])
	}
	for _, m := range questionStart.FindAllStringIndex(text, -1) {
		cuts = append(cuts, m[0])
	}
	if len(cuts) == 0 {
		return nil
	}
	slices.Sort(cuts)
	var out []string
	start := 0
	for _, end := range append(cuts, len(text)) {
		part := strings.TrimSpace(joins.ReplaceAllString(strings.TrimSpace(text[start:end]), ""))
		start = end
		switch {
		case part == "" || intentOf(part).IsSmallTalk():
		case OwnWords(counted.ReplaceAllString(part, "")) == 0, !asks.MatchString(part):
			return nil
		default:
			out = append(out, part)
		}
	}
	if len(out) > maxParts {
		return nil
	}
	return out
}

// sentenceEnd ends a sentence but no abbreviation.
var sentenceEnd = regexp.MustCompile(`(?:[\p{Hangul}\)"'”’]|\pL{3})[.!?]+\s+`)

// sentenceSeams are what a message of several sentences has one of.
var sentenceSeams = []string{". ", "? ", "! "}

// onlyQuestion returns the one sentence of a message that asks, or the one that ends
// with a question mark, where others stand around it; else "".
func onlyQuestion(text string) string {
	if !slices.ContainsFunc(sentenceSeams, func(s string) bool { return strings.Contains(text, s) }) {
		return ""
	}
	ends := sentenceEnd.FindAllStringIndex(text, -1)
	if len(ends) == 0 {
		return ""
	}
	var asking, marked []string
	start := 0
	for _, m := range append(ends, []int{len(text), len(text)}) {
		sentence := strings.TrimSpace(text[start:m[1]])
		start = m[1]
		if asks.MatchString(sentence) {
			asking = append(asking, sentence)
		}
		if strings.HasSuffix(sentence, "?") {
			marked = append(marked, sentence)
		}
	}
	if len(marked) == 1 {
		asking = marked
	}
	if len(asking) != 1 || OwnWords(asking[0]) == 0 {
		return ""
	}
	return trimAround(asking[0])
}
