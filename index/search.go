package index

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"time"

	"okbot/corpus"
)

// A Query is what to search for.
type Query struct {
	Text string // NFC; at most maxTerms of its terms count
	// Lang is the language of the passages wanted, "ko" or "en"; "" means that
	// of the question. Where the corpus has none in it, all are searched.
	Lang string
	// Context is an earlier question that this one continues, and Near the ID of
	// the passage that answered it: what they name counts a little.
	Context, Near string
	// From and To, unless zero, ask for what happened from one day to another:
	// other passages are hidden, and an empty Text gets all of them, those
	// told by the most sources first.
	From, To time.Time
	// Foreign asks for passages in other languages than Lang instead, but for
	// those that have a twin in it.
	Foreign bool
	// AsOf hides passages dated later; zero hides none.
	AsOf time.Time
	// Limit is how many hits to return; 0 means 10.
	Limit int

	crossing bool // the passages wanted are not in the question's language
}

// A Result is what a search found, best first.
type Result struct {
	// Text is the question that was searched for: as asked or, where Repaired
	// is set, as it was probably meant. Lang is its language.
	Text     string
	Repaired bool
	Lang     string

	// Whole says that passages of all languages were searched.
	Whole bool

	Hits []Hit
	// Mass is the sum of the inverse document frequencies of the question's
	// words, the measure of all coverage; Known is the share of it that the
	// words known to the index have.
	Mass, Known float64
	Kind        Kind // what the question asks for

	question *question
}

// Cover returns the share of the question's mass, 0 to 1, whose words are among
// the terms in mask.
func (r *Result) Cover(mask uint64) float64 {
	if r.question == nil {
		return 0
	}
	return r.question.cover(mask)
}

// A Term is a term of the question.
type Term struct {
	Text    string // as analysed; a name's is its number
	Surface string // as asked
	IDF     float64
	Known   bool // whether any passage holds it
}

// Terms returns the terms of the question, for those who ask why.
func (r *Result) Terms() []Term {
	if r.question == nil {
		return nil
	}
	var out []Term
	for _, t := range r.question.terms {
		out = append(out, Term{t.text, t.surface, float64(t.idf), t.id >= 0})
	}
	return out
}

// A Hit is a passage that answers a question more or less.
type Hit struct {
	Passage *corpus.Passage
	Score   float64
	// Coverage by the passage, by its best sentence, and by its best ask: the
	// share of the question's mass whose words are found there, 0 to 1.
	// Joint is the coverage by one sentence and the best ask together.
	Cover, SentenceCover, AskCover, Joint float64
	// Wide is the coverage by the passage, its asks and its keywords together;
	// of what none of them has, Missing is the share of the heaviest word,
	// MissingNoun that of the heaviest but verbs, MissingNames that of all names.
	Wide, Missing, MissingNoun, MissingNames float64
	// Uncovered lists the words of the question that neither the passage nor its
	// asks nor its keywords have.
	Uncovered []string
	// Ask tells how alike the question and the passage's best ask are, 0 to 1
	// (Dice's coefficient, weighted by idf).
	Ask float64
	// Replaced says that a later fact, not after the query's AsOf, has taken the
	// passage's place.
	Replaced  bool
	Sentences []Sentence
	Matches   []Match
}

// A Sentence is a sentence of a hit's passage.
type Sentence struct {
	Start, End int // bytes of the passage's text
	Cover      float64
	Mask       uint64 // which of the question's terms it has
	Kinds      Kind   // of question that it could answer
	Later      bool   // it speaks of a day after the query's AsOf
}

// A Match is a place in a passage's text where a term of the question stands.
type Match struct{ Start, End int } // bytes

// The weights of the ranking, chosen on KorQuAD, XQuAD and the project's own
// questions together: each was moved until one of the three lost.
const (
	k1            = 0.5
	b             = 0.8
	bSentence     = 0.6
	weightAsks    = 3.0 // of the asks' BM25
	weightBigram  = 0.5
	weightBest    = 0.8  // of the best sentence
	weightAsk     = 1.0  // of the best ask
	weightKind    = 0.5  // of a sentence of the kind that is asked for
	weightSound   = 0.7  // of a term that sounds like a word of the question
	weightContext = 0.6  // of a term of the question before
	weightNear    = 0.3  // of a name in the passage that answered it
	weightWord    = 0.3  // of a word of the thesaurus
	weightWide    = 1.0  // of the coverage by a passage with its asks and keywords
	weightName    = 0.3  // of a name's term beside those of its words
	sameAsk       = 0.95 // likeness from which an ask is the question itself
	stageOne      = 50   // candidates of the first stage
	stageTwo      = 20   // of them, those ranked by sentence and ask
	little        = 0.5  // of the mass known: below, bigrams find candidates too
)

