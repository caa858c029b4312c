package index

import "okbot/corpus"

// openQuestions gives each passage the questions that its article is known not
// to answer. Their words get numbers like any, but no passage counts as theirs.
func (ix *Index) openQuestions(articles []corpus.Article) {
	shared, of := map[string][]ask{}, map[string][]ask{} // by the first of them, as twins share them; by article
	for _, a := range articles {
		if len(a.Unanswered) == 0 {
			continue
		}
		first := a.Unanswered[0]
		if shared[first] == nil {
			shared[first] = ix.asksOf(a.Unanswered)
		}
		of[a.ID] = shared[first]
	}
	for i := range ix.forward {
		ix.forward[i].open = of[ix.passages[i].Article]
	}
}

func (ix *Index) asksOf(questions []string) []ask {
	out := numbered(ix.tokenizeAll(questions), ix.numberOf)
	ix.weighAsks(out)
	return out
}

// likest returns how alike the question and the likest of asks are, 0 to 1.
func likest(qs *question, s *scratch, asks []ask) float64 {
	var best float32
	for i := range asks {
		var both float32
		for _, t := range asks[i].terms {
			if k := s.slot[t]; k != 0 {
				both += qs.terms[k-1].idf
			}
		}
		best = max(best, 2*both/(asks[i].mass+qs.full))
	}
	return float64(best)
}
