package repl

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"okbot/bot"
	"okbot/bot/confidence"
	"okbot/index"
)

// whyHits is how many hits :why lists, whyFeatures how many of the features it
// names of each but the first.
const (
	whyHits     = 5
	whyFeatures = 3
)

// why returns the lines that show how an answer came about: the question, the
// largest reasons in words, what
// each feature added to the judgement, and what each added to the score of the
// hits, the largest first.
func why(a bot.Answer) []string {
	res := &a.Why.Result
	lines := []string{"asked       " + cmp.Or(a.Why.Asked, a.Question)}
	if after := a.Why.After; a.Why.Lack != "" {
		lines = append(lines, fmt.Sprintf("borrowed    from “%s”: %s", strings.TrimSpace(after.About+" "+after.Asked), a.Why.Lack))
	}
	for _, t := range res.Terms {
		known := ""
		if t.Share == 0 {
			known = ", in no passage"
		}
		lines = append(lines, fmt.Sprintf("word        %s  idf %.2f%s", t.Surface, t.IDF, known))
	}
	for _, reason := range a.Reasons(a.Lang) {
		lines = append(lines, "because     "+reason)
	}
	lines = append(lines, judgement(&a.Why.Judgement)...)
	hits := a.Why.Ranked
	if len(hits) == 0 {
		return append(lines, "nothing was found")
	}
	if words := res.Uncovered(hits[0].MaskAll); len(words) > 0 {
		lines = append(lines, "not found   "+strings.Join(words, ", "))
	}
	for i := range hits[:min(whyHits, len(hits))] {
		h := &hits[i]
		line := fmt.Sprintf("hit %d       %s  score %.2f", i+1, h.Passage.ID, h.Score)
		added := contributions(res, h)
		if i > 0 {
			lines = append(lines, strings.Join(append([]string{line}, added[:min(whyFeatures, len(added))]...), "  "))
			continue
		}
		lines = append(lines, line)
		for _, c := range added {
			lines = append(lines, "    "+c)
		}
	}
	return lines
}

// judgement returns the lines on whether the best hit answers.
func judgement(j *confidence.Judgement) []string {
	if j.By == nil {
		return []string{fmt.Sprintf("confidence  %.2f", j.Confidence)}
	}
	lines := []string{
		fmt.Sprintf("confidence  %.2f (answered from %.2f)", j.Confidence, j.Threshold),
		fmt.Sprintf("    %+.2f base", j.By.Base),
	}
	for _, c := range j.Contributions() {
		lines = append(lines, fmt.Sprintf("    %+.2f %s (%.2f)", c.LogOdds, c.Feature, c.Value))
	}
	return lines
}

// contributions returns what each feature added to the score of h, and last the
// rest: what the time and the versions asked about and the conversation changed.
func contributions(res *index.Result, h *index.Hit) []string {
	var out []string
	rest := h.Score
	for _, c := range res.Contributions(h) {
		out = append(out, fmt.Sprintf("%+.2f %s (%.2f)", c.Score, c.Feature, c.Value))
		rest -= c.Score
	}
	if len(out) > 0 && math.Abs(rest) >= 0.005 {
		out = append(out, fmt.Sprintf("%+.2f time, versions and conversation", rest))
	}
	return out
}