// scratch is the working memory of one search.
type scratch struct {
	scores  []float32
	touched []uint32
	slot    []uint8 // term -> 1 + its place in the question
	grams   []uint32
	found   []candidate
}

type scratchPool struct{ sync.Pool }

func (ix *Index) getScratch() *scratch {
	if s, ok := ix.scratch.Get().(*scratch); ok {
		return s
	}
	return &scratch{scores: make([]float32, len(ix.passages)), slot: make([]uint8, len(ix.vocab))}
}

// candidate is a passage on its way through the two stages.
type candidate struct {
	passage uint32
	score   float32
	best    float32 // the sentence bonus
	ask     float32
	askMask uint64
}

// leastPassages is how many passages a corpus counts as at least, so that the
// words of a small one weigh as much as those of a large one.
const leastPassages = 500

// idf is BM25's inverse document frequency, after Robertson and Zaragoza (2009),
// kept positive as in Lucene.
func (ix *Index) idf(df uint32) float32 {
	n := float64(max(len(ix.passages), leastPassages))
	return float32(math.Log(1 + (n-float64(df)+0.5)/(float64(df)+0.5)))
}

// Search ranks the passages for q: first by BM25 over Bleve's postings, then
// the best of them by bigrams, by their best sentence and by the questions
// that they answer.
func (ix *Index) Search(ctx context.Context, q Query) (Result, error) {
	ix.open.RLock()
	defer ix.open.RUnlock()
	if ix.closed {
		return Result{}, ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	if q.Limit == 0 {
		q.Limit = 10
	}
	res := Result{}
	tokens := ix.analyzer.Tokens(nil, q.Text)
	if res.Text, res.Repaired = ix.repair(q.Text, tokens); res.Repaired {
		tokens = ix.analyzer.Tokens(nil, res.Text)
	}
	res.Lang = QuestionLanguage(res.Text)
	if q.Lang == "" {
		q.Lang = res.Lang
	}
	if !ix.languages[q.Lang] {
		q.Lang = ""
	}
	q.crossing = q.Foreign || q.Lang != res.Lang
	qs := ix.analyseQuery(res.Text, ix.names.mark(tokens, 0, res.Text), q)
	s := ix.getScratch()
	defer ix.scratch.Put(s)
	defer s.clear(qs)
	for i := range qs.terms {
		if qs.terms[i].id >= 0 {
			s.slot[qs.terms[i].id] = uint8(i + 1)
		}
	}
	if err := ix.stageOne(ctx, q, qs, s); err != nil {
		return Result{}, err
	}
	ix.stageTwo(qs, s)
	res.Mass, res.Known, res.Kind, res.question = float64(qs.mass), qs.known(), qs.kind, qs
	res.Whole = q.Lang == ""
	for _, c := range s.found[:min(q.Limit, len(s.found))] {
		h := ix.hit(qs, s, c)
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
	for _, t := range qs.terms {
		if t.id >= 0 {
			s.slot[t.id] = 0
		}
	}
	s.touched, s.grams, s.found = s.touched[:0], s.grams[:0], s.found[:0]
}

// stageOne leaves the best candidates by BM25 in s.found.
func (ix *Index) stageOne(ctx context.Context, q Query, qs *question, s *scratch) error {
	add := func(p uint32, score float32) {
		if s.scores[p] == 0 {
			s.touched = append(s.touched, p)
		}
		s.scores[p] += score
	}
	for i := range qs.terms {
		t := &qs.terms[i]
		if t.id < 0 {
			continue
		}
		err := ix.postings(ctx, fieldText, []byte(t.text), func(p uint32, freq int) {
			add(p, t.weight*bm25(float32(freq), ix.forward[p].text/ix.average.text, b))
		})
		if err == nil && ix.average.asks > 0 {
			err = ix.postings(ctx, fieldAsks, []byte(t.text), func(p uint32, freq int) {
				add(p, weightAsks*t.weight*bm25(float32(freq), ix.forward[p].lengths.asks/ix.average.asks, b))
			})
		}
		if err != nil {
			return err
		}
	}
	if qs.known() < little {
		ix.byBigrams(qs, add)
	}
	if len(qs.terms) == 0 && !q.From.IsZero() {
		ix.byDate(q, s)
		return nil
	}
	see := ix.filter(q)
	for _, p := range s.touched {
		if ix.visible(p, &see) {
			s.found = append(s.found, candidate{passage: p, score: s.scores[p]})
		}
	}
	s.found = top(s.found, stageOne)
	return nil
}

// byDate leaves the passages of a period in s.found, those that the most
// sources tell first.
func (ix *Index) byDate(q Query, s *scratch) {
	see := ix.filter(q)
	for i := range ix.passages {
		if p := &ix.passages[i]; p.Date != "" && ix.visible(uint32(i), &see) {
			s.found = append(s.found, candidate{passage: uint32(i), score: float32(1 + len(p.Sources))})
		}
	}
	s.found = top(s.found, stageOne)
}

// byBigrams adds the passages that share bigrams with the question, weighted so
// lightly that they only matter where little else was found. It reads the whole
// forward index, which few questions need.
func (ix *Index) byBigrams(qs *question, add func(uint32, float32)) {
	for i := range ix.forward {
		frequencies(ix.forward[i].bigrams, qs.bigrams, func(k int, _ uint32) {
			add(uint32(i), 1e-3*ix.idf(ix.bigrams.of(qs.bigrams[k])))
		})
	}
}

// filter is which passages a query may see, its days counted.
type filter struct {
	lang           string
	foreign        bool
	asOf, from, to int32
}

func (ix *Index) filter(q Query) filter {
	f := filter{q.Lang, q.Foreign, math.MaxInt32, math.MinInt32, math.MaxInt32}
	if !q.AsOf.IsZero() {
		f.asOf = day(q.AsOf)
	}
	if !q.From.IsZero() {
		f.from = day(q.From)
	}
	if !q.To.IsZero() {
		f.to = day(q.To)
	}
	return f
}

func (ix *Index) visible(i uint32, f *filter) bool {
	d := ix.days[i]
	if d.first > f.asOf || d.last < f.from || d.first > f.to {
		return false
	}
	if f.lang == "" {
		return true
	}
	p := &ix.passages[i]
	if f.foreign {
		return p.Lang != f.lang && !ix.hasTwin(p, f.lang)
	}
	return p.Lang == f.lang
}

// hasTwin reports whether the passage stands in the corpus in lang too, under
// the same name and number: launch.ko#2 beside launch.en#2.
func (ix *Index) hasTwin(p *corpus.Passage, lang string) bool {
	_, ok := ix.twin(p, lang)
	return ok
}

// twin returns the number of the passage that tells in lang what p tells.
func (ix *Index) twin(p *corpus.Passage, lang string) (int, bool) {
	name, number, found := strings.Cut(p.ID, "."+p.Lang+"#")
	if !found || lang == p.Lang {
		return 0, false
	}
	i, ok := ix.byID[name+"."+lang+"#"+number]
	return i, ok
}

func (ix *Index) replaced(p *corpus.Passage, q Query) bool {
	i, ok := ix.byID[p.ReplacedBy]
	return ok && (q.AsOf.IsZero() || ix.days[i].first <= day(q.AsOf))
}

// bm25 is the saturation of a term that occurs freq times in a field whose
// length is size times the average.
func bm25(freq, size, b float32) float32 {
	return freq * (k1 + 1) / (freq + k1*(1-b+b*size))
}

// stageTwo ranks s.found anew.
func (ix *Index) stageTwo(qs *question, s *scratch) {
	grams := make([]float32, len(qs.bigrams))
	for i, g := range qs.bigrams {
		grams[i] = ix.idf(ix.bigrams.of(g))
	}
	for i := range s.found {
		f := &ix.forward[s.found[i].passage]
		var sum float32
		size := f.lengths.bigrams / ix.average.bigrams
		frequencies(f.bigrams, qs.bigrams, func(k int, n uint32) {
			sum += grams[k] * bm25(float32(n), size, b)
		})
		s.found[i].score += weightBigram * sum
	}
	s.found = top(s.found, stageOne)
	kind := qs.kind
	for i := range s.found[:min(stageTwo, len(s.found))] {
		c := &s.found[i]
		f := &ix.forward[c.passage]
		c.best = ix.bestSentence(qs, s, f, kind)
		c.ask, c.askMask = ix.bestAsk(qs, s, f)
		c.score += weightBest*c.best + weightAsk*c.ask*qs.mass
		if len(f.asks) > 0 {
			c.score += weightWide * float32(qs.cover(ix.wideMask(s, f))) * qs.mass
			if c.ask > sameAsk {
				c.score += qs.mass // it is the very question
			}
		}
	}
	s.found = top(s.found, stageTwo)
}

// top sorts the best n candidates first and drops the rest.
func top(list []candidate, n int) []candidate {
	if len(list) > n {
		slices.SortFunc(list[:n], byScore)
		for _, c := range list[n:] {
			if byScore(c, list[n-1]) < 0 {
				i, _ := slices.BinarySearchFunc(list[:n], c, byScore)
				copy(list[i+1:n], list[i:])
				list[i] = c
			}
		}
		return list[:n]
	}
	slices.SortFunc(list, byScore)
	return list
}

func byScore(a, b candidate) int {
	if a.score != b.score {
		return cmp.Compare(b.score, a.score)
	}
	return cmp.Compare(a.passage, b.passage)
}

// bestSentence returns the greatest BM25 of a sentence, each term counting once.
func (ix *Index) bestSentence(qs *question, s *scratch, f *forward, kind Kind) float32 {
	var best float32
	for i := range f.sentences {
		sen := &f.sentences[i]
		var sum float32
		for m := mask(s, f, sen); m != 0; m &= m - 1 {
			sum += qs.terms[bits.TrailingZeros64(m)].weight
		}
		sum *= bm25(1, float32(sen.words)/ix.average.sentence, bSentence)
		if kind&sen.kinds != 0 {
			sum *= 1 + weightKind
		}
		best = max(best, sum)
	}
	return best
}

// mask tells which terms of the question a sentence has.
func mask(s *scratch, f *forward, sen *sentence) uint64 {
	var m uint64
	for _, t := range f.tokens[sen.first:sen.last] {
		if k := s.slot[t.term]; k != 0 {
			m |= 1 << (k - 1)
		}
	}
	return m
}

// bestAsk returns how alike the question and the best ask are, and which terms
// of the question that ask has.
func (ix *Index) bestAsk(qs *question, s *scratch, f *forward) (float32, uint64) {
	var best float32
	var bestMask uint64
	for i := range f.asks {
		a := &f.asks[i]
		var both float32
		var m uint64
		for _, t := range a.terms {
			if k := s.slot[t]; k != 0 {
				both += qs.terms[k-1].idf
				m |= 1 << (k - 1)
			}
		}
		if dice := 2 * both / (a.mass + qs.full); dice > best {
			best, bestMask = dice, m
		}
	}
	return best, bestMask
}

// wideMask tells which terms of the question a passage, its title, its asks or
// its keywords have.
func (ix *Index) wideMask(s *scratch, f *forward) uint64 {
	var m uint64
	add := func(terms []uint32) {
		for _, t := range terms {
			if k := s.slot[t]; k != 0 {
				m |= 1 << (k - 1)
			}
		}
	}
	add(f.title)
	for _, t := range f.tokens {
		if k := s.slot[t.term]; k != 0 {
			m |= 1 << (k - 1)
		}
	}
	for i := range f.asks {
		add(f.asks[i].terms)
	}
	add(f.keywords)
	return m
}

// hit gathers what is known of a candidate.
func (ix *Index) hit(qs *question, s *scratch, c candidate) Hit {
	f := &ix.forward[c.passage]
	h := Hit{Passage: &ix.passages[c.passage], Score: float64(c.score), Ask: float64(c.ask)}
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
	all = ix.wideMask(s, f)
	h.Wide, h.Uncovered = qs.cover(all), qs.uncovered(all)
	h.Missing, h.MissingNoun, h.MissingNames = qs.gaps(all)
	for _, t := range f.tokens {
		if s.slot[t.term] != 0 {
			h.Matches = append(h.Matches, Match{int(t.start), int(t.end)})
		}
	}
	return h
}
