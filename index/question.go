package index

import (
	"cmp"
	"math/bits"
	"slices"

	"okbot/index/ko"
	"okbot/index/names"
	"okbot/index/query"
)

// maxTerms is how many different terms of a question count; the rarest do.
const maxTerms = 64

// question is what a search is made from.
type question struct {
	Analysis
	ids          []int32  // numbers of the terms, -1 if the index lacks one
	bigrams      []uint32 // those that the corpus has, sorted, each once
	kind         query.Kind
	crossLingual bool           // the passages wanted are not in its language
	priorPassage string         // ID of the passage that answered the question before
	termIDF      float32        // sum of the idf of terms, for Dice's coefficient
	versions     query.Versions // its names with a number
	now          bool           // it asks for the newest
	near         [][]neighbour  // of each word; nil where they do not count
}

// analyseQuestion finds the terms and words of a question and of what it
// continues.
func (ix *Index) analyseQuestion(q Request) *question {
	text, tokens := q.Query.Text, q.Query.Terms
	if tokens == nil {
		tokens = ix.Terms(text)
	}
	if subject := q.Query.Subject; q.Query.Kind == query.Overview && subject.End > 0 {
		tokens = slices.DeleteFunc(slices.Clone(tokens), func(t ko.Token) bool { return !subject.Holds(t.Start, t.End) })
	}
	qs := &question{
		kind: q.Query.Kind, now: q.Query.AsksNow, bigrams: ix.bigrams.known(q.Query.Bigrams), versions: q.Query.Versions,
		crossLingual: q.CrossLingual || q.Lang != q.Query.Lang, priorPassage: q.PriorPassage,
	}
	if ix.average.expected == 0 {
		tokens = ix.dateTokens(tokens, q.Query.Days)
	}
	at := map[string]int{}
	if ix.fallbackNames && !qs.crossLingual {
		tokens = slices.DeleteFunc(slices.Clone(tokens), isName)
	}
	ix.addTokens(qs, at, text, tokens, 1)
	if qs.crossLingual {
		ix.addTokens(qs, at, text, ix.phoneticTokens(text, tokens), weightPhonetic)
	}
	if q.Query.Count.Hour {
		qs.lighten("시") // which a timetable need not have
	}
	own := len(qs.Words)
	if prior := q.Prior.Terms; q.Prior.Text != "" {
		if prior == nil {
			prior = ix.Terms(q.Prior.Text)
		}
		ix.addTokens(qs, at, q.Prior.Text, prior, weightPriorQuestion)
	}
	if i, ok := ix.byID[q.PriorPassage]; ok {
		ix.addTokens(qs, at, ix.passages[i].Text, ix.namesOf(i), weightPriorPassage)
	}
	for i := range qs.Words[own:] {
		qs.Words[own+i].Borrowed = true
	}
	qs.markFocus(q.Query.Focus)
	qs.limit()
	qs.weigh(ix.neighbours != nil)
	return qs
}

// lighten lowers the weight of a term to that of an unknown verb.
func (qs *question) lighten(term string) {
	for i := range qs.Terms {
		if t := &qs.Terms[i]; t.Text == term {
			t.IDF, t.Weight = unknownVerb*t.IDF, unknownVerb*t.Weight
		}
	}
}

// dateTokens returns tokens with the term of each of days in front of what names it, if the
// index has it. It leaves tokens unchanged.
func (ix *Index) dateTokens(tokens []ko.Token, days []query.Day) []ko.Token {
	for _, d := range days {
		term := ko.DayTerm(d.Date)
		first := slices.IndexFunc(tokens, func(t ko.Token) bool { return t.Start >= d.Start && t.Start < d.End })
		if _, known := ix.vocab[term]; !known || first < 0 {
			continue
		}
		whole := ko.Token{Term: term, Start: d.Start, End: d.End, Word: tokens[first].Word}
		tokens = slices.Insert(slices.Clone(tokens), first, whole)
		for i := first + 1; i < len(tokens) && tokens[i].Start < d.End; i++ {
			tokens[i].Word, tokens[i].Part = whole.Word, true
		}
	}
	return tokens
}

// namesOf returns the tokens of the things that passage i names.
func (ix *Index) namesOf(i int) []ko.Token {
	all := ix.terms(nil, ix.passages[i].Text)
	return slices.DeleteFunc(all, func(t ko.Token) bool { return !ix.names.IsProper(t.Term) })
}

