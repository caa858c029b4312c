package report

import (
	"fmt"
	"math"
)

// A chart is drawn as an SVG image that is as wide as the page, whatever that
// is: what lies across it is in percent of its width, what lies upward in pixels
// from its top, so that text and lines keep their size.
type chart struct {
	Height int
	Bottom float64 // of the plot; the labels of the axis stand below
	Y      []tick
	X      []tick
	Bars   []bar
	Lines  []line
	Points []point
	Marks  []mark
	Dense  bool // too many points for each to be seen
}

// A tick is a place on an axis and its label.
type tick struct {
	At     float64
	Label  phrase
	Anchor string // of the label: start, middle, end
	Wide   bool   // left out on narrow screens
}

// A bar is a rectangle with what it stands for.
type bar struct {
	X, Width, Y, Height float64
	Class, Title        string
}

type line struct {
	X1, Y1, X2, Y2 float64
	Class          string
}

type point struct {
	X, Y         float64
	Class, Title string
}

// A mark is an upright line with a label at the height Y.
type mark struct {
	X, Y   float64
	Label  string
	Anchor string
}

const (
	topSpace    = 10 // pixels above the plot
	bottomSpace = 26 // and below
)

// A scale places values from 0 up to max on the upright axis of a chart.
type scale struct{ max, top, bottom float64 }

func (s scale) y(v float64) float64 { return s.bottom - v/s.max*(s.bottom-s.top) }

// newChart returns a chart whose plot is height pixels high, with the upright
// axis for values from 0 up to at least most.
func newChart(height, top float64, most float64) (chart, scale) {
	step := niceStep(most / 4)
	s := scale{max: step * max(1, math.Ceil(most/step-1e-9)), top: top, bottom: top + height}
	c := chart{Height: int(top + height + bottomSpace), Bottom: s.bottom}
	for i := 0.0; i*step <= s.max+step/2; i++ {
		c.Y = append(c.Y, tick{At: s.y(i * step), Label: same(decimal(i * step))})
	}
	return c, s
}

// newShareChart returns a chart for shares, from 0 to 100 %.
func newShareChart(height float64) (chart, scale) {
	s := scale{max: 1, top: topSpace, bottom: topSpace + height}
	c := chart{Height: int(topSpace + height + bottomSpace), Bottom: s.bottom}
	for percent := 0; percent <= 100; percent += 25 {
		c.Y = append(c.Y, tick{At: s.y(float64(percent) / 100), Label: same(fmt.Sprintf("%d%%", percent))})
	}
	return c, s
}

// niceStep returns the least of 1, 2 and 5 times a power of ten that is not below
// least; at least 0.01.
func niceStep(least float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(max(least, 0.01))))
	for _, step := range []float64{1, 2, 5} {
		if step*power >= least {
			return step * power
		}
	}
	return 10 * power
}

// stack adds a bar for an outcome, answered questions below the others. per is
// what a question counts.
func (c *chart) stack(s scale, x, width float64, o Outcome, per float64, title string) {
	answered, all := s.y(float64(o.Answered)*per), s.y(float64(o.Questions)*per)
	if o.Answered > 0 {
		c.Bars = append(c.Bars, bar{x, width, answered, s.bottom - answered, "answered", title})
	}
	if o.Unanswered() > 0 {
		c.Bars = append(c.Bars, bar{x, width, all, answered - all, "unanswered", title})
	}
}

// anchor returns how a label at x percent stays within the chart.
func anchor(x float64) string {
	switch {
	case x < 6:
		return "start"
	case x > 94:
		return "end"
	}
	return "middle"
}
