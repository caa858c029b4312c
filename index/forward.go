package index

import (
	"math"
	"slices"
	"strings"

	"okbot/corpus"
	"okbot/index/ko"
	"okbot/index/names"
	"okbot/index/query"
)

// forward is what is kept of one passage: its terms in order, by sentence.
type forward struct {
	title      []uint32
	tokens     []token
	sentences  []sentence
	expected   []expectedQuestion
	unanswered []expectedQuestion // questions on its article's subject that no passage answers
	keywords   []uint32
	bigrams    []uint32 // sorted; 27 bits of bigram, 5 of count
	lengths
}

type token struct {
	term       uint32
	start, end uint32 // bytes of the passage's text
}

type sentence struct {
	start, end  uint32 // bytes of the text
	first, last uint32 // tokens [first,last)
	words       uint16
	kinds       query.Kind       // of question that it could answer
	block       uint16           // number of the block of the passage that it is in
	form        corpus.BlockKind // of that block
}

// expectedQuestion is a question that a passage is known to answer, as whoever
// wrote it expects it (a document expansion, as doc2query's).
type expectedQuestion struct {
	text     string
	terms    []uint32   // each once
	totalIDF float32    // sum of their idf
	kind     query.Kind // of what it asks for
	now      bool       // it asks for the newest
}

// lengths counts the words of a passage's fields.
type lengths struct{ text, expected, bigrams, sentence float32 }

// rawForward is a forward index whose terms have no numbers yet.
type rawForward struct {
	title     []string
	tokens    []ko.Token
	sentences []sentence
	expected  []rawQuestion
	keywords  rawQuestion
	bigrams   []uint32
	lengths
}

type rawQuestion struct {
	text  string
	terms []string
	kind  query.Kind
	now   bool
}

// bytesPerToken is about how many bytes of a text make a token.
const bytesPerToken = 4

// tokenize analyses one passage.
func (ix *Index) tokenize(i int) rawForward {
	var f rawForward
	p := &ix.passages[i]
	f.tokens = make([]ko.Token, 0, len(p.Text)/bytesPerToken)
	for _, t := range ix.terms(nil, p.Headings()) {
		f.title = append(f.title, t.Term)
		if !names.IsTerm(t.Term) {
			f.text++
		}
	}
	for _, s := range p.Sentences() {
		first := len(f.tokens)
		f.tokens = ix.terms(f.tokens, p.Text[s.Start:s.End])
		var terms []string
		for i := first; i < len(f.tokens); i++ {
			f.tokens[i].Start += s.Start
			f.tokens[i].End += s.Start
			terms = append(terms, f.tokens[i].Term)
		}
		kinds := query.SentenceKinds(p.Text[s.Start:s.End], ix.nameKinds(terms))
		if slices.ContainsFunc(terms, ko.IsWeekday) {
			kinds |= query.When
		}
		words := 0
		for _, t := range f.tokens[first:] {
			if !names.IsTerm(t.Term) && !ko.IsDay(t.Term) {
				words++
			}
		}
		f.text += float32(words)
		f.sentences = append(f.sentences, sentence{
			start: uint32(s.Start), end: uint32(s.End), first: uint32(first), last: uint32(len(f.tokens)),
			words: uint16(min(words, math.MaxUint16)), kinds: kinds, block: uint16(min(s.Block, math.MaxUint16)), form: s.Kind,
		})
	}
	if ix.canonicalCopy(i) < 0 {
		ix.tokenizeExpected(p, &f)
	}
	f.bigrams = ko.Bigrams(ko.Bigrams(nil, p.Headings()), p.Text)
	f.lengths.bigrams = float32(len(f.bigrams))
	f.bigrams = pack(f.bigrams)
	return f
}

func (ix *Index) tokenizeExpected(p *corpus.Passage, f *rawForward) {
	f.expected = ix.tokenizeQuestions(append(slices.Clip(p.Questions), strings.Join(p.Keywords, ", ")))
	f.expected, f.keywords = f.expected[:len(p.Questions)], f.expected[len(p.Questions)]
	f.lengths.expected = float32(len(f.keywords.terms))
	for _, a := range f.expected {
		f.lengths.expected += float32(len(a.terms))
	}
}

