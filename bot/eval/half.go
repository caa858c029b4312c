package eval

import (
	"slices"
	"strings"

	"okbot/corpus"
	"okbot/index/hangul"
)

// Half returns c in the language lang alone: neither articles nor questions nor
// keywords are in the other.
func Half(c *corpus.Corpus, lang string) *corpus.Corpus {
	other := func(s string) bool { return strings.ContainsFunc(s, hangul.Is) != (lang == "ko") }
	half := *c
	half.Articles = nil
	for _, a := range c.Articles {
		if a.Lang != lang {
			continue
		}
		a.Passages = slices.Clone(a.Passages)
		for i := range a.Passages {
			p := &a.Passages[i]
			p.Questions = slices.DeleteFunc(slices.Clone(p.Questions), other)
			p.Keywords = slices.DeleteFunc(slices.Clone(p.Keywords), other)
		}
		a.Unanswered = slices.DeleteFunc(slices.Clone(a.Unanswered), other)
		half.Articles = append(half.Articles, a)
	}
	return &half
}

// raw returns c without expected questions and keywords.
func raw(c *corpus.Corpus) *corpus.Corpus {
	out := *c
	out.Articles = slices.Clone(c.Articles)
	for i := range out.Articles {
		a := &out.Articles[i]
		a.Unanswered = nil
		a.Passages = slices.Clone(a.Passages)
		for j := range a.Passages {
			a.Passages[j].Questions, a.Passages[j].Keywords = nil, nil
		}
	}
	return &out
}
