package query

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"

	"okbot/index/wordlist"
)

// An Intent is what a message wants.
type Intent uint8

// The intents. All but the first three want no search.
const (
	Question  Intent = iota // an answer
	NoSubject               // an answer, but the message does not say about what
	Nothing                 // it has no words
	Greeting
	Thanks
	Help     // to know what the bot is and does
	Reaction // yes, no, laughter, a farewell
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

// smallTalk matches messages that want no search; its groups are the intents
// from Greeting on.
var smallTalk = regexp.MustCompile(`(?i)^(?:(` + said("greeting") + `)|(` + said("thanks", "only thanks") + `)|(` + said("help") + `)|(` + said("reaction") + `))[\s!.?~^ㅎㅋ]*$`)

// maxSmallTalkBytes bounds the length of small talk.
const maxSmallTalkBytes = 100

// intentOf returns what a message wants, Question unless it is small talk or has
// no words.
func intentOf(text string) Intent {
	if len(text) < maxSmallTalkBytes {
		if m := smallTalk.FindStringSubmatchIndex(text); m != nil {
			for i := Greeting; i <= Reaction; i++ {
				if m[2*(1+i-Greeting)] >= 0 {
					return i
				}
			}
		}
	}
	if !hasWords(text) {
		return Nothing
	}
	return Question
}

// greeting matches a greeting before a question, and a word between the two.
var greeting = regexp.MustCompile(`(?i)^(?:` + said("greeting", "thanks") + `)[\s,.!~^ㅎㅋ]+(?:(?:` + said("after greeting") + `)\s+)?`)

// trimGreeting returns text without a greeting before it, unless that is all.
func trimGreeting(text string) string {
	if rest := text[len(greeting.FindString(text)):]; strings.Contains(rest, " ") {
		return rest
	}
	return text
}
