package query

import (
	_ "embed"
	"slices"
	"strings"

	"okbot/index/hangul"
	"okbot/index/wordlist"
)

// An Intent is what a message wants.
type Intent uint8

// The intents. All from Greeting on want no search.
const (
	Question  Intent = iota // an answer
	NoSubject               // an answer, but the message does not say about what
	Nothing                 // it has no words
	Greeting
	Thanks
	Farewell
	Help      // to know what the bot is and does
	Complaint // that the answer was not it
	Dismissal // that the bot be silent
	Task      // what no search does: a joke, the weather
	Request   // an answer, but to nothing that it names: can you answer this?
	Sources   // to know what the bot answers from
	Reaction  // nothing: yes, no, laughter
)

// IsSmallTalk reports whether a message is answered without a search.
func (i Intent) IsSmallTalk() bool { return i >= Greeting }

var (
	//go:embed smalltalk.ko.txt
	smallTalkListKo string
	//go:embed smalltalk.en.txt
	smallTalkListEn string

	smallTalkKo = wordlist.Groups(smallTalkListKo)
	smallTalkEn = wordlist.Groups(smallTalkListEn)
)

// said returns an expression that matches any of the small talk in groups.
func said(groups ...string) string {
	var all []string
	for _, group := range groups {
		all = slices.Concat(all, smallTalkKo[group], smallTalkEn[group])
	}
	return strings.Join(all, "|")
}

// smallTalkGroups are the groups of the lists of the intents from Greeting on, in
// their order, and last what may stand among small talk and is none alone.
var smallTalkGroups = []string{"greeting", "thanks", "farewell", "help", "complaint", "dismissal", "task", "request", "sources", "reaction", "among"}

// smallTalk matches a phrase of small talk at the beginning of a message, by language:
// whether it has Hangul or not.
var smallTalk = map[bool]*anchored{true: phrases(smallTalkKo), false: phrases(smallTalkEn)}

// phrases returns an expression that matches a phrase of any of the groups of small talk,
// in a subexpression for each, with what stands behind it.
func phrases(list map[string][]string) *anchored {
	var groups []string
	for _, group := range smallTalkGroups {
		groups = append(groups, "("+strings.Join(list[group], "|")+")")
	}
	return newAnchored(`(?i)(?:` + strings.Join(groups, "|") + `)(?:[\s\pP\pS^~ㅎㅋㅠㅜ]+|$)`)
}

// called matches the bot's name alone.
var called = newAnchored(`(?i)` + botName + `[\s.,!?~]*$`)

// maxSmallTalkBytes bounds the length of small talk.
const maxSmallTalkBytes = 100

// intentOf returns what a message wants, Question unless it is small talk or has
// no words.
func intentOf(text string) Intent {
	if len(text) < maxSmallTalkBytes {
		if called.begins(text) && called.MatchString(text) {
			return Help
		}
		if intent := smallTalkOf(strings.TrimLeftFunc(text, isGap)); intent != Question {
			return intent
		}
	}
	if !hasWords(text) {
		return Nothing
	}
	return Question
}

// IntentOf returns what a message wants, which is not searched for: [Parse] for those
// who need no more. Its text is as [Clean] returns it.
func IntentOf(text string) Intent { return intentOf(trimAround(text)) }

// smallTalkOf returns the intent of a text that is phrases of small talk and nothing
// else: that of the first that says more than a reaction. It is Question for any other.
func smallTalkOf(text string) Intent {
	found := Question
	for text != "" {
		phrase := smallTalk[strings.ContainsFunc(text, hangul.Is)]
		if !phrase.begins(text) {
			return Question
		}
		m := phrase.FindStringSubmatchIndex(text)
		if m == nil {
			return Question
		}
		for i := Greeting; i <= Reaction; i++ {
			if m[2*(1+i-Greeting)] >= 0 && (found == Question || found == Reaction) {
				found = i
			}
		}
		text = text[m[1]:]
	}
	return found
}

// greeting matches a greeting before a question, and a word between the two.
var greeting = newAnchored(`(?i)(?:` + said("greeting", "thanks") + `)(?:,? ` + around("to all") + `)?[\s,.!~^ㅎㅋ]+(?:(?:` + said("after greeting") + `)\s+)?`)

// trimGreeting returns text without a greeting before it, unless that is all.
func trimGreeting(text string) string {
	if rest := greeting.trim(text); strings.Contains(rest, " ") {
		return rest
	}
	return text
}
