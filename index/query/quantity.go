package query

import "regexp"

// A Quantity is a sort of figure that a question asks for; 0 is none.
type Quantity uint8

// quantity is the words that ask for a sort of figure, those beside which they do
// not, and how a passage writes it.
type quantity struct {
	asked, unless cuePhrases
	written       *regexp.Regexp
}

var quantities = []quantity{
	{ // a share
		asked:   cuesNamed("share"),
		unless:  cuesNamed("share unless"),
		written: regexp.MustCompile(`\d\s?%|\d\s?퍼센트|\d\s?per ?cent|분의|명꼴|절반|비율|\b(?:one in|half|third|quarter|ratio)\b`),
	},
	{ // money
		asked:   cuesNamed("money"),
		unless:  cuesNamed("money unless"),
		written: regexp.MustCompile(`\d[\d,.만억조천 ]*(?:원|달러|유로|엔|위안)|[\d일이삼사오육칠팔구십백천수몇][십백천만억조] ?(?:원|달러|유로)|(?:^|\s)[백천만억] ?원|[$₩€]\s?\d|\d[\d,.]*\s(?:(?:m|b|tr)illion\s|thousand\s)?(?:won|dollars|euros|yen)`),
	},
	{ // how to reach someone
		asked:   cuesNamed("contact"),
		unless:  cuesNamed("contact unless"),
		written: regexp.MustCompile(`\S@\S|\d{2,4}-\d{3,4}-\d{4}`),
	},
	{ // a life
		asked:   cuesNamed("life"),
		unless:  cuesNamed("life unless"),
		written: regexp.MustCompile(`\d세|\d살|생년|출생|결혼|취미|years old|aged \d|\b(?:born|married)\b`),
	},
}

// quantityOf returns what sort of figure a question asks for.
func quantityOf(folded folded) Quantity {
	for i := range quantities {
		if q := &quantities[i]; q.asked.In(folded) && !q.unless.In(folded) {
			return Quantity(i + 1)
		}
	}
	return 0
}

// MissingIn reports whether text has no figure of the sort that is asked for.
func (q Quantity) MissingIn(text string) bool {
	return q > 0 && !quantities[q-1].written.MatchString(text)
}
