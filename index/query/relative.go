package query

import "time"

// A relativePeriod is one that a question names by its distance from today.
type relativePeriod struct {
	cues   cuePhrases
	unit   timeUnit
	offset int // in units; 0 is the present one
}

type timeUnit uint8

const (
	unitYear timeUnit = iota
	unitMonth
	unitWeek
)

// relativePeriods are in the order in which they are looked for: 작년 is in 재작년.
var relativePeriods = []relativePeriod{
	{cuesNamed("year before last"), unitYear, -2},
	{cuesNamed("last year"), unitYear, -1},
	{cuesNamed("this year"), unitYear, 0},
	{cuesNamed("next year"), unitYear, 1},
	{cuesNamed("last month"), unitMonth, -1},
	{cuesNamed("this month"), unitMonth, 0},
	{cuesNamed("next month"), unitMonth, 1},
	{cuesNamed("next week"), unitWeek, 1},
}

// relativePeriodIn returns the relative period that a question names, or nil.
func relativePeriodIn(folded folded) *relativePeriod {
	for i := range relativePeriods {
		if relativePeriods[i].cues.In(folded) {
			return &relativePeriods[i]
		}
	}
	return nil
}

// days returns the first and the last day of a period as said on day. Next week may
// begin tomorrow and end in two weeks, whatever day it is.
func (p *relativePeriod) days(day time.Time) (from, to time.Time) {
	switch p.unit {
	case unitYear:
		return period(day.Year()+p.offset, 0, 0)
	case unitMonth:
		month := time.Date(day.Year(), day.Month()+time.Month(p.offset), 1, 0, 0, 0, 0, time.UTC)
		return period(month.Year(), int(month.Month()), 0)
	}
	return day.AddDate(0, 0, 7*p.offset-6), day.AddDate(0, 0, 7*p.offset+6)
}
