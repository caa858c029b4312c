package lint

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"okbot/corpus"
)

// addresses checks that sources are linked where their publishers have them.
func (k *checker) addresses() {
	for id, at := range k.corpus.SourcePlaces {
		s := k.corpus.Sources[id]
		if part := notCanonical(s.URL); part != "" && !s.Mirror {
			k.add(at.Path, at.Line, "address", "source %s: “%s” is in the address of a copy for phones or of a visit: link the page itself", id, part)
		}
	}
}

var (
	copyHost = regexp.MustCompile(`^(m|mobile|amp|cm|test|staging|www\d+)\.`)
	copyPath = regexp.MustCompile(`(?i)(^|[/_-])amp([/._-]|$)|Amp\.|/mobile/`)
	visit    = regexp.MustCompile(`(?i)^(outputType|amp|mobile|OutUrl|trc|fbclid|gclid|utm_.*)$`)
)

// notCanonical returns what of an address is not that of the page itself, or "".
func notCanonical(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	for key := range u.Query() {
		if visit.MatchString(key) {
			return key
		}
	}
	return strings.Trim(copyHost.FindString(u.Host)+copyPath.FindString(u.Path), "/")
}

// minPublisherChars is how long a publisher's name is that is told from other words.
const minPublisherChars = 3

// publisherNames returns the names of publishers, and of agencies in brackets behind
// them, in both languages, and with each the ids of the sources that have it.
func publisherNames(sources map[string]corpus.Source) map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for id, s := range sources {
		for _, name := range strings.FieldsFunc(s.Publisher+"("+s.PublisherKo+"("+s.PublisherEn, isBracket) {
			name = strings.TrimPrefix(strings.TrimSpace(name), "The ")
			if utf8.RuneCountInString(name) < minPublisherChars || s.Grade == corpus.Official {
				continue
			}
			if out[name] == nil {
				out[name] = map[string]bool{}
			}
			out[name][id] = true
		}
	}
	return out
}

func isBracket(r rune) bool { return r == '(' || r == ')' }

// attribution matches what follows the name of a publisher whose report is meant.
var attribution = map[string]*regexp.Regexp{
	"ko": regexp.MustCompile(`^(?: [가-힣]{1,4}판)?(?:에 따르면|[은는이가](?: [^.]*)?(?:보도|전했|전한|집계|썼))`),
	"en": regexp.MustCompile(`^(?:’s)? (?:reported|reports|said|says|wrote|writes|put|gave|gives|counted)\b`),
}

// accordingTo matches what stands before it.
var accordingTo = regexp.MustCompile(`(?:[Aa]ccording to|by|in) (?:[Tt]he )?$`)

// cited checks that whoever a passage names for a report is among its sources, and that
// the better of these come first.
func (k *checker) cited(path string, p corpus.Passage) {
	for name, ids := range k.publishers {
		i := strings.Index(p.Text, name)
		if i < 0 || slices.ContainsFunc(p.Sources, func(s corpus.Source) bool { return ids[s.ID] }) {
			continue
		}
		before, after := p.Text[:i], p.Text[i+len(name):]
		if attribution[p.Lang].MatchString(after) || p.Lang == "en" && accordingTo.MatchString(before) {
			k.add(path, p.Line, "attribution", "%s is named, but is none of its sources", name)
		}
	}
	for i, s := range p.Sources {
		if i > 0 && rank(s) < rank(p.Sources[i-1]) {
			k.add(path, p.Line, "order", "source %s is better than %s before it", s.ID, p.Sources[i-1].ID)
		}
	}
}

// rank orders sources by grade, the best first.
func rank(s corpus.Source) int {
	return map[corpus.Grade]int{corpus.Official: -1, corpus.Aggregator: 1}[s.Grade]
}
