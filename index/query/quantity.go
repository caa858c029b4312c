package query

import "regexp"

// quantity is a sort of figure: the words that ask for it, those beside which they
// do not, and how a passage writes it.
type quantity struct {
	asked, unless Cues
	written       *regexp.Regexp
}

var quantities = []quantity{
	{ // a share
		asked:   newCues("share"),
		unless:  newCues("share unless"),
		written: regexp.MustCompile(`\d\s?%|\d\s?퍼센트|\d\s?per ?cent|분의|명꼴|절반|비율|\b(?:one in|half|third|quarter|ratio)\b`),
	},
	{ // money
		asked:   newCues("money"),
		unless:  newCues("money unless"),
		written: regexp.MustCompile(`\d[\d,.만억조천 ]*(?:원|달러|유로|엔|위안)|[$₩€]\s?\d|\d[\d,.]*\s(?:(?:m|b|tr)illion\s|thousand\s)?(?:won|dollars|euros|yen)`),
	},
	{ // how to reach someone
		asked:   newCues("contact"),
		written: regexp.MustCompile(`\S@\S|\d{2,4}-\d{3,4}-\d{4}`),
	},
	{ // a life
		asked:   newCues("life"),
		unless:  newCues("life unless"),
		written: regexp.MustCompile(`\d세|\d살|생년|출생|결혼|취미|years old|aged \d|\b(?:born|married)\b`),
	},
}

// LacksQuantity reports whether a question asks for a sort of figure that text
// has none of.
func LacksQuantity(question, text string) bool {
	folded := Fold(question)
	for i := range quantities {
		if a := &quantities[i]; a.asked.In(folded) && !a.unless.In(folded) {
			return !a.written.MatchString(text)
		}
	}
	return false
}
