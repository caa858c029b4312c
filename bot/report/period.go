package report

import (
	"time"

	"okbot/corpus"
)

// Longest spans, in days, of which each day and each week is shown.
const (
	maxDaily  = 100
	maxWeekly = 700
)

// periods are the days of a report in the order of time, each for itself or by
// weeks, from Monday on, or by months.
type periods struct {
	Unit string // "day", "week", "month"
	List []period
}

// A period is what became of a number of days.
type period struct {
	From corpus.Date
	Days int
	Outcome
}

// perDay is the mean number of questions a day: a week or month at the end may
// be in the report only in part.
func (p period) perDay(n int) float64 { return float64(n) / float64(p.Days) }

func periodsOf(days []Day) periods {
	out := periods{Unit: "day"}
	switch {
	case len(days) > maxWeekly:
		out.Unit = "month"
	case len(days) > maxDaily:
		out.Unit = "week"
	}
	for _, d := range days {
		if len(out.List) == 0 || out.begins(d.Date.First()) {
			out.List = append(out.List, period{From: d.Date})
		}
		last := &out.List[len(out.List)-1]
		last.Days++
		last.add(d.Outcome)
	}
	return out
}

// begins reports whether a period begins on a day.
func (p periods) begins(t time.Time) bool {
	switch p.Unit {
	case "month":
		return t.Day() == 1
	case "week":
		return t.Weekday() == time.Monday
	}
	return true
}
