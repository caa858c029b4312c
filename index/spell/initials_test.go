package spell_test

import (
	"slices"
	"strings"
	"testing"

	"okbot/index/ko"
	"okbot/index/spell"
)

// corrector knows the words of texts.
func corrector(texts ...string) *spell.Corrector {
	analyzer := &ko.Analyzer{Lexicon: ko.Train(slices.Values(texts), nil)}
	terms := map[string]bool{}
	for _, text := range texts {
		for _, t := range analyzer.Tokens(nil, text) {
			terms[t.Term] = true
		}
	}
	isStopWord := func(term string) bool { return slices.Contains([]string{"the", "who", "is", "on", "ask"}, term) }
	return &spell.Corrector{
		Analyzer: analyzer, English: spell.NewEnglish(slices.Values(texts), slices.Values([]string{"the", "who", "is", "on", "ask"})),
		HasTerm: func(term string) bool { return terms[term] }, IsStopWord: isStopWord, IsQuestionWord: func(string) bool { return false },
	}
}

func TestInitials(t *testing.T) {
	c := corrector(
		"The Legal Affairs desk signs. Ask Legal Affairs, not the NDA Review Board.",
		"The Customer Trust And Safety Office is closed. Customer Support and Card Services are open.",
		"Write to Payroll Help Desk Team on the second floor. 결제는 Payroll Help Desk에서 한다.",
	)
	for text, want := range map[string]string{
		"who is on LA":      "who is on Legal Affairs",
		"who is in PHD?":    "who is in Payroll Help Desk?",
		"PHDT에 누가 있어?":      "Payroll Help Desk Team에 누가 있어?",
		"CTA":               "Customer Trust And",
		"who is on CS":      "who is on CS",      // of two
		"who is on la":      "who is on la",      // not in capitals
		"who is on the NDA": "who is on the NDA", // known
		"who is on the AS":  "who is on the AS",
		"who is on TDR":     "who is on TDR", // no name
	} {
		got, changed := c.Correct(text, c.Analyzer.Tokens(nil, text))
		if got != want || changed != (want != text) {
			t.Errorf("Correct(%q) = %q, %t, want %q", text, got, changed, want)
		}
	}
}

// TestInitialsByChance checks that two letters say nothing where there are many names.
func TestInitialsByChance(t *testing.T) {
	var names strings.Builder
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'D'; b++ {
			names.WriteString(string(a) + "ber " + string(b) + "ox, ")
		}
	}
	c := corrector("Long Term Care is here. " + names.String())
	for text, want := range map[string]string{"LB": "LB", "LTC": "Long Term Care"} {
		if got, _ := c.Correct(text, c.Analyzer.Tokens(nil, text)); got != want {
			t.Errorf("Correct(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestIdentifiers checks that a name in code is one word, and what was run together several.
func TestIdentifiers(t *testing.T) {
	c := corrector("The grace period of termination has thirty seconds. Termination begins after a grace period of seconds.")
	for text, want := range map[string]string{
		"terminationGracePeriodSeconds":     "terminationGracePeriodSeconds",
		"the terminationgraceperiodseconds": "the termination grace period seconds",
	} {
		if got, _ := c.Correct(text, c.Analyzer.Tokens(nil, text)); got != want {
			t.Errorf("Correct(%q) = %q, want %q", text, got, want)
		}
	}
}
