package discord

import "fmt"

// say returns a phrase in the language lang, "ko" or else English.
func say(lang, key string, args ...any) string {
	text := phrases[key].en
	if lang == "ko" {
		text = phrases[key].ko
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

var phrases = map[string]struct{ ko, en string }{
	"more":      {"출처 더 보기", "More sources"},
	"first":     {"처음으로", "Back to the answer"},
	"share":     {"모두에게 공유", "Share with everyone"},
	"remove":    {"삭제", "Remove"},
	"good":      {"👍 도움이 됐어요", "👍 Helpful"},
	"bad":       {"👎 아쉬워요", "👎 Not helpful"},
	"thanks":    {"알려 주셔서 고마워요.", "Thank you for telling me."},
	"no more":   {"더 보여 드릴 출처가 없어요.", "There are no more sources."},
	"shared":    {"이미 모두에게 공유했어요.", "This has been shared already."},
	"not yours": {"질문한 분만 삭제할 수 있어요.", "Only the person who asked can remove this."},
	"removed":   {"이미 삭제된 답이에요.", "That answer has been removed already."},
	"not removed": {
		"답을 삭제하지 못했어요. 잠시 뒤에 다시 눌러 주세요.",
		"I could not remove that answer. Please press again in a moment.",
	},
	"not shared": {
		"이 채널에 공유하지 못했어요. 잠시 뒤에 다시 눌러 주세요.",
		"I could not share this here. Please press again in a moment.",
	},
	"perhaps shared": {
		"공유됐는지 확인하지 못했어요. 채널에 답이 없으면 다시 눌러 주세요.",
		"I cannot tell whether this was shared. If it is not in the channel, please press again.",
	},
	"unknown": {
		"제가 모르는 요청이에요. 궁금한 것은 /질문 명령으로 물어봐 주세요.",
		"I do not know that request. Please use /ask for a question.",
	},
	"also":       {"같은 내용을 전한 곳", "Also reported by"},
	"and more":   {"외 %d곳", "and %d more"},
	"ko article": {"한국어 기사", "Korean article"},
	"en article": {"영어 기사", "English article"},
	"no text":    {"이 메시지에는 읽을 수 있는 글이 없어요.", "There is no text in that message that I could read."},
	"unread": {
		"Discord가 이 메시지의 내용을 저에게 보여 주지 않았어요. 역할이 아니라 저를 직접 멘션하거나, 답장할 때 멘션을 켜 주세요.",
		"Discord did not show me what this message says. Please mention me rather than my role, or keep the mention on when you reply.",
	},
	"not there": {
		"그 채널에는 글을 쓸 권한이 없어서 여기에 답해요. 서버 관리자에게 권한을 부탁해 주세요.",
		"I may not write in that channel, so here is my answer. A server admin can give me the permission.",
	},
}
