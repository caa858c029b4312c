package corpus

import (
	"fmt"
	"time"

	"go.yaml.in/yaml/v3"
)

// A Date is a day, a month or a year: "2025-09-10", "2025-09" or "2025". The
// empty Date is unknown.
type Date string

var layouts = map[int]string{4: "2006", 7: "2006-01", 10: time.DateOnly}

// ParseDate reads YYYY, YYYY-MM or YYYY-MM-DD; a time of day after the date
// (RFC 3339) is dropped.
func ParseDate(s string) (Date, error) {
	if len(s) > 10 && (s[10] == 'T' || s[10] == ' ') {
		s = s[:10]
	}
	layout, ok := layouts[len(s)]
	if !ok {
		return "", fmt.Errorf("date %q is not YYYY, YYYY-MM or YYYY-MM-DD", s)
	}
	if _, err := time.Parse(layout, s); err != nil {
		return "", fmt.Errorf("date %q is not YYYY, YYYY-MM or YYYY-MM-DD", s)
	}
	return Date(s), nil
}

// UnmarshalYAML reads a date as [ParseDate] does; no value is no date.
func (d *Date) UnmarshalYAML(n *yaml.Node) error {
	if n.Value == "" || n.ShortTag() == "!!null" {
		return nil
	}
	var err error
	if *d, err = ParseDate(n.Value); err != nil {
		return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: %v", n.Line, err)}}
	}
	return nil
}

// First returns the first day of d in UTC, or the zero time.
func (d Date) First() time.Time {
	t, _ := time.Parse(layouts[len(d)], string(d))
	return t
}

// Last returns the last day of d in UTC, or the zero time.
func (d Date) Last() time.Time {
	t := d.First()
	switch len(d) {
	case 4:
		return t.AddDate(1, 0, -1)
	case 7:
		return t.AddDate(0, 1, -1)
	}
	return t
}
