package query

import (
	"regexp"
	"regexp/syntax"
	"unicode/utf8"
)

// anchored is an expression that matches at the beginning of a text. Of many phrases it
// is quicker than the expression alone, since few texts begin with the first letter of
// one.
type anchored struct {
	*regexp.Regexp
	first []*syntax.Inst // that match the first character
}

// newAnchored returns an anchored expression. It panics on one that is not valid, or that
// matches nothing at all.
func newAnchored(expr string) *anchored {
	a := &anchored{Regexp: regexp.MustCompile(`^(?:` + expr + `)`)}
	parsed, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		panic(err) // MustCompile has
	}
	prog, err := syntax.Compile(parsed.Simplify())
	if err != nil {
		panic(err)
	}
	seen := map[uint32]bool{}
	var walk func(pc uint32)
	walk = func(pc uint32) {
		if seen[pc] {
			return
		}
		seen[pc] = true
		switch inst := &prog.Inst[pc]; inst.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			walk(inst.Out)
			walk(inst.Arg)
		case syntax.InstCapture, syntax.InstEmptyWidth, syntax.InstNop:
			walk(inst.Out)
		case syntax.InstMatch:
			panic("the expression matches an empty text: " + expr)
		case syntax.InstFail:
		default:
			a.first = append(a.first, inst)
		}
	}
	walk(uint32(prog.Start))
	return a
}

// begins reports whether text begins as something that the expression matches.
func (a *anchored) begins(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	for _, inst := range a.first {
		if inst.MatchRune(r) {
			return true
		}
	}
	return false
}

// trim returns text without what the expression matches at its beginning.
func (a *anchored) trim(text string) string {
	if !a.begins(text) {
		return text
	}
	return text[len(a.FindString(text)):]
}
