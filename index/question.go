package index

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"okbot/index/hangul"
	"okbot/index/ko"
	"okbot/index/names"
	"okbot/index/query"
)

// maxTerms is how many different terms of a question count; the rarest do.
const maxTerms = 64

// question is an analysed query.
type question struct {
	terms        []term
	words        []word
	bigrams      []uint32 // each once
	kind         query.Kind
	crossLingual bool     // the passages wanted are not in its language
	priorPassage string   // ID of the passage that answered the question before
	totalIDF     float32  // sum of the weights of words
	termIDF      float32  // sum of the idf of terms, for Dice's coefficient
	versions     []string // its names with a number
	now          bool     // it asks for the newest
}

type term struct {
	text    string
	surface string // as it was asked
	id      int32  // -1: not in the index
	idf     float32
	weight  float32 // in the ranking
	part    bool    // of a compound
	proper  bool    // the name of one thing, not a word of the thesaurus
	share   float32 // of all passages that hold it
	words   uint64  // the words that it stands in
}

// word is a word of the question: what a passage covers or does not.
type word struct {
	surface  string  // as it was asked
	weight   float32 // its rarest term's idf
	boost    float32 // 1 for the question's own, less for what it borrows
	exact    uint64  // terms that stand for all of it: its stem, a name
	compound uint64  // terms that stand for parts of it
	share    float32 // sum of the parts' idf
	known    bool
	name     bool   // it is, or is part of, a name, or is written as one
	entity   uint64 // terms of names of several words that it stands in
	verb     bool
	start    int  // where it begins in its text
	focus    bool // it names what is wanted
}

// analyseQuery finds the terms, words and bigrams of a question, whose tokens
// are given, and of what it continues.
func (ix *Index) analyseQuery(text string, tokens []ko.Token, q Request) *question {
	folded := query.Fold(text)
	qs := &question{kind: query.KindOf(folded), now: query.NowCues.In(folded), crossLingual: q.crossLingual, priorPassage: q.PriorPassage}
	at := map[string]int{}
	if ix.fallbackNames && !q.crossLingual {
		tokens = slices.DeleteFunc(tokens, isName)
	}
	ix.addTokens(qs, at, text, tokens, 1)
	if q.crossLingual {
		ix.addTokens(qs, at, text, ix.soundTokens(text, tokens), weightPhonetic)
	}
	if q.PriorQuestion != "" {
		ix.addTokens(qs, at, q.PriorQuestion, ix.terms(nil, q.PriorQuestion), weightPriorQuestion)
	}
	if i, ok := ix.byID[q.PriorPassage]; ok {
		ix.addTokens(qs, at, ix.passages[i].Text, ix.namesOf(i), weightPriorPassage)
	}
	qs.markFocus(text)
	qs.limit()
	qs.weigh()
	qs.bigrams = questionBigrams(text)
	qs.versions = query.Versions(text)
	return qs
}

// namesOf returns the tokens of the things that passage i names.
func (ix *Index) namesOf(i int) []ko.Token {
	all := ix.terms(nil, ix.passages[i].Text)
	return slices.DeleteFunc(all, func(t ko.Token) bool { return !ix.names.IsProper(t.Term) })
}

func isName(t ko.Token) bool { return names.IsTerm(t.Term) }

// addTokens adds the terms and words of one text to the question, a factor of
// their weight.
func (ix *Index) addTokens(qs *question, at map[string]int, text string, tokens []ko.Token, factor float32) {
	starts := map[int]int{} // ordinal of a word in the text -> in the question
	for _, t := range tokens {
		if query.IsStopWord(t.Term) || isJamo(t.Term) || len(t.Term) == 1 && isLatinLetter(t.Term[0]) || query.IsQuestionWord(text[t.Start:wordEnd(text, t.End)]) {
			continue
		}
		w, ok := starts[t.Word]
		if i, again := at[t.Term]; !ok && again && qs.terms[i].words != 0 {
			w, ok = bits.TrailingZeros64(qs.terms[i].words), true // a word said twice counts once
			starts[t.Word] = w
		}
		if !ok {
			w = min(len(qs.words), maxTerms-1)
			if w == len(qs.words) {
				qs.words = append(qs.words, word{boost: factor, surface: text[t.Start:t.End], start: t.Start})
			}
			starts[t.Word] = w
		}
		i, ok := at[t.Term]
		if !ok {
			i = len(qs.terms)
			at[t.Term] = i
			qs.terms = append(qs.terms, ix.newTerm(t, text[t.Start:t.End], factor, qs.crossLingual))
		}
		qs.terms[i].words |= 1 << w
		qs.words[w].verb = qs.words[w].verb || t.Verb
		qs.words[w].name = qs.words[w].name || !qs.crossLingual && isCapital(text, t.Start)
	}
	ix.nameWords(qs, at, tokens, starts)
}

