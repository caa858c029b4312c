package l10n

// english is the interface in English.
var english = map[Key]string{
	Empty:          "Please write a question.",
	TooLong:        "That question is too long: please keep it under %d characters.",
	Introduction:   "Hello. I look up answers in a collection of documents and quote them word for word, with their sources.",
	TryAsking:      "Try asking:",
	Welcome:        "You are welcome.",
	Farewell:       "Bye for now. Ask me again any time.",
	Complaint:      "Sorry that was not it. Tell me in a few more words what you are after.",
	Dismissal:      "Sorry for butting in.",
	Task:           "That I cannot do: all I do is look things up in the documents I have.",
	Request:        "What would you like to know?",
	Reaction:       "OK. Ask me whenever there is something to look up.",
	NoAnswer:       "The documents I have do not answer this.",
	Nearest:        "Not an exact answer, but the closest I have:",
	Suggestions:    "I can answer these:",
	Related:        "These documents may be related:",
	Corrected:      "Searched for %s.",
	Until:          "Sources to %s",
	Passages:       "I know %s passages.",
	Dates:          "They cover %s to %s.",
	Publishers:     "Most cited: %s",
	KoreanArticle:  "Korean text",
	EnglishArticle: "English text",
	DateYear:       "2006",
	DateMonth:      "January 2006",
	DateDay:        "2 January 2006",
	DateTime:       "2 January 2006, 15:04",
	MoreSources:    "+%d more",

	BadgeSingle:      "One outlet alone",
	BadgeAggregator:  "Unconfirmed · aggregator",
	BadgeUnconfirmed: "Unconfirmed",

	NoSources: "There are no sources to show.",

	Sorry:       "Something went wrong on my side. Please ask again in a moment.",
	Busy:        "Too many questions are waiting right now. Please ask again in a moment.",
	TooMany:     "That is a lot of questions at once. Please ask again in %d s.",
	TooManyHere: "This channel asks a lot right now. Please ask again in %d s.",
	NotHere:     "I am set not to answer in this channel. Please ask me in a direct message.",
	Gone:        "That answer is too old for me to have kept. Please ask again.",

	REPLGreeting:  "Answers from texts of %s to %s.",
	REPLUndated:   "Answers from the documents at hand.",
	REPLExample:   "Try: %s",
	REPLUnknown:   "There is no command %s: see :help.",
	REPLNoAnswer:  "There is no answer to show more of: ask first.",
	REPLNoMore:    "There is nothing more to show.",
	REPLNoWhy:     "Nothing was searched for yet.",
	REPLLangUsage: "Write :lang auto, :lang ko or :lang en.",
	REPLLangSet:   "Language of the answers: %s",
	REPLAsofUsage: "Write a date, as in :asof 2025-09-10, or :asof today.",
	REPLAsofSet:   "Answering as of %s.",
	REPLToday:     "Answering as of today.",
	REPLHelp: "" +
		":more             further sentences for the last question\n" +
		":sources          all sources of the last answer\n" +
		":lang auto|ko|en  language of the answers\n" +
		":asof DATE|today  answer as on that day\n" +
		":why              how the last answer was chosen\n" +
		":quit             leave",

	SlackQuestion:      "Question",
	SlackLink:          "source",
	SlackPage:          "More sentences · page %d",
	SlackShare:         "Share",
	SlackNext:          "More sources",
	SlackPrevious:      "Back",
	SlackRemove:        "Remove",
	SlackGood:          "This helped",
	SlackBad:           "This did not help",
	SlackThanks:        "Thank you. Your verdict helps to improve the answers.",
	SlackShared:        "Shared with the channel.",
	SlackSharedBefore:  "This answer has been shared already.",
	SlackNotShared:     "I could not share this here. Please press the button again in a moment.",
	SlackPerhapsShared: "I cannot tell whether this was shared. If you do not see it in the channel, please press the button again.",
	SlackNotYours:      "Only whoever asked can remove the answer.",
	SlackNotDone:       "That did not work. Please press the button again in a moment.",
	SlackNoButton:      "This button is no longer in use. Please ask again.",
	SlackElsewhere:     "I am not allowed to post there, so here is the answer.",
	SlackNoText:        "There is no text in that message that I could read.",
	SlackLooking:       "is looking through its documents…",
	SlackPrompts:       "Try asking",
	SlackHello:         "I look up answers in a collection of documents and quote them word for word, with their sources.",
	SlackHelp: "" +
		"Ways to ask:\n" +
		"• /okbot QUESTION: an answer that only you see, with a button to share it.\n" +
		"• Mention me in a channel or a thread: I answer in the thread. Follow-ups need no mention.\n" +
		"• Send me a direct message.\n" +
		"• Choose ‘%s’ (ask about this message) in the ⋮ menu of a message.\n" +
		"• /okbot sources: what I know.",
	SlackTry: "For example",

	DiscordMore:          "More sources",
	DiscordFirst:         "Back to the answer",
	DiscordShare:         "Share with everyone",
	DiscordRemove:        "Remove",
	DiscordGood:          "👍 Helpful",
	DiscordBad:           "👎 Not helpful",
	DiscordThanks:        "Thank you for telling me.",
	DiscordNoMore:        "There are no more sources.",
	DiscordShared:        "This has been shared already.",
	DiscordNotYours:      "Only the person who asked can remove this.",
	DiscordRemoved:       "That answer has been removed already.",
	DiscordNotRemoved:    "I could not remove that answer. Please press again in a moment.",
	DiscordNotShared:     "I could not share this here. Please press again in a moment.",
	DiscordPerhapsShared: "I cannot tell whether this was shared. If it is not in the channel, please press again.",
	DiscordUnknown:       "I do not know that request. Please use /ask for a question.",
	DiscordAlso:          "Also reported by",
	DiscordNoText:        "There is no text in that message that I could read.",
	DiscordUnread:        "Discord did not show me what this message says. Please mention me rather than my role, or keep the mention on when you reply.",
	DiscordNotThere:      "I may not write in that channel, so here is my answer. A server admin can give me the permission.",
}
