package bot

import "okbot/index"

// A Related document is one near a question that nothing answers. It is named, not
// quoted.
type Related struct {
	Title   string   `json:"title"`
	Path    string   `json:"path,omitempty"`
	Section []string `json:"section,omitempty"`
	URL     string   `json:"url,omitempty"`
}

// Citation returns the document as it would be cited.
func (r Related) Citation() Citation {
	return Citation{Title: r.Title, Path: r.Path, Section: r.Section, URL: r.URL}
}

const (
	maxRelated = 3
	// minRelatedCoverage is the share of the question that a passage covers whose
	// document is related to it.
	minRelatedCoverage = 0.3
)

// related returns the documents of the hits nearest to a question, each once.
func (b *Bot) related(ranked []index.Hit) []Related {
	out := []Related{}
	seen := map[string]bool{}
	for i := range ranked {
		h := &ranked[i]
		p := h.Passage
		if h.CoverageAll < minRelatedCoverage || seen[p.Article] {
			continue
		}
		seen[p.Article] = true
		r := Related{Title: p.Title, Section: p.Section}
		if len(p.Sources) > 0 {
			r.Path, r.URL = p.Sources[0].Path, b.link(&p.Sources[0])
		}
		if out = append(out, r); len(out) == maxRelated {
			break
		}
	}
	return out
}
