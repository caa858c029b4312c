package report

import (
	"fmt"
	"html/template"

	"okbot/bot/l10n"
)

// A phrase is what the page shows, in both languages.
type phrase struct{ KO, EN string }

// named returns the phrase of that name in package l10n; an unknown one is empty.
func named(name string) phrase { return phrase{l10n.Report("ko", name), l10n.Report("en", name)} }

// same is a phrase that both languages write alike.
func same(s string) phrase { return phrase{s, s} }

func (p phrase) in(lang string) string {
	if lang == "en" {
		return p.EN
	}
	return p.KO
}

// filled returns p with args in it; those that are phrases are in its language.
func (p phrase) filled(args ...any) phrase {
	if len(args) == 0 {
		return p
	}
	ko, en := make([]any, len(args)), make([]any, len(args))
	for i, arg := range args {
		ko[i], en[i] = arg, arg
		if q, ok := arg.(phrase); ok {
			ko[i], en[i] = q.KO, q.EN
		}
	}
	return phrase{fmt.Sprintf(p.KO, ko...), fmt.Sprintf(p.EN, en...)}
}

// tr returns what the page shows for a phrase, given or by its name: both
// languages, of which the style sheet hides one.
func tr(what any, args ...any) (template.HTML, error) {
	return marked("span", what, args...)
}

// svgText is tr within an SVG text element.
func svgText(p phrase) (template.HTML, error) { return marked("tspan", p) }

func marked(element string, what any, args ...any) (template.HTML, error) {
	p, _ := what.(phrase)
	if name, isName := what.(string); isName {
		p = named(name)
	}
	if p == (phrase{}) {
		return "", fmt.Errorf("no phrase %q", what)
	}
	p = p.filled(args...)
	ko, en := template.HTMLEscapeString(p.KO), template.HTMLEscapeString(p.EN)
	if ko == en {
		return template.HTML(ko), nil
	}
	return template.HTML(fmt.Sprintf(`<%[1]s class="ko" lang="ko">%[2]s</%[1]s><%[1]s class="en" lang="en">%[3]s</%[1]s>`, element, ko, en)), nil
}
