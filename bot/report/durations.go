package report

import (
	"fmt"
	"math"
)

// durations is the histogram of the time that answers took, with its quantiles.
func durations(l Latency) chart {
	most := 4.0
	for _, b := range l.Bins {
		most = max(most, float64(b.Questions))
	}
	const quantileSpace = 48 // for their labels, one above the other
	c, s := newChart(120, quantileSpace, most)
	n := len(l.Bins)
	slot := 100 / float64(max(n, 1))
	for i, b := range l.Bins {
		x, top := float64(i)*slot, s.y(float64(b.Questions))
		title := fmt.Sprintf("%s–%s · %s", took(b.From), took(b.To), count(b.Questions))
		if b.Questions > 0 {
			c.Bars = append(c.Bars, bar{x + 0.15, slot - 0.3, top, s.bottom - top, "answered", title})
		}
		c.X = append(c.X, tick{At: x, Label: same(took(b.From)), Anchor: anchor(x), Wide: n > 6 && i%3 > 0})
	}
	if n > 0 {
		c.X = append(c.X, tick{At: 100, Label: same(took(l.Bins[n-1].To)), Anchor: "end", Wide: n > 6 && n%3 > 0})
	}
	if l.Answers > 0 {
		c.Marks = []mark{l.mark("p50", l.P50, 40), l.mark("p95", l.P95, 26), l.mark("p99", l.P99, 12)}
	}
	return c
}

// mark marks a quantile with a label at the height y, to the left if there is
// room: below the label of the next one it then meets no line.
func (l Latency) mark(name string, us int64, y float64) mark {
	m := mark{X: l.place(us), Y: y, Label: name + " " + took(us), Anchor: "start"}
	if m.X > 35 {
		m.Anchor = "end"
	}
	return m
}

// place returns where a time lies among the bins, in percent: within a bin by its
// logarithm.
func (l Latency) place(us int64) float64 {
	for i, b := range l.Bins {
		if us < b.To {
			from := max(float64(b.From), 0.5)
			within := math.Log(float64(us)/from) / math.Log(float64(b.To)/from)
			return (float64(i) + within) * 100 / float64(len(l.Bins))
		}
	}
	return 100
}
