package index

import "okbot/corpus"

// openQuestions are those that an article is known not to answer.
type unansweredQuestions struct {
	articles []string // their IDs: twins share them
	raw      []rawQuestion
}

// tokenizeOpen analyses the questions that articles are known not to answer.
func (ix *Index) tokenizeUnanswered(articles []corpus.Article) []unansweredQuestions {
	var all []unansweredQuestions
	var questions [][]string
	first := map[string]int{} // the first of them -> place in all
	for _, a := range articles {
		if len(a.Unanswered) == 0 {
			continue
		}
		i, ok := first[a.Unanswered[0]]
		if !ok {
			i = len(all)
			first[a.Unanswered[0]] = i
			all, questions = append(all, unansweredQuestions{}), append(questions, a.Unanswered)
		}
		all[i].articles = append(all[i].articles, a.ID)
	}
	inParallel(len(all), func(i int) { all[i].raw = ix.tokenizeQuestions(questions[i]) })
	return all
}

// numberOpen gives each passage such questions of its article. Their words get
// numbers like any, but no passage counts as theirs.
func (ix *Index) numberUnanswered(all []unansweredQuestions) {
	of := map[string][]expectedQuestion{}
	for _, o := range all {
		asks := numbered(o.raw, ix.numberOf)
		ix.weighQuestions(asks)
		for _, id := range o.articles {
			of[id] = asks
		}
	}
	for i := range ix.forward {
		ix.forward[i].unanswered = of[ix.passages[i].Article]
	}
}

// likest returns how alike the question and the likest of asks are, 0 to 1.
func maxSimilarity(qs *question, s *scratch, asks []expectedQuestion) float64 {
	var best float32
	for i := range asks {
		var both float32
		for _, t := range asks[i].terms {
			if k := s.slot[t]; k != 0 {
				both += qs.terms[k-1].idf
			}
		}
		best = max(best, 2*both/(asks[i].totalIDF+qs.termIDF))
	}
	return float64(best)
}
