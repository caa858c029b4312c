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
	"nearest":  {"이런 질문에는 답할 수 있어요.", "I can answer these:"},
	"repaired": {"", "Searched for ‘%s’."},
	"until":    {"제가 가진 기사는 %s까지의 내용이에요.", "My articles run to %s."},
	"foreign":  {"영어 기사", "Korean article"},
	"sorry":    {"문제가 생겨서 답을 찾지 못했어요. 잠시 뒤에 다시 물어봐 주세요.", "Something went wrong on my side. Please ask again in a moment."},
	"busy":     {"지금 질문이 너무 많이 몰렸어요. 잠시 뒤에 다시 물어봐 주세요.", "Too many questions are waiting right now. Please ask again in a moment."},
	"too many": {
		"질문이 너무 잦아요. %d초 뒤에 다시 물어봐 주세요.",
		"That is a lot of questions at once. Please ask again in %d s.",
	},
	"too many here": {
		"이 채널에 질문이 몰렸어요. %d초 뒤에 다시 물어봐 주세요.",
		"This channel asks a lot right now. Please ask again in %d s.",
	},
	"not here": {"이 채널에서는 답하지 않기로 되어 있어요. 다이렉트 메시지로 물어봐 주세요.", "I am set not to answer in this channel. Please ask me in a direct message."},
	"gone":     {"오래된 답이라 더는 갖고 있지 않아요. 다시 물어봐 주세요.", "That answer is too old for me to have kept. Please ask again."},
}

// say returns the bot's sentence key in the language lang.
func say(lang, key string) string {
	if lang == "en" {
		return phrases[key][1]
	}
	return phrases[key][0]
}

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

// A Notice is a sentence that a chat bot says in place of an answer, named in
// the table of phrases.
type Notice string

// The notices. TooMany and TooManyHere want the seconds to wait.
const (
	Sorry       Notice = "sorry"
	Busy        Notice = "busy"
	TooMany     Notice = "too many"
	TooManyHere Notice = "too many here"
	NotHere     Notice = "not here"
	Gone        Notice = "gone" // an answer is no longer kept
	Empty       Notice = "empty"
)

// In returns the sentence in the language lang, "ko" or else English.
func (n Notice) In(lang string, args ...any) string {
	return fmt.Sprintf(say(lang, string(n)), args...)
}
