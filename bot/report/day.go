package report

import (
	"time"

	"okbot/bot"
	"okbot/corpus"
)

// A day is the number of days since 1970-01-01, in Seoul.
type day int64

const (
	secondsPerDay = 24 * 60 * 60
	maxDays       = 3653 // ten years
)

func dayOf(t time.Time) day {
	_, east := t.In(bot.Seoul).Zone()
	seconds := t.Unix() + int64(east)
	d := seconds / secondsPerDay
	if seconds%secondsPerDay < 0 {
		d--
	}
	return day(d)
}

func (d day) date() corpus.Date {
	return corpus.Date(time.Unix(int64(d)*secondsPerDay, 0).UTC().Format(time.DateOnly))
}

// span returns the first and the last day that opts asks for.
func span(opts Options) (first, last day) {
	last = dayOf(opts.Now)
	if !opts.To.IsZero() {
		last = dayOf(opts.To)
	}
	first = last - maxDays + 1
	if !opts.From.IsZero() {
		first = min(max(first, dayOf(opts.From)), last)
	}
	return first, last
}
