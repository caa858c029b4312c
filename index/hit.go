package index

// hit gathers what is known of a candidate.
func (ix *Index) hit(qs *question, s *scratch, c *candidate) Hit {
	f := &ix.forward[c.passage]
	h := Hit{Passage: &ix.passages[c.passage], Score: float64(c.score), Ask: float64(c.ask), Features: c.features, Weights: c.weights, Unsaid: float64(c.unsaid)}
	h.Sentences = make([]Sentence, 0, len(f.sentences))
	for i := range f.sentences {
		sen, m := &f.sentences[i], c.sentences[i]
		cover := qs.cover(m)
		h.SentenceCover = max(h.SentenceCover, cover)
		h.Joint = max(h.Joint, qs.cover(m|c.askMask))
		h.Sentences = append(h.Sentences, Sentence{int(sen.start), int(sen.end), cover, m, sen.kinds, false})
	}
	h.Cover, h.AskCover = qs.cover(c.text), qs.cover(c.askMask)
	h.LooseNoun, _ = qs.gaps(c.text | c.askMask)
	h.MissingFocus = qs.missingFocus(c.text | c.askMask)
	_, h.LooseNames = qs.gaps(c.text)
	h.MissingNumbers = qs.missingNumbers(c.text)
	h.Open = likest(qs, s, f.open)
	h.Wide, h.WideMask = qs.cover(c.wide), c.wide
	h.MissingNoun, h.MissingNames = qs.gaps(c.wide)
	for _, t := range f.tokens {
		if s.slot[t.term] != 0 {
			h.Matches = append(h.Matches, Match{int(t.start), int(t.end)})
		}
	}
	return h
}
