package index

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"okbot/index/hangul"
	"okbot/index/ko"
	"okbot/index/names"
	"okbot/index/query"
)

func isName(t ko.Token) bool { return names.IsTerm(t.Term) }

// isCapital reports whether a capital begins a word at pos that begins no
// sentence and no cell of a row, and is not all capitals, as English names are written.
func isCapital(text string, pos int) bool {
	return pos > 1 && pos+1 < len(text) && text[pos] >= 'A' && text[pos] <= 'Z' && text[pos+1] >= 'a' &&
		text[pos-1] == ' ' && !strings.ContainsRune(".!?:)", rune(text[pos-2])) && !strings.HasSuffix(text[:pos], "· ")
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
	if !slices.ContainsFunc(tokens, isName) {
		return
	}
	type placed struct {
		start, word int
		part        bool
	}
	var byStart []placed
	var parts [maxTerms]int // of a compound, by word
	for _, t := range tokens {
		if w, ok := starts[t.Word]; ok {
			byStart = append(byStart, placed{t.Start, w, t.Part})
			if t.Part {
				parts[w]++
			}
		}
	}
	slices.SortStableFunc(byStart, func(a, b placed) int { return cmp.Compare(a.start, b.start) })
	for _, name := range tokens {
		i, ok := at[name.Term]
		if !ok || !isName(name) {
			continue
		}
		outside := parts
		first, _ := slices.BinarySearchFunc(byStart, name.Start, func(p placed, start int) int { return cmp.Compare(p.start, start) })
		for _, p := range byStart[first:] {
			if p.start >= name.End {
				break
			}
			qs.Terms[i].Words |= 1 << p.word
			if p.part {
				outside[p.word]--
			}
		}
		for w, n := range outside {
			if n > 0 {
				qs.Terms[i].Words &^= 1 << w
			}
		}
	}
}

// maxJoined is how many words of a question may be one in the corpus, maxJoinedBytes how
// long that may be, and maxTried how often it is tried: to analyse a long word that nobody
// uses takes 0.1 ms.
const (
	maxJoined      = 4
	maxJoinedBytes = 48 // 16 syllables, or so without blanks
	maxTried       = 32
)

// joinWords adds the words of the corpus that neighbouring words of a question make if
// they are written together (고객 지원센터 where a text has 고객지원센터), unless the corpus
// has each of them. Such a word stands for all that it is made of.
func (ix *Index) joinWords(qs *question, at map[string]int, text string, tokens []ko.Token, starts map[int]int, boost float32) {
	whole := slices.DeleteFunc(slices.Clone(tokens), func(t ko.Token) bool { return t.Part || isName(t) })
	tried := 0
	for i, first := range whole {
		var words uint64
		known, end := true, first.Start-1
		for k, t := range whole[i:min(len(whole), i+maxJoined)] {
			w, ok := starts[t.Word]
			if !ok || t.Start != end+1 || k > 0 && text[end] != ' ' || t.End-first.Start > maxJoinedBytes {
				break
			}
			words, known, end = words|1<<w, known && ix.has(t.Term), t.End
			if k == 0 || known {
				continue
			}
			if tried++; tried > maxTried {
				return
			}
			term := ix.oneWord(strings.ReplaceAll(text[first.Start:end], " ", ""))
			if _, again := at[term]; again || !ix.has(term) {
				continue
			}
			at[term] = len(qs.Terms)
			added, id := ix.newTerm(ko.Token{Term: term}, text[first.Start:end], boost, qs.crossLingual)
			added.Words = words
			qs.Terms, qs.ids = append(qs.Terms, added), append(qs.ids, id)
		}
	}
}

// oneWord returns the term of a text that is one word, or "".
func (ix *Index) oneWord(text string) string {
	tokens := ix.analyzer.Tokens(nil, text)
	if len(tokens) == 0 || tokens[0].Part || tokens[len(tokens)-1].Word != tokens[0].Word {
		return ""
	}
	return tokens[0].Term
}

// has reports whether the corpus has a term.
func (ix *Index) has(term string) bool {
	_, ok := ix.vocab[term]
	return ok
}

func isLatinLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// phoneticTokens returns the terms that the words of a question sound like, each
// where the word stands.
func (ix *Index) phoneticTokens(text string, tokens []ko.Token) []ko.Token {
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
