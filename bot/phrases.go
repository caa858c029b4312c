package bot

import (
	"okbot/bot/l10n"
	"okbot/corpus"
	"okbot/index/hangul"
)

// None returns the sentence that stands in place of an answer in the language
// lang, that there is none or that Nearest is the closest, and the one that
// introduces the suggestions.
func (a *Answer) None(lang string) (sentence, suggestions string) {
	none := l10n.NoAnswer
	if a.Nearest != nil {
		none = l10n.Nearest
	}
	return none.In(lang), l10n.Suggestions.In(lang)
}

// CorrectionNote returns the sentence that names the question searched for instead.
func CorrectionNote(lang, corrected string) string {
	quoted := "‘" + corrected + "’"
	if lang == "ko" {
		quoted = hangul.Particle(quoted, "으로", "로")
	}
	return l10n.Corrected.In(lang, quoted)
}

// Notes returns the lines below an answer, in the language lang: which questions have no
// answer, and how far the corpus reaches, to the month.
func (a *Answer) Notes(lang string) []string {
	var notes []string
	for _, q := range a.Unanswered {
		notes = append(notes, l10n.Unanswered.In(lang, q))
	}
	if until := a.Until[:min(len(a.Until), len("2006-01"))]; until != "" {
		notes = append(notes, l10n.Until.In(lang, ShowDate(lang, until)))
	}
	return notes
}

// ForeignNote returns the mark of a snippet that is not in the asker's language.
func ForeignNote(lang string) string {
	other := "ko"
	if lang == "ko" {
		other = "en"
	}
	return l10n.ArticleIn(other).In(lang)
}

// ShowDate writes a date as people read it: 2025년 9월 10일, 10 September 2025.
func ShowDate(lang string, d corpus.Date) string {
	layouts := map[int]l10n.Key{len("2006"): l10n.DateYear, len("2006-01"): l10n.DateMonth, len("2006-01-02"): l10n.DateDay}
	t := d.First()
	layout, ok := layouts[len(d)]
	if !ok || t.IsZero() {
		return string(d)
	}
	return t.Format(layout.In(lang))
}

// EmptyNote returns the sentence that asks for a question if a text has none.
func EmptyNote(lang string) string { return l10n.Empty.In(lang) }
