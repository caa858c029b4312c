package l10n

// A Key names a phrase of the interface. The comment beside a key names what its
// verbs stand for.
type Key string

// Answers. The dates are layouts of package time.
const (
	Empty          Key = "empty"
	TooLong        Key = "too long" // characters allowed
	Introduction   Key = "introduction"
	TryAsking      Key = "try asking"
	Welcome        Key = "welcome"   // in reply to thanks
	Farewell       Key = "farewell"  // to one
	Complaint      Key = "complaint" // that the answer was not it
	Dismissal      Key = "dismissal" // to who wants silence
	Task           Key = "task"      // to who wants a joke or the weather
	Request        Key = "request"   // to who does not say what about
	Reaction       Key = "reaction"  // to an OK
	NoAnswer       Key = "no answer"
	Nearest        Key = "nearest"
	Suggestions    Key = "suggestions"
	Related        Key = "related"
	Corrected      Key = "corrected"  // what was searched for, in quotation marks
	Until          Key = "until"      // date
	Unanswered     Key = "unanswered" // question
	Passages       Key = "passages"   // number
	Dates          Key = "dates"      // first and last date
	Publishers     Key = "publishers" // names
	KoreanArticle  Key = "korean article"
	EnglishArticle Key = "english article"
	DateYear       Key = "date year"
	DateMonth      Key = "date month"
	DateDay        Key = "date day"
	DateTime       Key = "date time"
	MoreSources    Key = "more sources" // number

	BadgeSingle      Key = "badge single"
	BadgeAggregator  Key = "badge aggregator"
	BadgeUnconfirmed Key = "badge unconfirmed"
	BadgeOutdated    Key = "badge outdated"

	NoSources Key = "no sources"
)

// In place of an answer.
const (
	Sorry       Key = "sorry"
	Busy        Key = "busy"
	TooMany     Key = "too many"      // seconds to wait
	TooManyHere Key = "too many here" // seconds to wait
	NotHere     Key = "not here"
	Gone        Key = "gone"
)

// Why an answer was given or not.
const (
	ReasonName       Key = "reason name"         // names
	ReasonNameOfYear Key = "reason name of year" // year, names
	ReasonYear       Key = "reason year"         // year
	ReasonVersion    Key = "reason version"
	ReasonNumber     Key = "reason number"
	ReasonWords      Key = "reason words" // words
	ReasonNoTime     Key = "reason no time"
	ReasonNoNumber   Key = "reason no number"
	ReasonNoPerson   Key = "reason no person"
	ReasonNoPlace    Key = "reason no place"
	ReasonNoReason   Key = "reason no reason"
	ReasonNoFigure   Key = "reason no figure"
	ReasonOneWord    Key = "reason one word"
	ReasonSuggestion Key = "reason suggestion"
	ReasonStatement  Key = "reason statement"
	ReasonDenial     Key = "reason denial"
	ReasonUnanswered Key = "reason unanswered"
	ReasonCovers     Key = "reason covers"
	ReasonLead       Key = "reason lead"
	ReasonFits       Key = "reason fits"
)

// In a terminal.
const (
	REPLGreeting  Key = "repl greeting" // first and last date
	REPLUndated   Key = "repl undated"
	REPLExample   Key = "repl example" // question
	REPLUnknown   Key = "repl unknown" // command
	REPLNoAnswer  Key = "repl no answer"
	REPLNoMore    Key = "repl no more"
	REPLNoWhy     Key = "repl no why"
	REPLLangUsage Key = "repl lang usage"
	REPLLangSet   Key = "repl lang set" // language
	REPLAsofUsage Key = "repl asof usage"
	REPLAsofSet   Key = "repl asof set" // date
	REPLToday     Key = "repl today"
	REPLHelp      Key = "repl help"
)

// In Slack.
const (
	SlackQuestion      Key = "slack question"
	SlackLink          Key = "slack link"
	SlackPage          Key = "slack page" // page number
	SlackShare         Key = "slack share"
	SlackNext          Key = "slack next"
	SlackPrevious      Key = "slack previous"
	SlackRemove        Key = "slack remove"
	SlackGood          Key = "slack good"
	SlackBad           Key = "slack bad"
	SlackThanks        Key = "slack thanks"
	SlackShared        Key = "slack shared"
	SlackSharedBefore  Key = "slack shared before"
	SlackNotShared     Key = "slack not shared"
	SlackPerhapsShared Key = "slack perhaps shared"
	SlackNotYours      Key = "slack not yours"
	SlackNotDone       Key = "slack not done"
	SlackNoButton      Key = "slack no button"
	SlackElsewhere     Key = "slack elsewhere"
	SlackNoText        Key = "slack no text"
	SlackLooking       Key = "slack looking"
	SlackPrompts       Key = "slack prompts"
	SlackHello         Key = "slack hello"
	SlackHelp          Key = "slack help" // name of the shortcut
	SlackTry           Key = "slack try"
)

// In Discord.
const (
	DiscordMore          Key = "discord more"
	DiscordFirst         Key = "discord first"
	DiscordShare         Key = "discord share"
	DiscordRemove        Key = "discord remove"
	DiscordGood          Key = "discord good"
	DiscordBad           Key = "discord bad"
	DiscordThanks        Key = "discord thanks"
	DiscordNoMore        Key = "discord no more"
	DiscordShared        Key = "discord shared"
	DiscordNotYours      Key = "discord not yours"
	DiscordRemoved       Key = "discord removed"
	DiscordNotRemoved    Key = "discord not removed"
	DiscordNotShared     Key = "discord not shared"
	DiscordPerhapsShared Key = "discord perhaps shared"
	DiscordUnknown       Key = "discord unknown"
	DiscordAlso          Key = "discord also"
	DiscordNoText        Key = "discord no text"
	DiscordUnread        Key = "discord unread"
	DiscordNotThere      Key = "discord not there"
)
