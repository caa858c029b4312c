// Package l10n holds the words of the interface, in one table for each language.
//
// A phrase has a [Key]; [Key.In] returns it in a language and fills in its
// arguments. Phrases are complete sentences or labels: nothing is put together
// from parts, and where Korean particles depend on an argument the caller applies
// them with package hangul. To add a language, add a table of phrases and one of
// the report, and name them in tables; the test requires every phrase, with the
// same verbs as in the other languages.
package l10n

import "fmt"

// tables returns the phrases of the interface and of the report in lang; English
// for whoever uses another.
func tables(lang string) (map[Key]string, map[string]string) {
	if lang == "ko" {
		return korean, koreanReport
	}
	return english, englishReport
}

// In returns the phrase in the language lang, an ISO 639-1 code, or else in
// English. args are for its verbs, as in [fmt.Sprintf].
func (k Key) In(lang string, args ...any) string {
	phrases, _ := tables(lang)
	if len(args) == 0 {
		return phrases[k]
	}
	return fmt.Sprintf(phrases[k], args...)
}

// Report returns the phrase of the report page called name in the language lang,
// or else in English, or "" if there is none. Its verbs are not filled in.
func Report(lang, name string) string {
	_, phrases := tables(lang)
	return phrases[name]
}

// ArticleIn returns the phrase for an article in the language lang, "ko" or "en".
func ArticleIn(lang string) Key {
	if lang == "ko" {
		return KoreanArticle
	}
	return EnglishArticle
}
