package query

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"okbot/index/hangul"
	"okbot/index/ko"
	"okbot/index/wordlist"
)

var (
	//go:embed around.ko.txt
	aroundListKo string
	//go:embed around.en.txt
	aroundListEn string

	aroundKo = wordlist.Groups(aroundListKo)
	aroundEn = wordlist.Groups(aroundListEn)
)

// around returns an expression that matches any phrase of a group of the lists of what
// stands around a question.
func around(group string) string {
	return "(?:" + strings.Join(slices.Concat(aroundKo[group], aroundEn[group]), "|") + ")"
}

// botName matches the bot's name as people call it.
const botName = `[@/]?(?:okbot|오케이봇|오크봇)(?:님|씨)?(?:[아야])?`

// The time and the sender of a message as chats copy them.
const (
	clock  = `(?:(?:19|20)\d\d[-./년] ?\d{1,2}[-./월] ?\d{1,2}[.일]?,? )?(?:(?:오전|오후|AM|PM) \d{1,2}:\d\d(?::\d\d)?|\d{1,2}:\d\d(?::\d\d)?(?: ?(?:AM|PM))?)`
	sender = `[\pL\d._-]{1,20}(?: [\pL\d._-]{1,20}){0,2}`
)

// What stands around a question.
var (
	// before matches what leads to a question, label what leads to anything.
	before = newAnchored(`(?i)(?:` + botName + `|` + around("before") + `)(?:[\s,.:;!~…-]+)`)
	label  = newAnchored(`(?i)` + around("label") + `\s?[:：]\s*`)
	// after matches what follows a question.
	after = newAnchored(`(?i)(?:` + botName + `|` + around("after") + `)[\s.!?~…]*$`)
	// stamp matches the time and the sender of a message that was pasted: in brackets
	// before or behind the sender, or before a sender with a colon.
	stamp = newAnchored(`(?:(?:` + sender + ` )?\[` + clock + `\],?\s+(?:` + sender + `:\s+)?|` + clock + `,?\s+` + sender + `:\s+)`)
	// stampLine matches a first line that has but the sender and the time.
	stampLine = regexp.MustCompile(`^\s*(?:` + sender + `[\s,]+)?\[?` + clock + `\]?\s*\n`)
	// emojiName matches an emoji that is written as its name, in any script.
	emojiName = regexp.MustCompile(`(^|[\s\pP]):[\pL_][\pL\d_+'-]{0,63}:`)
	// announces matches a clause that announces the question behind it.
	announces = newAnchored(`[^,?]*` + around("announces") + `[^,?]*(?:데요?|서요?|니다|고요?|까요?)\s?[,.…]+\s*`)
)

// maxAround bounds how many things are taken away on either side of a question.
const maxAround = 6

// trimAround returns a message without what stands around its question: the bot's name,
// labels, fillers, greetings, the time and the sender of a pasted message. What remains
// has at least a word to search for.
func trimAround(text string) string {
	if strings.Contains(text, ":") {
		text = emojiName.ReplaceAllString(text, "$1 ")
	}
	text = strings.TrimLeft(text, ",; ")
	for range maxAround {
		rest := text
		if strings.Contains(rest, ":") {
			rest = label.trim(stamp.trim(rest))
		}
		rest = trimGreeting(before.trim(rest))
		if strings.Contains(rest, ",") {
			rest = announces.trim(rest)
		}
		rest = trimAfter(rest)
		if rest == text || !hasWords(rest) || OwnWords(rest) == 0 && !asks.MatchString(rest) {
			break
		}
		text = rest
	}
	return text
}

// maxAfterWords is how many words a phrase has that follows a question.
const maxAfterWords = 6

// trimAfter returns a message without a phrase that follows its question.
func trimAfter(text string) string {
	end := len(text)
	for range maxAfterWords {
		end = strings.LastIndexByte(text[:max(0, end)], ' ')
		if end < 0 {
			return text
		}
		if rest := text[end+1:]; after.begins(rest) && after.MatchString(rest) {
			return strings.TrimRight(text[:end], " ,.:;~…-")
		}
	}
	return text
}

// signature matches the lines with which a message ends: a separator, or a phrase that
// begins a signature, and what follows.
var signature = regexp.MustCompile(`(?i)\s*\n\s*(?:--+|—+|__+|` + around("signature") + `[\s,.!~]*(?:\n|$)|` + around("signature") + `[,.!]\s[^\n?]{1,60}$)`)

// Body returns a message, as it was typed, without its signature and without a first
// line that tells who wrote it and when.
func Body(text string) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	if rest := text[len(stampLine.FindString(text)):]; hasWords(rest) {
		text = rest
	}
	if m := signature.FindStringIndex(text); m != nil && hasWords(text[:m[0]]) {
		return text[:m[0]]
	}
	return text
}

// CutTags returns text with a blank in place of each match of tags, such as a mention,
// and of the Korean particles behind it, which belong to the name in it.
func CutTags(text string, tags *regexp.Regexp) string {
	var b strings.Builder
	for {
		m := tags.FindStringIndex(text)
		if m == nil {
			return b.String() + text
		}
		b.WriteString(text[:m[0]] + " ")
		text = text[m[1]:]
		end := 0
		for end < len(text) {
			r, size := utf8.DecodeRuneInString(text[end:])
			if !hangul.IsSyllable(r) {
				break
			}
			end += size
		}
		particles := strings.TrimPrefix(text[:end], "님")
		if particles == "" || particles == "아" || particles == "야" || ko.IsParticles(particles) {
			text = text[end:]
		}
	}
}
