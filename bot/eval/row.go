package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"okbot/bot"
	"okbot/index"
)

// Row is a line of a question file.
type Row struct {
	ID        string    `json:"id"`
	Q         string    `json:"q"`
	Lang      string    `json:"lang"`
	Kind      string    `json:"kind"`
	Answer    []pattern `json:"answer"`     // alternatives; none: the bot must abstain
	AnswerAll []pattern `json:"answer_all"` // each must match in the top three
	First     first     `json:"first"`      // must match snippet 1
	After     string    `json:"after"`      // the question before it
	Base      string    `json:"base"`       // the clean row of a noisy one
	Folder    string    `json:"folder"`     // the corpus that it is asked of, beside the question file; "" is any
	Passages  []string  `json:"passages"`   // IDs without language of the passages that answer: for readers
}

// pattern is a list of regular expressions that must all match one snippet. In
// JSON it is such a list, or one string.
type pattern []*regexp.Regexp

// UnmarshalJSON compiles the expressions, which ignore case.
func (p *pattern) UnmarshalJSON(data []byte) error {
	var list []string
	if err := json.Unmarshal(data, &list); err != nil {
		var one string
		if err := json.Unmarshal(data, &one); err != nil {
			return fmt.Errorf("an alternative is a pattern or a list of patterns, not %s", data)
		}
		list = []string{one}
	}
	for _, s := range list {
		re, err := regexp.Compile("(?i)" + s)
		if err != nil {
			return err
		}
		*p = append(*p, re)
	}
	return nil
}

func (p pattern) match(text string) bool {
	return !slices.ContainsFunc(p, func(re *regexp.Regexp) bool { return !re.MatchString(text) })
}

// first is one pattern, or a list of alternatives.
type first []pattern

// UnmarshalJSON reads either form.
func (f *first) UnmarshalJSON(data []byte) error {
	var list []pattern
	if err := json.Unmarshal(data, &list); err == nil {
		*f = list
		return nil
	}
	var one pattern
	if err := json.Unmarshal(data, &one); err != nil {
		return err
	}
	*f = first{one}
	return nil
}

func matchAny(alternatives []pattern, text string) bool {
	return slices.ContainsFunc(alternatives, func(p pattern) bool { return p.match(text) })
}

// check refuses what is no row of a question file.
func (r *Row) check() error {
	if r.ID == "" || r.Q == "" {
		return errors.New("a row without id or q: not a question file")
	}
	return nil
}

// readRows reads a question file.
func readRows(name string) ([]Row, error) {
	rows, err := readJSONL[Row](name)
	if err == nil && len(rows) == 0 {
		err = fmt.Errorf("%s: no questions", name)
	}
	return rows, err
}

// hits judges an answer by the rules of the question file.
func (r Row) hits(a bot.Answer) (hit1, hit3 bool) {
	if len(r.Answer) == 0 {
		return len(a.Snippets) == 0, len(a.Snippets) == 0
	}
	if len(a.Snippets) == 0 {
		return false, false
	}
	var texts []string
	for _, s := range a.Snippets[:min(3, len(a.Snippets))] {
		texts = append(texts, strings.Join(strings.Fields(s.Text), " "))
	}
	firstOK := len(r.First) == 0 || matchAny(r.First, texts[0])
	hit1 = firstOK && matchAny(r.Answer, texts[0])
	hit3 = firstOK && slices.ContainsFunc(texts, func(t string) bool { return matchAny(r.Answer, t) })
	for _, member := range r.AnswerAll {
		if !slices.ContainsFunc(texts, func(t string) bool { return member.match(t) }) {
			hit3 = false
		}
	}
	return hit1, hit3
}

func (r Row) firstRight(text string) bool {
	text = strings.Join(strings.Fields(text), " ")
	return (len(r.First) == 0 || matchAny(r.First, text)) && matchAny(r.Answer, text)
}

// passageDepth is how many of the best passages are searched for the answer.
const passageDepth = 10

// among reports whether one of the best passages, as a whole, has the answer.
func (r Row) among(hits []index.Hit) bool {
	return len(r.Answer) > 0 && slices.ContainsFunc(hits[:min(passageDepth, len(hits))], func(h index.Hit) bool {
		return matchAny(r.Answer, strings.Join(strings.Fields(h.Passage.Text), " "))
	})
}
