package query

import (
	"regexp"
	"strings"
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

// greetings and thanks are said alone or before a question.
const (
	greetings = `안녕(?:하세요|하십니까)?|하이요?|헬로|ㅎㅇ|반가(?:워|워요|습니다)|hi(?: there)?|hello(?: there)?|hey(?: there)?|good (?:morning|afternoon|evening)`
	thanks    = `고마(?:워|워요|와|와요)|고맙습니다|감사(?:합니다|해요|드립니다)|땡큐|수고(?:했어|하셨습니다|하세요|하십니다|많으십니다)|thanks?(?: you)?(?: so much| a lot)?|thx|cheers`
)

// smallTalk matches messages that want no search; its groups are the intents
// from Greeting on.
var smallTalk = regexp.MustCompile(`(?i)^(?:(` + greetings + `)|(` + thanks + `|감사|수고)|(` + strings.Join([]string{
	`(?:넌|너는?|당신은|봇은?|okbot은?)?\s*(?:뭐|뭘|무엇을?)\s?(?:할\s?수\s?있(?:어|어요|나요|니|습니까|는데)|해|하는\s?(?:거야|봇이야|애야|건가요))`,
	`(?:넌|너는?|당신은)\s*누구(?:야|니|세요|예요|입니까)`, `도움말?`, `사용법`, `도와\s?(?:줘|주세요)`, `어떻게\s?(?:써|쓰는\s?거야|사용해요?|쓰나요)`,
	`what (?:can|do) you do`, `who are you`, `what are you`, `who made you`, `help(?: me)?`, `how do(?:es)? (?:this|you|i use (?:this|you)) work`, `how do i use (?:this|you)`,
}, "|") + `)|(` +
	`[ㅋㅎㅠㅜ]+|네+|넵|예|응|ㅇㅇ|아니(?:요|오)?|사랑해(?:요)?|잘\s?가(?:요)?|안녕히\s?계세요|bye(?: bye)?|ok(?:ay)?|yes|no` +
	`))[\s!.?~^ㅎㅋ]*$`)

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

var greeting = regexp.MustCompile(`(?i)^(?:` + greetings + `|` + thanks + `)[\s,.!~^ㅎㅋ]+(?:(?:근데|그런데|혹시|but|so)\s+)?`)

// trimGreeting returns text without a greeting before it, unless that is all.
func trimGreeting(text string) string {
	if rest := text[len(greeting.FindString(text)):]; strings.Contains(rest, " ") {
		return rest
	}
	return text
}
