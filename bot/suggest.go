package bot

import (
	"slices"

	"okbot/index"
	"okbot/index/query"
)

// suggest returns up to three questions that the nearest passages answer.
func suggest(ranked []index.Hit, lang string) []string {
	out := []string{}
	for _, h := range ranked {
		for _, q := range h.Passage.Questions {
			if query.Language(q) == lang && !slices.Contains(out, q) {
				out = append(out, q)
				break
			}
		}
		if len(out) == 3 {
			break
		}
	}
	return out
}
