package index

import (
	"context"
	"slices"
)

// Search ranks the passages for q: it retrieves candidates by BM25 over Bleve's
// postings, then reranks them by bigrams, by their best sentence and by their
// expected questions.
func (ix *Index) Search(ctx context.Context, q Request) (Result, error) {
	return ix.search(ctx, q, BuiltinRanking())
}

// search is Search with the ranking m.
func (ix *Index) search(ctx context.Context, q Request, m *Ranking) (Result, error) {
	ix.lock.RLock()
	defer ix.lock.RUnlock()
	if ix.closed {
		return Result{}, ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	if q.Limit == 0 {
		q.Limit = 10
	}
	if q.Lang == "" {
		q.Lang = q.Query.Lang
	}
	if !ix.languages[q.Lang] {
		q.Lang = ""
	}
	qs := ix.analyseQuestion(q)
	s := ix.getScratch()
	defer ix.scratch.Put(s)
	defer s.clear(qs)
	for i, id := range qs.ids {
		if id >= 0 {
			s.slot[id] = uint8(i + 1)
		}
	}
	ix.findNear(qs, s)
	if err := ix.retrieve(ctx, q, qs, s); err != nil {
		return Result{}, err
	}
	ix.rerank(qs, s, m)
	res := Result{Analysis: qs.Analysis, AllLanguages: q.Lang == ""}
	for i := range s.found[:min(q.Limit, len(s.found))] {
		h := ix.newHit(qs, s, &s.found[i])
		if !q.AsOf.IsZero() && day(ix.newest.Last()) > day(q.AsOf) {
			h.markLater(day(q.AsOf))
		}
		h.Replaced = ix.replaced(h.Passage, q)
		res.Hits = append(res.Hits, h)
	}
	return res, nil
}

func (s *scratch) clear(qs *question) {
	for _, p := range s.touched {
		s.scores[p] = 0
	}
	if s.expectedScores != nil {
		for _, p := range s.touched {
			s.expectedScores[p] = 0
		}
	}
	for _, id := range qs.ids {
		if id >= 0 {
			s.slot[id] = 0
		}
	}
	for _, t := range s.nearTerms {
		s.near[t] = 0
	}
	if s.nearScores != nil {
		for _, p := range s.touched {
			s.nearScores[p] = 0
		}
	}
	s.touched, s.found, s.sentences = s.touched[:0], s.found[:0], s.sentences[:0]
	s.nearTerms, s.nearWords, s.soft = s.nearTerms[:0], s.nearWords[:0], s.soft[:0]
}

// retrieve leaves the best candidates by BM25 in s.found (candidate generation).
func (ix *Index) retrieve(ctx context.Context, q Request, qs *question, s *scratch) error {
	add := func(p uint32, score float32) {
		if s.scores[p] == 0 {
			s.touched = append(s.touched, p)
		}
		s.scores[p] += score
	}
	for i := range qs.Terms {
		t := &qs.Terms[i]
		if t.Share == 0 {
			continue
		}
		found, err := ix.postings(ctx, s, t.Text)
		if err != nil {
			return err
		}
		for _, x := range found.text {
			add(x.passage, t.Weight*x.impact)
		}
		for _, x := range found.expected {
			add(x.passage, weightExpected*(t.Weight*x.impact))
			s.expectedScores[x.passage] += t.Weight * x.impact
		}
	}
	if err := ix.byNeighbours(ctx, qs, s, add); err != nil {
		return err
	}
	if qs.KnownShare < minKnownShare {
		ix.byBigrams(qs, add)
	}
	if len(qs.Terms) == 0 && !q.From.IsZero() {
		ix.byDate(q, s)
		return nil
	}
	see := ix.filter(q)
	for _, p := range s.touched {
		if ix.visible(p, &see) {
			s.found = append(s.found, candidate{passage: p, score: s.scores[p]})
		}
	}
	s.found = top(s.found, ix.candidates())
	return nil
}

// candidates returns how many passages are retrieved.
func (ix *Index) candidates() int {
	if ix.neighbours == nil {
		return maxCompared
	}
	return maxCandidates
}

// byDate leaves the passages of a period in s.found, those that the most
// sources tell first.
func (ix *Index) byDate(q Request, s *scratch) {
	see := ix.filter(q)
	for i := range ix.passages {
		if p := &ix.passages[i]; p.Date != "" && ix.visible(uint32(i), &see) {
			s.found = append(s.found, candidate{passage: uint32(i), score: float32(1 + len(p.Sources))})
		}
	}
	s.found = top(s.found, ix.candidates())
}

// byBigrams adds the passages that share bigrams with the question, weighted so
// lightly that they only matter where little else was found. It reads the whole
// forward index, which few questions need, once: most bigrams of a passage are
// passed over by a bit that tells that the question has none like it.
func (ix *Index) byBigrams(qs *question, add func(uint32, float32)) {
	const size = 1 << 10 // words of 64 bits
	var asked [size]uint64
	weights := make([]float32, len(qs.bigrams))
	for k, g := range qs.bigrams {
		asked[g/64%size] |= 1 << (g % 64)
		weights[k] = 1e-3 * ix.idf(ix.bigrams.of(g))
	}
	for i := range ix.forward {
		for _, packed := range ix.forward[i].bigrams {
			g := packed >> bigramShift
			if asked[g/64%size]>>(g%64)&1 == 0 {
				continue
			}
			if k, ok := slices.BinarySearch(qs.bigrams, g); ok {
				add(uint32(i), weights[k])
			}
		}
	}
}
