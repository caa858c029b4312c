package repl

import (
	"fmt"
	"strings"

	"okbot/bot"
)

// why tells line by line how an answer came about.
func why(a bot.Answer) []string {
	res := a.Why.Result
	lines := []string{
		fmt.Sprintf("asked       %s", a.Why.Asked),
		fmt.Sprintf("answerable  %.2f (answered from %.2f)", a.Why.Judgement.Answerable, a.Why.Judgement.Threshold),
		fmt.Sprintf("confidence  %.2f", a.Confidence),
	}
	for _, t := range res.Terms() {
		known := ""
		if !t.Known {
			known = ", in no passage"
		}
		lines = append(lines, fmt.Sprintf("word        %s  idf %.2f%s", t.Surface, t.IDF, known))
	}
	for _, c := range a.Why.Judgement.Contributions() {
		lines = append(lines, fmt.Sprintf("%+11.2f  %s = %.4g", c.LogOdds, c.Feature, c.Value))
	}
	if len(res.Hits) > 0 {
		if words := res.Uncovered(&res.Hits[0]); len(words) > 0 {
			lines = append(lines, "not found   "+strings.Join(words, ", "))
		}
	}
	for i, h := range res.Hits[:min(5, len(res.Hits))] {
		lines = append(lines, fmt.Sprintf("hit %d       %s  score %.2f, cover %.2f, sentence %.2f, ask %.2f",
			i+1, h.Passage.ID, h.Score, h.Coverage, h.CoverageSentence, h.ExpectedSimilarity))
	}
	return lines
}
