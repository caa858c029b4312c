package repl

// say returns a sentence of the session's own in the language lang, "ko" or else
// English.
func say(lang, key string) string {
	if lang == "ko" {
		return phrases[key].ko
	}
	return phrases[key].en
}

var phrases = map[string]struct{ ko, en string }{
	"greeting":   {"%s~%s 글에서 답을 찾아요.", "Answers from texts of %s to %s."},
	"undated":    {"모아 둔 글에서 답을 찾아요.", "Answers from the texts at hand."},
	"example":    {"예: %s", "Try: %s"},
	"unknown":    {"%s 명령은 없어요. :help를 보세요.", "There is no command %s: see :help."},
	"no answer":  {"먼저 질문을 해 주세요. 더 보여 드릴 답이 없어요.", "There is no answer to show more of: ask first."},
	"no more":    {"더 보여 드릴 문장이 없어요.", "There is nothing more to show."},
	"no why":     {"아직 찾아본 질문이 없어요.", "Nothing was searched for yet."},
	"lang usage": {":lang auto, :lang ko, :lang en 가운데 하나로 써 주세요.", "Write :lang auto, :lang ko or :lang en."},
	"lang set":   {"답변 언어: %s", "Language of the answers: %s"},
	"asof usage": {":asof 2025-09-10처럼 날짜를 쓰거나 :asof today라고 써 주세요.", "Write a date, as in :asof 2025-09-10, or :asof today."},
	"asof set":   {"%s 기준으로 답할게요.", "Answering as of %s."},
	"today":      {"오늘 기준으로 답할게요.", "Answering as of today."},
}

// help lists the commands, a line each.
func help(lang string) []string {
	if lang == "ko" {
		return []string{
			":more            바로 앞 답의 나머지 문장",
			":sources         바로 앞 답의 출처 모두",
			":lang auto|ko|en 답변 언어",
			":asof 날짜|today 그날 기준으로 답하기",
			":why             답을 고른 까닭",
			":quit            끝내기",
		}
	}
	return []string{
		":more             further sentences for the last question",
		":sources          all sources of the last answer",
		":lang auto|ko|en  language of the answers",
		":asof DATE|today  answer as on that day",
		":why              how the last answer was chosen",
		":quit             leave",
	}
}
