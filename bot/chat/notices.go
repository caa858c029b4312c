package chat

import "fmt"

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
)

// In returns the sentence in the language lang, "ko" or else English.
func (n Notice) In(lang string, args ...any) string {
	phrase := notices[n][0]
	if lang == "en" {
		phrase = notices[n][1]
	}
	return fmt.Sprintf(phrase, args...)
}

// notices are the sentences, in Korean and in English.
var notices = map[Notice][2]string{
	Sorry: {"문제가 생겨서 답을 찾지 못했어요. 잠시 뒤에 다시 물어봐 주세요.", "Something went wrong on my side. Please ask again in a moment."},
	Busy:  {"지금 질문이 너무 많이 몰렸어요. 잠시 뒤에 다시 물어봐 주세요.", "Too many questions are waiting right now. Please ask again in a moment."},
	TooMany: {
		"질문이 너무 잦아요. %d초 뒤에 다시 물어봐 주세요.",
		"That is a lot of questions at once. Please ask again in %d s.",
	},
	TooManyHere: {
		"이 채널에 질문이 몰렸어요. %d초 뒤에 다시 물어봐 주세요.",
		"This channel asks a lot right now. Please ask again in %d s.",
	},
	NotHere: {"이 채널에서는 답하지 않기로 되어 있어요. 다이렉트 메시지로 물어봐 주세요.", "I am set not to answer in this channel. Please ask me in a direct message."},
	Gone:    {"오래된 답이라 더는 갖고 있지 않아요. 다시 물어봐 주세요.", "That answer is too old for me to have kept. Please ask again."},
}