// addTokens adds the terms and words of one text to the question; boost scales
// their idf.
func (ix *Index) addTokens(qs *question, at map[string]int, text string, tokens []ko.Token, boost float32) {
	starts := map[int]int{} // ordinal of a word in the text -> in the question
	for _, t := range tokens {
		if query.IsStopWord(t.Term) || isJamo(t.Term) || len(t.Term) == 1 && isLatinLetter(t.Term[0]) && !t.Part || ix.onlyAsks(text[t.Start:wordEnd(text, t.End)]) {
			continue
		}
		w, ok := starts[t.Word]
		if i, again := at[t.Term]; !ok && again && qs.Terms[i].Words != 0 {
			w, ok = bits.TrailingZeros64(qs.Terms[i].Words), true // a word said twice counts once
			starts[t.Word] = w
		}
		if !ok {
			w = min(len(qs.Words), maxTerms-1)
			if w == len(qs.Words) {
				qs.Words = append(qs.Words, Word{Boost: boost, Surface: text[t.Start:t.End], Start: t.Start})
			}
			starts[t.Word] = w
		}
		i, ok := at[t.Term]
		if !ok {
			i = len(qs.Terms)
			at[t.Term] = i
			term, id := ix.newTerm(t, text[t.Start:t.End], boost, qs.crossLingual)
			qs.Terms, qs.ids = append(qs.Terms, term), append(qs.ids, id)
		}
		qs.Terms[i].Words |= 1 << w
		qs.Words[w].Verb = qs.Words[w].Verb || t.Verb
		qs.Words[w].Day = qs.Words[w].Day || ko.IsDay(t.Term)
		qs.Words[w].Name = qs.Words[w].Name || !qs.crossLingual && isCapital(text, t.Start)
	}
	ix.nameWords(qs, at, tokens, starts)
	ix.joinWords(qs, at, text, tokens, starts, boost)
}

// onlyAsks reports whether a word of a question asks and says nothing beside that: a
// question word, or an adverb such as 어디서 that no expected question of the corpus has.
func (ix *Index) onlyAsks(word string) bool {
	if query.IsQuestionWord(word) {
		return true
	}
	_, known := ix.vocab[word]
	return !known && query.IsQuestionAdverb(word)
}

// newTerm returns a term and its number.
func (ix *Index) newTerm(t ko.Token, surface string, boost float32, crossLingual bool) (Term, int32) {
	q, number, df := Term{Text: t.Term, Surface: surface, Part: t.Part}, int32(-1), uint32(0)
	if id, ok := ix.vocab[t.Term]; ok {
		number, df = int32(id), ix.df[id]
	}
	q.IDF, q.Share = ix.idf(df), float32(df)/float32(max(1, len(ix.passages)))
	q.IDF *= boost
	q.Weight = q.IDF
	if names.IsTerm(t.Term) {
		q.Proper = ix.names.IsProper(t.Term)
		if !q.Proper && !crossLingual {
			q.Weight *= weightThesaurus
		}
	}
	return q, number
}

// limit keeps maxTerms terms in their order: those that the index has before
// others, and rare ones before common ones.
func (qs *question) limit() {
	if len(qs.Terms) <= maxTerms {
		return
	}
	order := make([]int, len(qs.Terms))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(min(qs.ids[b], 0), min(qs.ids[a], 0)), cmp.Compare(qs.Terms[b].IDF, qs.Terms[a].IDF))
	})
	order = order[:maxTerms]
	slices.Sort(order)
	for k, i := range order { // i is never before k
		qs.Terms[k], qs.ids[k] = qs.Terms[i], qs.ids[i]
	}
	qs.Terms, qs.ids = qs.Terms[:maxTerms], qs.ids[:maxTerms]
}

// unknownVerb is what is left of the weight of a verb that no passage has: people ask
// in other verbs than a text tells in (들어와, 나왔어).
const unknownVerb = 0.3

// weigh fills in the words and the sums of idf from the terms. alike tells the terms
// that mean about the same as a word from those that are the word.
func (qs *question) weigh(alike bool) {
	for i, t := range qs.Terms {
		bit := uint64(1) << i
		qs.termIDF += t.IDF
		for w := range qs.Words {
			if t.Words>>w&1 == 0 {
				continue
			}
			x := &qs.Words[w]
			if alike && names.IsTerm(t.Text) && !t.Proper {
				x.Alike |= bit
				continue
			}
			x.Known = x.Known || t.Share > 0
			if t.Part {
				x.Compound |= bit
				x.CompoundIDF += t.IDF
			} else {
				x.Exact |= bit
			}
			if !names.IsTerm(t.Text) {
				x.Weight = max(x.Weight, t.IDF)
			} else if t.Proper {
				x.Name = true
				if t.Words&(t.Words-1) != 0 {
					x.Entity |= bit
				}
			}
		}
	}
	var known float32
	for i := range qs.Words {
		w := &qs.Words[i]
		if w.Verb && !w.Known {
			w.Weight *= unknownVerb
		}
		qs.TotalIDF += w.Weight
		if w.Known {
			known += w.Weight
		}
	}
	if qs.TotalIDF > 0 {
		qs.KnownShare = known / qs.TotalIDF
	}
}
