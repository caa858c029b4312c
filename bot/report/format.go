package report

import (
	"fmt"
	"strconv"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"okbot/bot"
	"okbot/bot/l10n"
	"okbot/corpus"
)

// count writes a number with commas between its thousands, as both languages do.
func count(n int) string { return message.NewPrinter(language.English).Sprint(n) }

// decimal is count for a number that may be less than one.
func decimal(v float64) string {
	if v == float64(int(v)) {
		return count(int(v))
	}
	return strconv.FormatFloat(v, 'f', -1, 32)
}

// share writes a part as percent of the whole: 0% and 100% only where it is none
// and all; a dash of nothing.
func share(part, whole int) string {
	switch {
	case whole == 0:
		return "–"
	case part > 0 && part*200 < whole:
		return "<1%"
	case part < whole && (whole-part)*200 < whole:
		return ">99%"
	}
	return fmt.Sprintf("%.0f%%", float64(part)*100/float64(whole))
}

// took writes microseconds in the unit that suits.
func took(us int64) string {
	switch {
	case us < 1000:
		return fmt.Sprintf("%d µs", us)
	case us < 1_000_000:
		return digits(float64(us)/1000) + " ms"
	}
	return digits(float64(us)/1_000_000) + " s"
}

// digits writes v, at least 1, with three digits or as many as it has before the
// point.
func digits(v float64) string {
	if v >= 100 {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}

func showDay(d corpus.Date) phrase { return phrase{bot.ShowDate("ko", d), bot.ShowDate("en", d)} }

func showMoment(t time.Time) phrase {
	return phrase{t.Format(l10n.DateTime.In("ko")), t.Format(l10n.DateTime.In("en"))}
}

func showClock(t time.Time) phrase { return same(t.Format("15:04")) }

// platformName and langName are what readers call a platform and a language; ""
// is all of them.
func platformName(name string) phrase {
	switch name {
	case "":
		return named("all platforms")
	case "slack":
		return same("Slack")
	case "discord":
		return same("Discord")
	}
	return same(name)
}

func langName(lang string) phrase {
	switch lang {
	case "":
		return named("all languages")
	case "ko":
		return named("Korean")
	case "en":
		return named("English")
	}
	return same(lang)
}
