package report

import (
	"fmt"
	"slices"
	"time"
)

// perDay is the chart of the questions a day.
func perDay(p periods) chart {
	most := 0.0
	for _, x := range p.List {
		most = max(most, x.perDay(x.Questions))
	}
	if p.Unit == "day" {
		most = max(most, 4) // whole numbers on the axis
	}
	c, s := newChart(170, topSpace, most)
	slot := 100 / float64(len(p.List))
	for i, x := range p.List {
		gap := min(slot*0.2, 0.6)
		c.stack(s, float64(i)*slot+gap/2, slot-gap, x.Outcome, 1/float64(x.Days), periodTitle(x))
	}
	c.X = timeAxis(p)
	return c
}

// few is the number of questions or verdicts below which their share says little.
const few = 5

// shares is the chart of the answered share over time. Periods without a
// question leave a gap.
func shares(p periods) chart {
	c, s := newShareChart(110)
	slot := 100 / float64(len(p.List))
	var last *point
	for i, x := range p.List {
		if x.Questions == 0 {
			last = nil
			continue
		}
		pt := point{X: (float64(i) + 0.5) * slot, Y: s.y(float64(x.Answered) / float64(x.Questions)), Title: periodTitle(x)}
		if x.Questions < few {
			pt.Class = "few"
		}
		if last != nil {
			c.Lines = append(c.Lines, line{last.X, last.Y, pt.X, pt.Y, "course"})
		}
		c.Points = append(c.Points, pt)
		last = &pt
	}
	c.X = timeAxis(p)
	c.Dense = len(p.List) > 45
	return c
}

// periodTitle is what a period came to, in no language: from, answered of all.
func periodTitle(p period) string {
	return fmt.Sprintf("%s · %s / %s · %s", p.From, count(p.Answered), count(p.Questions), share(p.Answered, p.Questions))
}

// timeAxis labels some periods: days by their dates, longer ones where a month
// begins, January by its year.
func timeAxis(p periods) []tick {
	n := len(p.List)
	at := func(i int) float64 { return (float64(i) + 0.5) * 100 / float64(n) }
	var out []tick
	if p.Unit == "day" {
		every := firstThat([]int{1, 2, 3, 7, 14}, func(every int) bool { return (n-1)/every < maxTicks })
		for i := 0; i < n; i += every {
			t := p.List[i].From.First()
			out = append(out, tick{At: at(i), Label: phrase{t.Format("1월 2일"), t.Format("2 Jan")}})
		}
	} else {
		every := firstThat([]int{1, 2, 3, 6, 12}, func(every int) bool { return n*daysIn[p.Unit]/(30*every) < maxTicks })
		for i, x := range p.List {
			t := x.From.First().AddDate(0, 0, x.Days-1) // the first of a month is in the week
			if t.Day() <= daysIn[p.Unit] && int(t.Month()-1)%every == 0 && t.Day() <= x.Days {
				out = append(out, tick{At: at(i), Label: monthLabel(t)})
			}
		}
	}
	for i := range out {
		out[i].Anchor, out[i].Wide = anchor(out[i].At), len(out) > maxTicks/2 && i%2 == 1
	}
	return out
}

// maxTicks is how many labels an axis of time has at most; on narrow screens
// half of them.
const maxTicks = 9

var daysIn = map[string]int{"week": 7, "month": 31}

// firstThat returns the first number that fits, else the last.
func firstThat(list []int, fits func(int) bool) int {
	if i := slices.IndexFunc(list, fits); i >= 0 {
		return list[i]
	}
	return list[len(list)-1]
}

func monthLabel(t time.Time) phrase {
	if t.Month() == time.January {
		return phrase{t.Format("2006년"), t.Format("2006")}
	}
	return phrase{t.Format("1월"), t.Format("Jan")}
}

// confident is the histogram of the confidence.
func confident(bins []Bin) chart {
	most := 4.0
	for _, b := range bins {
		most = max(most, float64(b.Questions))
	}
	c, s := newChart(120, topSpace, most)
	for i, b := range bins {
		c.stack(s, float64(i)*10+0.3, 9.4, b.Outcome, 1, binTitle(b)+fmt.Sprintf(" · %s / %s", count(b.Answered), count(b.Questions)))
	}
	c.X = confidenceAxis()
	return c
}

// liked is the chart of the share of good verdicts by confidence, beside the line
// on which the two are the same.
func liked(bins []Bin) chart {
	c, s := newShareChart(110)
	c.Lines = append(c.Lines, line{0, s.y(0), 100, s.y(1), "ideal"})
	for i, b := range bins {
		if b.Rated() == 0 {
			continue
		}
		pt := point{X: float64(i)*10 + 5, Y: s.y(float64(b.Good) / float64(b.Rated()))}
		pt.Title = binTitle(b) + fmt.Sprintf(" · %s / %s · %s", count(b.Good), count(b.Rated()), share(b.Good, b.Rated()))
		if b.Rated() < few {
			pt.Class = "few"
		}
		c.Points = append(c.Points, pt)
	}
	c.X = confidenceAxis()
	return c
}

func binTitle(b Bin) string { return fmt.Sprintf("%.0f–%.0f%%", b.From*100, b.To*100) }

func confidenceAxis() []tick {
	var out []tick
	for i := 0; i <= 10; i++ {
		x := float64(i) * 10
		out = append(out, tick{At: x, Label: same(fmt.Sprintf("%d%%", i*10)), Anchor: anchor(x), Wide: i%2 == 1})
	}
	return out
}
