package l10n

// korean is the interface in Korean.
var korean = map[Key]string{
	Empty:          "질문을 적어 주세요.",
	TooLong:        "질문이 너무 길어요. %d자 이내로 줄여 주세요.",
	Introduction:   "안녕하세요. 저는 모아 둔 자료에서 답이 되는 문장을 그대로 찾아 출처와 함께 보여 드리는 봇이에요.",
	TryAsking:      "이렇게 물어보세요.",
	Welcome:        "천만에요. 또 궁금한 게 있으면 물어보세요.",
	Farewell:       "안녕히 가세요. 또 물어보러 오세요.",
	Complaint:      "찾으시던 답이 아니었군요. 무엇이 궁금한지 조금 더 자세히 적어 주세요.",
	Dismissal:      "방해해서 미안해요.",
	Task:           "그건 제가 못 해요. 모아 둔 자료에서 답을 찾는 일만 해요.",
	Request:        "무엇이 궁금하세요?",
	Reaction:       "네. 궁금한 게 있으면 물어보세요.",
	NoAnswer:       "모아 둔 자료에는 이 질문의 답이 없어요.",
	Nearest:        "딱 맞는 답은 없지만 가장 가까운 내용이에요.",
	Suggestions:    "이런 질문에는 답할 수 있어요.",
	Related:        "이 문서들에 관련 내용이 있을 수 있어요.",
	Corrected:      "%s 찾았어요.",
	Until:          "자료 기준 %s",
	Passages:       "문단 %s개를 알고 있어요.",
	Dates:          "%s부터 %s까지의 내용이에요.",
	Publishers:     "많이 인용하는 곳: %s",
	KoreanArticle:  "한국어 글",
	EnglishArticle: "영어 글",
	DateYear:       "2006년",
	DateMonth:      "2006년 1월",
	DateDay:        "2006년 1월 2일",
	DateTime:       "2006년 1월 2일 15:04",
	MoreSources:    "외 %d곳",

	BadgeSingle:      "한 매체만 전한 내용",
	BadgeAggregator:  "확인 안 된 내용 · 취합 사이트",
	BadgeUnconfirmed: "확인 안 된 내용",

	NoSources: "보여 드릴 출처가 없어요.",

	Sorry:       "문제가 생겨서 답을 찾지 못했어요. 잠시 뒤에 다시 물어봐 주세요.",
	Busy:        "지금 질문이 너무 많이 몰렸어요. 잠시 뒤에 다시 물어봐 주세요.",
	TooMany:     "질문이 너무 잦아요. %d초 뒤에 다시 물어봐 주세요.",
	TooManyHere: "이 채널에 질문이 몰렸어요. %d초 뒤에 다시 물어봐 주세요.",
	NotHere:     "이 채널에서는 답하지 않기로 되어 있어요. 다이렉트 메시지로 물어봐 주세요.",
	Gone:        "오래된 답이라 더는 갖고 있지 않아요. 다시 물어봐 주세요.",

	REPLGreeting:  "%s~%s 글에서 답을 찾아요.",
	REPLUndated:   "모아 둔 자료에서 답을 찾아요.",
	REPLExample:   "예: %s",
	REPLUnknown:   "%s 명령은 없어요. :help를 보세요.",
	REPLNoAnswer:  "먼저 질문을 해 주세요. 더 보여 드릴 답이 없어요.",
	REPLNoMore:    "더 보여 드릴 문장이 없어요.",
	REPLNoWhy:     "아직 찾아본 질문이 없어요.",
	REPLLangUsage: ":lang auto, :lang ko, :lang en 가운데 하나로 써 주세요.",
	REPLLangSet:   "답변 언어: %s",
	REPLAsofUsage: ":asof 2025-09-10처럼 날짜를 쓰거나 :asof today라고 써 주세요.",
	REPLAsofSet:   "%s 기준으로 답할게요.",
	REPLToday:     "오늘 기준으로 답할게요.",
	REPLHelp: "" +
		":more            바로 앞 답의 나머지 문장\n" +
		":sources         바로 앞 답의 출처 모두\n" +
		":lang auto|ko|en 답변 언어\n" +
		":asof 날짜|today 그날 기준으로 답하기\n" +
		":why             답을 고른 까닭\n" +
		":quit            끝내기",

	SlackQuestion:      "질문",
	SlackLink:          "원문",
	SlackPage:          "더 찾은 문장 · %d쪽",
	SlackShare:         "채널에 공유",
	SlackNext:          "더 보기",
	SlackPrevious:      "이전",
	SlackRemove:        "지우기",
	SlackGood:          "도움이 됐어요",
	SlackBad:           "도움이 안 됐어요",
	SlackThanks:        "의견 고마워요. 답을 고치는 데 쓸게요.",
	SlackShared:        "채널에 공유했어요.",
	SlackSharedBefore:  "이미 채널에 공유한 답이에요.",
	SlackNotShared:     "이 채널에 공유하지 못했어요. 잠시 뒤에 다시 눌러 주세요.",
	SlackPerhapsShared: "공유됐는지 확인하지 못했어요. 채널에 보이지 않으면 다시 눌러 주세요.",
	SlackNotYours:      "질문한 사람만 답을 지울 수 있어요.",
	SlackNotDone:       "지금은 할 수 없었어요. 잠시 뒤에 다시 눌러 주세요.",
	SlackNoButton:      "이제는 쓰지 않는 버튼이에요. 다시 물어봐 주세요.",
	SlackElsewhere:     "거기에는 제가 글을 쓸 수 없어서 여기로 답을 보내 드려요.",
	SlackNoText:        "이 메시지에는 제가 읽을 글이 없어요.",
	SlackLooking:       "자료에서 답을 찾고 있어요…",
	SlackPrompts:       "이렇게 물어보세요",
	SlackHello:         "모아 둔 자료에서 답이 되는 문장을 그대로 찾아 출처와 함께 보여 드려요.",
	SlackHelp: "" +
		"이렇게 물어보세요.\n" +
		"• /okbot 질문: 나에게만 보이는 답. 버튼을 누르면 채널에 공유돼요.\n" +
		"• 채널이나 스레드에서 저를 멘션하고 질문: 스레드에 답해요. 이어지는 질문은 멘션 없이도 돼요.\n" +
		"• 저에게 다이렉트 메시지로 질문\n" +
		"• 메시지의 ⋮ 메뉴에서 ‘%s’\n" +
		"• /okbot sources: 제가 무엇을 알고 있는지",
	SlackTry: "예를 들면",

	DiscordMore:          "출처 더 보기",
	DiscordFirst:         "처음으로",
	DiscordShare:         "모두에게 공유",
	DiscordRemove:        "삭제",
	DiscordGood:          "👍 도움이 됐어요",
	DiscordBad:           "👎 아쉬워요",
	DiscordThanks:        "알려 주셔서 고마워요.",
	DiscordNoMore:        "더 보여 드릴 출처가 없어요.",
	DiscordShared:        "이미 모두에게 공유했어요.",
	DiscordNotYours:      "질문한 분만 삭제할 수 있어요.",
	DiscordRemoved:       "이미 삭제된 답이에요.",
	DiscordNotRemoved:    "답을 삭제하지 못했어요. 잠시 뒤에 다시 눌러 주세요.",
	DiscordNotShared:     "이 채널에 공유하지 못했어요. 잠시 뒤에 다시 눌러 주세요.",
	DiscordPerhapsShared: "공유됐는지 확인하지 못했어요. 채널에 답이 없으면 다시 눌러 주세요.",
	DiscordUnknown:       "제가 모르는 요청이에요. 궁금한 것은 /질문 명령으로 물어봐 주세요.",
	DiscordAlso:          "같은 내용을 전한 곳",
	DiscordNoText:        "이 메시지에는 읽을 수 있는 글이 없어요.",
	DiscordUnread:        "Discord가 이 메시지의 내용을 저에게 보여 주지 않았어요. 역할이 아니라 저를 직접 멘션하거나, 답장할 때 멘션을 켜 주세요.",
	DiscordNotThere:      "그 채널에는 글을 쓸 권한이 없어서 여기에 답해요. 서버 관리자에게 권한을 부탁해 주세요.",
}