// tokenizeQuestions analyses questions.
func (ix *Index) tokenizeQuestions(questions []string) []rawQuestion {
	all, tokens := make([]rawQuestion, len(questions)), []ko.Token(nil)
	for i, q := range questions {
		a := rawQuestion{text: q}
		var subject query.Span
		a.kind, subject, a.now = query.KindOf(q)
		tokens = ix.terms(tokens[:0], q)
		a.terms = make([]string, 0, len(tokens))
		for _, t := range tokens {
			if subject.Holds(t.Start, t.End) && !query.IsStopWord(t.Term) && !slices.Contains(a.terms, t.Term) {
				a.terms = append(a.terms, t.Term)
			}
		}
		all[i] = a
	}
	return all
}

// terms appends the tokens of text, and a token for each name in it.
func (ix *Index) terms(dst []ko.Token, text string) []ko.Token {
	from := len(dst)
	dst = ix.analyzer.Tokens(dst, text)
	return ix.names.Annotate(dst, from, text)
}

// number gives every term its number, counts passages, and fills ix.forward.
func (ix *Index) number(raw []rawForward) {
	ix.vocab = map[string]uint32{}
	ix.forward = make([]forward, len(raw))
	var seen []int32 // last passage that a term was seen in, plus one
	id := func(term string, passage int) uint32 {
		n := ix.numberOf(term)
		if int(n) == len(seen) {
			seen = append(seen, 0)
		}
		if seen[n] != int32(passage+1) {
			seen[n] = int32(passage + 1)
			ix.df[n]++
		}
		return n
	}
	for i, r := range raw {
		f := forward{sentences: r.sentences, bigrams: r.bigrams, lengths: r.lengths}
		for _, t := range r.title {
			f.title = append(f.title, id(t, i))
		}
		f.tokens = make([]token, len(r.tokens))
		for k, t := range r.tokens {
			f.tokens[k] = token{id(t.Term, i), uint32(t.Start), uint32(t.End)}
		}
		f.expected = numbered(r.expected, func(term string) uint32 { return id(term, i) })
		for _, t := range r.keywords.terms {
			f.keywords = append(f.keywords, id(t, i))
		}
		ix.forward[i] = f
		ix.average.text += f.text / float32(len(raw))
		ix.average.expected += f.lengths.expected / float32(len(raw))
		ix.average.bigrams += f.lengths.bigrams / float32(len(raw))
	}
	ix.proper, ix.answers = make([]bool, len(ix.df)), make([]query.Kind, len(ix.df))
	for t, n := range ix.vocab {
		switch ix.names.Kind(t) {
		case "person":
			ix.answers[n] = query.Who
		case "place":
			ix.answers[n] = query.Where
		}
		ix.proper[n] = ix.names.IsProper(t) && float64(ix.df[n]) < CommonShare*float64(len(raw))
	}
	for i := range ix.forward {
		ix.weighQuestions(ix.forward[i].expected)
	}
	words, sentences := 0, 0
	for i := range ix.forward {
		for _, s := range ix.forward[i].sentences {
			words += int(s.words)
			sentences++
		}
	}
	ix.average.sentence = float32(words) / float32(max(1, sentences))
}

// numbered returns questions whose terms have the numbers that id gives them.
// Terms of all questions share one slice: scoring scans them in order.
func numbered(raw []rawQuestion, id func(term string) uint32) []expectedQuestion {
	n := 0
	for _, a := range raw {
		n += len(a.terms)
	}
	questions, terms := make([]expectedQuestion, len(raw)), make([]uint32, 0, n)
	for i, a := range raw {
		first := len(terms)
		for _, t := range a.terms {
			terms = append(terms, id(t))
		}
		questions[i] = expectedQuestion{text: a.text, terms: terms[first:], kind: a.kind, now: a.now}
	}
	return questions
}

// numberOf returns the number of a term, a new one if need be.
func (ix *Index) numberOf(term string) uint32 {
	n, ok := ix.vocab[term]
	if !ok {
		n = uint32(len(ix.vocab))
		ix.vocab[term] = n
		ix.df = append(ix.df, 0)
	}
	return n
}

// weighQuestions fills in the total idf of each question.
func (ix *Index) weighQuestions(questions []expectedQuestion) {
	for k := range questions {
		for _, t := range questions[k].terms {
			questions[k].totalIDF += ix.idf(ix.df[t])
		}
	}
}

// nameKinds collects the kinds of the things that the tokens name.
func (ix *Index) nameKinds(terms []string) map[string]bool {
	kinds := map[string]bool{}
	for _, t := range terms {
		if names.IsTerm(t) {
			kinds[ix.names.Kind(t)] = true
		}
	}
	return kinds
}
