package query

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"

	"okbot/index/wordlist"
)

// A Correction replaces something that was asked before.
type Correction struct {
	Not     string // what was not meant, "" if the message does not say
	Instead string // what was meant
}

// An Act asks for the last answer in another form.
type Act uint8

// The acts. NoAct is a message of its own.
const (
	NoAct     Act = iota
	More          // further passages
	Again         // the same once more
	InEnglish     // the same from passages in English
	InKorean
	Cite // all its sources
)

var (
	//go:embed corrections.ko.txt
	correctionListKo string
	//go:embed corrections.en.txt
	correctionListEn string

	correctionKo = wordlist.Groups(correctionListKo)
	correctionEn = wordlist.Groups(correctionListEn)

	acts = map[Act]*anchored{More: act("more"), Again: act("again"), InEnglish: act("english"), InKorean: act("korean")}
)

func act(group string) *anchored {
	return newAnchored(`(?i)(?:` + strings.Join(slices.Concat(correctionKo[group], correctionEn[group]), "|") + `)(?: please)?[\s.!?~]*$`)
}

// actOf returns what a message asks for of the last answer.
func actOf(text string) Act {
	for _, a := range []Act{Again, More, InEnglish, InKorean} {
		if acts[a].begins(text) && acts[a].MatchString(text) {
			return a
		}
	}
	return NoAct
}

// The grammar of corrections. no is said before one.
var (
	no         = newAnchored(`(?i)(?:(?:no+|nope|sorry|아니(?:요|오|야)?|아+|앗|어)[\s,.!]+)+`)
	meantEn    = newAnchored(`(?i)(?:` + strings.Join(correctionEn["meant"], "|") + `)\s+`)
	insteadEn  = newAnchored(`(?i)(?:` + strings.Join(correctionEn["instead"], "|") + `)\s+`)
	notEn      = regexp.MustCompile(`(?i),?\s+(?:and |but )?not (.+)$`)
	notBut     = regexp.MustCompile(`(?i)^not (.+?)(?:,| but)\s+(.+)$`)
	notKo      = regexp.MustCompile(`^(.+?)(?:` + strings.Join(correctionKo["not"], "|") + `)\s+(.+)$`)
	meantKo    = regexp.MustCompile(`^(.+?)(?:을|를)?\s+(?:` + strings.Join(correctionKo["meant"], "|") + `)$`)
	instead    = regexp.MustCompile(`^(?:(?:그럼|그러면|그렇다면|근데|그런데)\s+)?(\S+(?:\s\S+)?)(?:은|는)요?\?+$|^(?:그럼|그러면)\s+(\S+(?:\s\S+)?)(?:은|는)요?$`)
	insteadAnd = regexp.MustCompile(`(?i)^and (\S+(?:\s\S+)?)\?+$`)
	// stated are a correction and, behind it, the question that it is about.
	stated = regexp.MustCompile(`^([^.!?]+)[.!]\s+([^.!]+\?)$`)
)

// maxCorrectionWords is how many words a correction has that asks nothing itself.
const maxCorrectionWords = 6

// correctionOf returns what a message changes in the question before it, or nil.
func correctionOf(text string) *Correction {
	rest := no.trim(text)
	if bare := strings.TrimRight(rest, "?!. "); countWords(bare) <= maxEllipticalWords {
		for _, re := range []*regexp.Regexp{instead, insteadAnd} {
			if m := re.FindStringSubmatch(rest); m != nil {
				return newCorrection("", m[1]+strings.Join(m[2:], ""))
			}
		}
		if about := insteadEn.trim(bare); about != bare {
			return newCorrection("", about)
		}
	}
	rest = strings.TrimRight(rest, "!. ")
	not := ""
	if m := notBut.FindStringSubmatch(rest); m != nil {
		return newCorrection(m[1], m[2])
	}
	if m := notKo.FindStringSubmatch(rest); m != nil {
		not, rest = m[1], m[2]
	}
	if m := meantKo.FindStringSubmatch(rest); m != nil {
		return newCorrection(not, m[1])
	}
	if not != "" {
		return newCorrection(not, rest)
	}
	meant := meantEn.trim(rest)
	if meant == rest {
		return nil
	}
	if m := notEn.FindStringSubmatchIndex(meant); m != nil {
		not, meant = meant[m[2]:m[3]], meant[:m[0]]
	}
	return newCorrection(not, meant)
}

// newCorrection returns a correction, nil if what is meant is a question of its own.
func newCorrection(not, instead string) *Correction {
	words := len(strings.Fields(instead))
	if asks.MatchString(instead) || OwnWords(instead) == 0 || words > maxCorrectionWords {
		return nil
	}
	return &Correction{Not: strings.TrimSpace(not), Instead: strings.TrimSpace(instead)}
}

// correctedFirst returns a message that corrects the one before it and then asks, as the
// question alone, with what was meant before it.
func correctedFirst(text string) string {
	m := stated.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	if c := correctionOf(m[1]); c != nil {
		return c.Instead + " " + m[2]
	}
	if said := no.trim(m[1]); said != m[1] && OwnWords(said) > 0 && !asks.MatchString(said) {
		return said + " " + m[2]
	}
	return text
}
