package query

import (
	"regexp"
	"strings"
	"time"

	"okbot/index/ko"
)

// A Day is one that a question names by its distance from the day on which it is asked.
type Day struct {
	Start, End int // bytes of the text that name it
	Date       time.Time
}

// nearDays are how many days after today days are, by their names.
var nearDays = map[string]int{
	"그저께": -2, "그제": -2, "어제": -1, "오늘": 0, "내일": 1, "모레": 2, "글피": 3,
	"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1,
}

// weeksAfter are how many weeks after the present one weeks are, by what names them.
var weeksAfter = map[string]int{
	"지난주": -1, "저번주": -1, "이번주": 0, "금주": 0, "다음주": 1, "담주": 1, "차주": 1, "다다음주": 2,
	"last": -1, "this": 0, "next": 1,
}

var (
	nearDay = regexp.MustCompile(`(?i)그저께|그제|어제|오늘|내일|모레|글피|\b(?:yesterday|today|tonight|tomorrow)\b`)
	weekDay = regexp.MustCompile(`(?i)(다다음 ?주|지난 ?주|저번 ?주|이번 ?주|금주|다음 ?주|담주|차주)(?:의)? ?([월화수목금토일])요일|` +
		`\b(last|this|next) (mon|tue|wed|thu|fri|sat|sun)[a-z]*`)
)

// daysIn returns the days that text, asked on the day asOf, names by their distance from
// that; none where asOf is not known.
func daysIn(text string, asOf time.Time) []Day {
	if asOf.IsZero() {
		return nil
	}
	today := time.Date(asOf.Year(), asOf.Month(), asOf.Day(), 0, 0, 0, 0, time.UTC)
	monday := today.AddDate(0, 0, -(int(today.Weekday())+6)%7)
	var days []Day
	for _, m := range weekDay.FindAllStringSubmatchIndex(text, -1) {
		week, day := 2, 4 // the groups of either language
		if m[week] < 0 {
			week, day = 6, 8
		}
		weeks := weeksAfter[strings.ToLower(strings.ReplaceAll(text[m[week]:m[week+1]], " ", ""))]
		number, _ := ko.Weekday(strings.ToLower(text[m[day]:m[day+1]]))
		days = append(days, Day{m[0], m[1], monday.AddDate(0, 0, 7*weeks+number)})
	}
	for _, m := range nearDay.FindAllStringIndex(text, -1) {
		days = append(days, Day{m[0], m[1], today.AddDate(0, 0, nearDays[strings.ToLower(text[m[0]:m[1]])])})
	}
	return days
}