func (ix *Index) newTerm(t ko.Token, surface string, factor float32, crossing bool) term {
	q := term{text: t.Term, surface: surface, id: -1, part: t.Part}
	df := uint32(0)
	if id, ok := ix.vocab[t.Term]; ok {
		q.id, df = int32(id), ix.df[id]
	}
	q.idf, q.share = ix.idf(df), float32(df)/float32(max(1, len(ix.passages)))
	q.idf *= factor
	q.weight = q.idf
	if names.IsTerm(t.Term) {
		q.proper = ix.names.IsProper(t.Term)
		if !q.proper && !crossing {
			q.weight *= weightThesaurus
		}
	}
	return q
}

// limit keeps maxTerms terms in their order: those that the index has before
// others, and rare ones before common ones.
func (qs *question) limit() {
	if len(qs.terms) <= maxTerms {
		return
	}
	order := make([]int, len(qs.terms))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &qs.terms[a], &qs.terms[b]
		return cmp.Or(cmp.Compare(min(y.id, 0), min(x.id, 0)), cmp.Compare(y.idf, x.idf))
	})
	order = order[:maxTerms]
	slices.Sort(order)
	var kept []term
	for _, i := range order {
		kept = append(kept, qs.terms[i])
	}
	qs.terms = kept
}

// isCapital reports whether a capital begins a word at pos that begins no
// sentence and is not all capitals, as English names are written.
func isCapital(text string, pos int) bool {
	return pos > 1 && pos+1 < len(text) && text[pos] >= 'A' && text[pos] <= 'Z' && text[pos+1] >= 'a' &&
		text[pos-1] == ' ' && !strings.ContainsRune(".!?:", rune(text[pos-2]))
}

// wordEnd returns where the run of Hangul ends that pos is in.
func wordEnd(text string, pos int) int {
	for pos < len(text) {
		r, n := utf8.DecodeRuneInString(text[pos:])
		if !hangul.IsSyllable(r) {
			break
		}
		pos += n
	}
	return pos
}

// isJamo reports whether a term is of single jamo, as chat is sprinkled with.
func isJamo(term string) bool {
	return !strings.ContainsFunc(term, func(r rune) bool { return !hangul.IsJamo(r) })
}

// nameWords lets a name stand for every word that lies within it, but for a
// compound of which it is a part (삼성 in 삼성전자).
func (ix *Index) nameWords(qs *question, at map[string]int, tokens []ko.Token, starts map[int]int) {
	for _, name := range tokens {
		i, ok := at[name.Term]
		if !ok || !isName(name) {
			continue
		}
		var more uint64
		for _, k := range tokens {
			w, ok := starts[k.Word]
			switch {
			case !ok:
			case k.Start >= name.Start && k.Start < name.End:
				qs.terms[i].words |= 1 << w
			case k.Part:
				more |= 1 << w
			}
		}
		qs.terms[i].words &^= more
	}
}

// weigh fills the words and the masses from the terms.
func (qs *question) weigh() {
	for i, t := range qs.terms {
		bit := uint64(1) << i
		qs.termIDF += t.idf
		for w := range qs.words {
			if t.words>>w&1 == 0 {
				continue
			}
			x := &qs.words[w]
			x.known = x.known || t.share > 0
			if t.part {
				x.compound |= bit
				x.share += t.idf
			} else {
				x.exact |= bit
			}
			if !names.IsTerm(t.text) {
				x.weight = max(x.weight, t.idf)
			} else if t.proper {
				x.name = true
				if t.words&(t.words-1) != 0 {
					x.entity |= bit
				}
			}
		}
	}
	for _, w := range qs.words {
		qs.totalIDF += w.weight
	}
}

// questionBigrams returns the Hangul bigrams of text without its question
// words, each once.
func questionBigrams(text string) []uint32 {
	grams := ko.Bigrams(nil, query.DropQuestionWords(text))
	slices.Sort(grams)
	return slices.Compact(grams)
}

func isLatinLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// soundTokens returns the terms that the words of a question sound like, each
// where the word stands.
func (ix *Index) soundTokens(text string, tokens []ko.Token) []ko.Token {
	var out []ko.Token
	for _, t := range tokens {
		if names.IsTerm(t.Term) || query.IsStopWord(t.Term) {
			continue
		}
		word := t.Term
		if r, _ := utf8.DecodeRuneInString(word); !hangul.IsSyllable(r) {
			word = strings.ToLower(text[t.Start:t.End]) // not its stem
		}
		for _, s := range ix.phonetic().Lookup(word) {
			out = append(out, ko.Token{Term: s, Start: t.Start, End: t.End, Word: t.Word})
		}
	}
	return out
}
