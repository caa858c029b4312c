package lint

import (
	"path"
	"strings"

	"okbot/corpus"
)

// translations checks that each article exists in the other language as well,
// in as many paragraphs and with the same figures.
func (k *checker) translations() {
	byID := map[string]corpus.Article{}
	for _, a := range k.corpus.Articles {
		byID[a.ID] = a
	}
	for _, a := range k.corpus.Articles {
		base, lang := corpus.CutLanguage(a.ID)
		if lang == "" || isQuoted(a) {
			continue
		}
		other := map[string]string{"ko": "en", "en": "ko"}[lang]
		b, found := byID[base+"."+other]
		switch {
		case !found:
			k.add(a.Path, 1, "translation", "no translation: %s.%s.md is missing", path.Base(base), other)
		case lang == "en" && len(a.Passages) != len(b.Passages):
			k.add(a.Path, 1, "translation", "%s, but %s has %d", count(len(a.Passages), "paragraph"), path.Base(b.Path), len(b.Passages))
		case lang == "en":
			k.sameFigures(a, b)
		}
	}
}

// sameFigures compares the numbers of the English article with those of the
// Korean, which has as many paragraphs.
func (k *checker) sameFigures(en, ko corpus.Article) {
	for i, p := range en.Passages {
		here, there := figures(p.Text, "en"), figures(ko.Passages[i].Text, "ko")
		var differ []string
		for _, d := range differingDates(p.Text, ko.Passages[i].Text) {
			differ = append(differ, "one of both "+d)
		}
		if only := missing(here, there); only != "" {
			differ = append(differ, "only here "+only)
		}
		if only := missing(there, here); only != "" {
			differ = append(differ, "only there "+only)
		}
		if len(differ) > 0 {
			k.add(en.Path, p.Line, "figures", "other figures than in %s:%d: %s",
				path.Base(ko.Path), ko.Passages[i].Line, strings.Join(differ, ", "))
		}
	}
}
