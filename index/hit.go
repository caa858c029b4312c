package index

import "okbot/index/query"

// newHit returns a candidate as a [Hit].
func (ix *Index) newHit(qs *question, s *scratch, c *candidate) Hit {
	f := &ix.forward[c.passage]
	h := Hit{Passage: &ix.passages[c.passage], Score: float64(c.score), Expected: c.expects, Features: c.features, Weights: c.weights, ExtraNames: float64(c.extraNames)}
	h.Sentences = make([]Sentence, 0, len(f.sentences))
	for i := range f.sentences {
		sen, m := &f.sentences[i], c.sentences[i]
		cover := qs.Coverage(m)
		h.CoverageSentence = max(h.CoverageSentence, cover)
		h.Sentences = append(h.Sentences, Sentence{
			Start: int(sen.start), End: int(sen.end), Form: sen.form, Block: int(sen.block),
			Coverage: cover, SoftCoverage: qs.softSentence(c, i), Mask: m, Kinds: sen.kinds,
		})
		h.SoftCoverageSentence = max(h.SoftCoverageSentence, h.Sentences[i].SoftCoverage)
	}
	h.SoftCoverage = qs.softPassage(c)
	h.Coverage, h.CoverageExpected = qs.Coverage(c.text), qs.Coverage(c.expected)
	h.MissingNounTextExpected, _ = qs.gaps(c.text | c.expected)
	h.MissingVersions = qs.versions.MissingIn(h.Passage.Headings(), h.Passage.Text)
	h.UnansweredSimilarity = maxSimilarity(qs, s, f.unanswered)
	h.CoverageAll, h.MaskAll, h.MaskHeadings = qs.Coverage(c.all), c.all, c.headings
	_, h.MissingNamesAll = qs.gaps(c.all)
	for _, t := range f.tokens {
		if s.slot[t.term] != 0 {
			h.Matches = append(h.Matches, Match{int(t.start), int(t.end)})
		}
		if ix.answers[t.term]&qs.kind != 0 {
			h.Answers = append(h.Answers, Match{int(t.start), int(t.end)})
		}
	}
	return h
}

// markLater marks the sentences that speak of a day after asOf.
func (h *Hit) markLater(asOf int32) {
	for i := range h.Sentences {
		s := &h.Sentences[i]
		s.Later = day(query.LatestDate(h.Passage.Text[s.Start:s.End])) > asOf
	}
}
