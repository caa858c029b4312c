package index

// hit gathers what is known of a candidate.
func (ix *Index) hit(qs *question, s *scratch, c candidate) Hit {
	f := &ix.forward[c.passage]
	h := Hit{Passage: &ix.passages[c.passage], Score: float64(c.score), Ask: float64(c.ask), Signals: c.signals, Unsaid: float64(c.unsaid)}
	h.Sentences = make([]Sentence, 0, len(f.sentences))
	var all uint64
	for i := range f.title {
		if k := s.slot[f.title[i]]; k != 0 {
			all |= 1 << (k - 1)
		}
	}
	for i := range f.sentences {
		sen := &f.sentences[i]
		m := mask(s, f, sen)
		all |= m
		cover := qs.cover(m)
		h.SentenceCover = max(h.SentenceCover, cover)
		h.Joint = max(h.Joint, qs.cover(m|c.askMask))
		h.Sentences = append(h.Sentences, Sentence{int(sen.start), int(sen.end), cover, m, sen.kinds, false})
	}
	h.Cover, h.AskCover = qs.cover(all), qs.cover(c.askMask)
	h.LooseNoun, _ = qs.gaps(all | c.askMask)
	h.MissingFocus = qs.missingFocus(all | c.askMask)
	_, h.LooseNames = qs.gaps(all)
	h.MissingNumbers = qs.missingNumbers(all)
	all = ix.wideMask(s, f)
	h.Open = likest(qs, s, f.open)
	h.Wide, h.WideMask = qs.cover(all), all
	h.MissingNoun, h.MissingNames = qs.gaps(all)
	for _, t := range f.tokens {
		if s.slot[t.term] != 0 {
			h.Matches = append(h.Matches, Match{int(t.start), int(t.end)})
		}
	}
	return h
}
