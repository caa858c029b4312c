package index

import "okbot/corpus"

// unansweredQuestions are those that an article is known not to answer (hard
// negatives).
type unansweredQuestions struct {
	articles []string // their IDs: translations share them
	raw      []rawQuestion
}

// tokenizeUnanswered analyses the questions that articles are known not to answer.
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

// numberUnanswered gives each passage such questions of its article. Their words get
// numbers like any, but no passage counts as theirs.
func (ix *Index) numberUnanswered(all []unansweredQuestions) {
	of := map[string][]expectedQuestion{}
	for _, o := range all {
		questions := numbered(o.raw, ix.numberOf)
		ix.weighQuestions(questions)
		for _, id := range o.articles {
			of[id] = questions
		}
	}
	for i := range ix.forward {
		ix.forward[i].unanswered = of[ix.passages[i].Article]
	}
}

// maxSimilarity returns the similarity of the question to the closest of others,
// 0 to 1.
func maxSimilarity(qs *question, s *scratch, others []expectedQuestion) float64 {
	var best float32
	for i := range others {
		var both float32
		for _, t := range others[i].terms {
			if k := s.slot[t]; k != 0 {
				both += qs.Terms[k-1].IDF
			}
		}
		best = max(best, 2*both/(others[i].totalIDF+qs.termIDF))
	}
	return float64(best)
}
