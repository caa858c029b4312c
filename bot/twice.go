package bot

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"okbot/index"
)

// maxParts is how many questions one message may ask.
const maxParts = 3

var (
	// questionEnd ends one question before another: its mark, or a Korean
	// question word in the form that goes on (누구고, 어디며).
	questionEnd = regexp.MustCompile(`\?+\s+|(?:누구|언제|어디|얼마|뭐|무엇|\S명|\S개)(?:이고|이며|고|며|였고|이었고)[,\s]\s*`)
	// questionStart starts a further question in English.
	questionStart = regexp.MustCompile(`(?i),?\s+and\s+(?:who|what|when|where|why|how|which)\b`)
	// asks tells a question from an afterthought (“… 얼마야? 원화로”).
	asks    = regexp.MustCompile(`(?i)\?$|누구|누가|언제|어디|얼마|뭐|무엇|무슨|어떤|어떻게|왜|몇|\b(?:who|what|when|where|why|how|which)\b`)
	counted = regexp.MustCompile(`몇\s?\S+`)
	joins   = regexp.MustCompile(`(?i)^(,?\s*and\s+|그리고\s+|또\s+)`)
)

// seams are what a message with several questions has one of: to look for them
// is quicker than the expressions are.
var seams = []string{"? ", "고 ", "고, ", "며 ", "며, ", " and ", " And "}

// parts cuts a message at the questions that it asks, without greetings; nil
// where it is one question, or where a part says too little to be asked alone.
func parts(text string) []string {
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
		case part == "" || isSmallTalk(part):
		case index.OwnWords(counted.ReplaceAllString(part, "")) == 0, !asks.MatchString(part):
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

// onlyQuestion returns the one sentence of a message that asks, where others stand
// around it that do not; else "".
func onlyQuestion(text string) string {
	ends := sentenceEnd.FindAllStringIndex(text, -1)
	if len(ends) == 0 || askers(text) > 0 {
		return ""
	}
	found, start := "", 0
	for _, m := range append(ends, []int{len(text), len(text)}) {
		sentence := strings.TrimSpace(text[start:m[1]])
		start = m[1]
		if !asks.MatchString(sentence) {
			continue
		}
		if found != "" || index.OwnWords(sentence) == 0 {
			return ""
		}
		found = sentence
	}
	return found
}

// searchEach answers each of several questions, a later one with what the one
// before it said, and shows the best snippet of each before any second one. It
// reports false, and leaves a alone, unless each has an answer of its own.
func (b *Bot) searchEach(ctx context.Context, q Question, texts []string, a *Answer, last Turn) (Turn, bool, error) {
	var all []Answer
	seen := map[string]bool{}
	for _, text := range texts {
		q.Text = text
		one := Answer{Question: text, Lang: a.Lang, Snippets: []Snippet{}, Suggestions: []string{}}
		var err error
		if last, err = b.searchOne(ctx, q, &one, last); err != nil {
			return last, false, err
		}
		if !one.Answered || seen[one.Snippets[0].Passage] {
			return last, false, nil
		}
		seen[one.Snippets[0].Passage] = true
		all = append(all, one)
	}
	whole := all[0]
	whole.Question, whole.Snippets, whole.Repaired = a.Question, []Snippet{}, repairedParts(all)
	for rank := range MaxLimit {
		for _, one := range all {
			if rank < len(one.Snippets) && len(whole.Snippets) < q.Limit && (rank == 0 || !seen[one.Snippets[rank].Passage]) {
				whole.add(one.Snippets[rank])
				seen[one.Snippets[rank].Passage] = true
			}
			if one.Until > whole.Until {
				whole.Until = one.Until
			}
		}
	}
	*a = whole
	return last, true, nil
}

// add appends a snippet; its score keeps the order that snippets are shown in.
func (a *Answer) add(s Snippet) {
	if n := len(a.Snippets); n > 0 {
		s.Score = min(s.Score, a.Snippets[n-1].Score)
	}
	a.Snippets = append(a.Snippets, s)
}

// repairedParts is the message as it was searched for, "" where that is as it
// was asked.
func repairedParts(all []Answer) string {
	var out []string
	repaired := false
	for _, one := range all {
		if one.Repaired != "" {
			one.Question, repaired = one.Repaired, true
		}
		out = append(out, one.Question)
	}
	if !repaired {
		return ""
	}
	return strings.Join(out, " ")
}
