package bot

import (
	"fmt"

	"okbot/corpus"
	"okbot/index/hangul"
)

// phrases are the bot's own sentences, in Korean and in English.
var phrases = map[string][2]string{
	"empty":    {"질문을 적어 주세요.", "Please write a question."},
	"too long": {"질문이 너무 길어요. %d자 이내로 줄여 주세요.", "That question is too long: please keep it under %d characters."},
	"intro": {
		"안녕하세요. 저는 모아 둔 기사에서 답이 되는 문장을 그대로 찾아 출처와 함께 보여 드리는 봇이에요. 이렇게 물어보세요.",
		"Hello. I look up answers in a collection of articles and quote them word for word, with their sources. Try asking:",
	},
	"none": {
		"모아 둔 기사에는 이 질문의 답이 없어요.",
		"The articles I have do not answer this.",
	},
	"nearest":    {"이런 질문에는 답할 수 있어요.", "I can answer these:"},
	"repaired":   {"", "Searched for ‘%s’."},
	"until":      {"제가 가진 기사는 %s까지의 내용이에요.", "My articles run to %s."},
	"passages":   {"기사 문단 %s개를 알고 있어요.", "I know %s passages."},
	"dates":      {"%s부터 %s까지의 내용이에요.", "They cover %s to %s."},
	"publishers": {"많이 인용하는 곳: %s", "Most cited: %s"},
	"foreign":    {"영어 기사", "Korean article"},
}

// say returns the bot's sentence key in the language lang.
func say(lang, key string) string {
	if lang == "en" {
		return phrases[key][1]
	}
	return phrases[key][0]
}

// sayf is say for sentences with arguments.
func sayf(lang, key string, args ...any) string { return fmt.Sprintf(say(lang, key), args...) }

// None returns the sentence that the corpus does not answer a question, and the
// one that leads to the suggestions.
func None(lang string) (sentence, suggestions string) { return say(lang, "none"), say(lang, "nearest") }

// RepairNote returns the sentence that tells what was searched for instead.
func RepairNote(lang, repaired string) string {
	if lang == "en" {
		return fmt.Sprintf(say(lang, "repaired"), repaired)
	}
	return hangul.Particle("‘"+repaired+"’", "으로", "로") + " 찾았어요."
}

// UntilNote returns the sentence that tells how far the corpus reaches.
func UntilNote(lang string, until corpus.Date) string {
	return fmt.Sprintf(say(lang, "until"), ShowDate(lang, until))
}

// ForeignNote returns the mark of a snippet that is not in the asker's language.
func ForeignNote(lang string) string { return say(lang, "foreign") }

// ShowDate writes a date as people read it: 2025년 9월 10일, 10 September 2025.
func ShowDate(lang string, d corpus.Date) string {
	t := d.First()
	layouts := map[int][2]string{4: {"2006년", "2006"}, 7: {"2006년 1월", "January 2006"}, 10: {"2006년 1월 2일", "2 January 2006"}}
	layout, ok := layouts[len(d)]
	if !ok || t.IsZero() {
		return string(d)
	}
	if lang == "en" {
		return t.Format(layout[1])
	}
	return t.Format(layout[0])
}

// EmptyNote returns the sentence that asks for a question where a text has none.
func EmptyNote(lang string) string { return say(lang, "empty") }
