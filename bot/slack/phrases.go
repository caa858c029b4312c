package slack

import "fmt"

// phrases are what the bot says in Slack beside its answers, in Korean and in
// English.
var phrases = map[string][2]string{
	"question":      {"질문", "Question"},
	"link":          {"원문", "source"},
	"more sources":  {"외 %d곳", "and %d more"},
	"page":          {"더 찾은 문장 · %d쪽", "More sentences · page %d"},
	"share":         {"채널에 공유", "Share"},
	"next":          {"더 보기", "More sources"},
	"previous":      {"이전", "Back"},
	"remove":        {"지우기", "Remove"},
	"good":          {"도움이 됐어요", "This helped"},
	"bad":           {"도움이 안 됐어요", "This did not help"},
	"thanks":        {"의견 고마워요. 답을 고치는 데 쓸게요.", "Thank you. Your verdict helps to improve the answers."},
	"shared":        {"채널에 공유했어요.", "Shared with the channel."},
	"shared before": {"이미 채널에 공유한 답이에요.", "This answer has been shared already."},
	"not shared":    {"이 채널에 공유하지 못했어요. 잠시 뒤에 다시 눌러 주세요.", "I could not share this here. Please press the button again in a moment."},
	"perhaps shared": {
		"공유됐는지 확인하지 못했어요. 채널에 보이지 않으면 다시 눌러 주세요.",
		"I cannot tell whether this was shared. If you do not see it in the channel, please press the button again.",
	},
	"not yours": {"질문한 사람만 답을 지울 수 있어요.", "Only whoever asked can remove the answer."},
	"not done":  {"지금은 할 수 없었어요. 잠시 뒤에 다시 눌러 주세요.", "That did not work. Please press the button again in a moment."},
	"no button": {"이제는 쓰지 않는 버튼이에요. 다시 물어봐 주세요.", "This button is no longer in use. Please ask again."},
	"elsewhere": {
		"거기에는 제가 글을 쓸 수 없어서 여기로 답을 보내 드려요.",
		"I am not allowed to post there, so here is the answer.",
	},
	"no text": {"이 메시지에는 제가 읽을 글이 없어요.", "There is no text in that message that I could read."},
	"looking": {"기사에서 답을 찾고 있어요…", "is looking through its articles…"},
	"prompts": {"이렇게 물어보세요", "Try asking"},

	"hello": {
		"모아 둔 기사에서 답이 되는 문장을 그대로 찾아 출처와 함께 보여 드려요.",
		"I look up answers in a collection of articles and quote them word for word, with their sources.",
	},
	"help": {
		"이렇게 물어보세요.\n" +
			"• /okbot 질문: 나에게만 보이는 답. 버튼을 누르면 채널에 공유돼요.\n" +
			"• 채널이나 스레드에서 저를 멘션하고 질문: 스레드에 답해요. 이어지는 질문은 멘션 없이도 돼요.\n" +
			"• 저에게 다이렉트 메시지로 질문\n" +
			"• 메시지의 ⋮ 메뉴에서 ‘" + shortcutName + "’\n" +
			"• /okbot sources: 제가 무엇을 알고 있는지",
		"Ways to ask:\n" +
			"• /okbot QUESTION: an answer that only you see, with a button to share it.\n" +
			"• Mention me in a channel or a thread: I answer in the thread. Follow-ups need no mention.\n" +
			"• Send me a direct message.\n" +
			"• Choose ‘" + shortcutName + "’ (ask about this message) in the ⋮ menu of a message.\n" +
			"• /okbot sources: what I know.",
	},
	"try": {"예를 들면", "For example"},
}

// say returns the sentence key in the language lang, "ko" or else English.
func say(lang, key string, args ...any) string {
	phrase := phrases[key][1]
	if lang == "ko" {
		phrase = phrases[key][0]
	}
	if len(args) == 0 {
		return phrase
	}
	return fmt.Sprintf(phrase, args...)
}
