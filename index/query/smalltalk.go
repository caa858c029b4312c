package query

import (
	"regexp"
	"strings"
)

// greetings are said alone or before a question.
const greetings = `안녕(하세요|하십니까)?|하이|헬로|ㅎㅇ|반가(워|워요|습니다)|고마(워|워요|와|와요)|고맙습니다|감사(합니다|해요|드립니다)|땡큐|수고(했어|하셨습니다|하세요|하십니다|많으십니다)|` +
	`hi( there)?|hello( there)?|hey( there)?|good (morning|afternoon|evening)|thanks?( you)?( so much| a lot)?|thx|cheers`

// smallTalk are messages that want no search: greetings, thanks, and the
// question what the bot can do.
var smallTalk = regexp.MustCompile(`(?i)^(` + strings.Join([]string{
	`[ㅋㅎㅠㅜ]+`, `네+`, `넵`, `예`, `응`, `ㅇㅇ`, `아니(요|오)?`, `사랑해(요)?`, `하이요?`, `잘\s?가(요)?`, `bye( bye)?`, `ok(ay)?`, `yes`, `no`, `who made you`,
	greetings, `안녕히\s?계세요`, `감사`, `수고`,
	`(넌|너는?|당신은|봇은?|okbot은?)?\s*(뭐|뭘|무엇을?)\s?(할\s?수\s?있(어|어요|나요|니|습니까|는데)|해|하는\s?(거야|봇이야|애야|건가요))`,
	`(넌|너는?|당신은)\s*누구(야|니|세요|예요|입니까)`, `(도움말?|사용법|도와\s?(줘|주세요)|어떻게\s?(써|쓰는\s?거야|사용해요?|쓰나요))`,
	`what (can|do) you do`, `who are you`, `what are you`, `help( me)?`, `how do(es)? (this|you|i use (this|you)) work`, `how do i use (this|you)`,
}, "|") + `)[\s!.?~^ㅎㅋ]*$`)

// IsSmallTalk reports whether text is small talk.
func IsSmallTalk(text string) bool { return len(text) < 100 && smallTalk.MatchString(text) }

var greeting = regexp.MustCompile(`(?i)^(` + greetings + `)[\s,.!~^ㅎㅋ]+((근데|그런데|혹시|but|so)\s+)?`)

// TrimGreeting returns text without a greeting before it, unless that is all.
func TrimGreeting(text string) string {
	if rest := text[len(greeting.FindString(text)):]; strings.Contains(rest, " ") {
		return rest
	}
	return text
}
