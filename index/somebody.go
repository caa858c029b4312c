package index

import "okbot/index/query"

// findPeople notes which terms of the index tell who somebody is, as far as their form does,
// and which sentences have one: full names, offices and teams, and English words that begin
// with a capital wherever they stand. known tells which words are no names. raw is what the
// index was numbered from.
func (ix *Index) findPeople(raw []rawForward, known func(word string) bool) {
	who, other := map[string]bool{}, map[string]bool{} // other: written as what is no name, too
	for i := range raw {
		text := ix.passages[i].Text
		for _, t := range raw[i].tokens {
			if t.Part || t.Verb || who[t.Term] && other[t.Term] {
				continue
			}
			switch word := text[t.Start:t.End]; {
			case isLatinLetter(word[0]):
				switch {
				case query.IsOffice(word), isCapital(text, t.Start) && !query.IsTime(word):
					who[t.Term] = true
				case word[0] >= 'a':
					other[t.Term] = true
				}
			case !who[t.Term] && !other[t.Term]:
				is := query.IsOffice(word) || query.IsFullName(t.Term, known)
				who[t.Term], other[t.Term] = is, !is
			}
		}
	}
	for term, is := range who {
		if n, ok := ix.vocab[term]; is && ok && !other[term] {
			ix.answers[n] |= query.Who
		}
	}
	for i := range ix.forward {
		f := &ix.forward[i]
		for k := range f.sentences {
			s := &f.sentences[k]
			for _, t := range f.tokens[s.first:s.last] {
				s.kinds |= ix.answers[t.term] & query.Who
			}
		}
	}
}
