package eval

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Figures are how well models do on examples.
type Figures struct {
	Name string `json:"name"`
	Rows int    `json:"rows"` // judged
	// Right is the share of these whose best snippet is right.
	Right float64 `json:"right"`
	// AUROC is the probability that a right snippet has a greater confidence than
	// a wrong one (area under the receiver operating characteristic); 0.5 is
	// chance.
	AUROC float64 `json:"auroc"`
	ECE   float64 `json:"ece"` // expected calibration error (Naeini et al., 2015), ten bins
	// Choices counts the questions with right and wrong passages, and First the
	// share of them where a right one is ranked first.
	Choices int     `json:"choices"`
	First   float64 `json:"first"`
	Bins    [10]Bin `json:"calibration"`
}

// figures returns the figures of examples, each under its models.
func figures(name string, examples []Example, models func(*Example) Models) Figures {
	f := Figures{Name: name}
	var right, wrong []float64
	for i := range examples {
		e := &examples[i]
		if e.Ranked != nil {
			f.Choices++
			f.First += b2f(firstRight(e, models(e).Ranking))
		}
		if e.Judged == nil {
			continue
		}
		f.Rows++
		p := models(e).Confidence.Judge(e.Judged.Features, e.Judged.Expected).Confidence
		f.Bins[min(9, int(p*10))].add(p, e.Judged.Right)
		if e.Judged.Right {
			right = append(right, p)
		} else {
			wrong = append(wrong, p)
		}
	}
	f.Right, f.First = ratio(float64(len(right)), float64(f.Rows)), ratio(f.First, float64(f.Choices))
	f.AUROC, f.ECE = auroc(right, wrong), ece(&f.Bins, f.Rows)
	return f
}

func (b *Bin) add(confidence float64, right bool) {
	b.Rows++
	b.Confidence += confidence
	b.Right += b2f(right)
}

// ece returns the expected calibration error of bins that hold sums, and turns
// the sums into means.
func ece(bins *[10]Bin, rows int) float64 {
	sum := 0.0
	for i := range bins {
		b := &bins[i]
		sum += math.Abs(b.Confidence - b.Right)
		b.Confidence, b.Right = ratio(b.Confidence, float64(b.Rows)), ratio(b.Right, float64(b.Rows))
	}
	return ratio(sum, float64(rows))
}

// auroc returns the share of pairs of one of right and one of wrong in which the
// former is greater, an equal pair counting half; 0.5 where there is no pair.
func auroc(right, wrong []float64) float64 {
	if len(right) == 0 || len(wrong) == 0 {
		return 0.5
	}
	slices.Sort(wrong)
	sum := 0.0
	for _, p := range right {
		below, _ := slices.BinarySearch(wrong, p)
		upTo, _ := slices.BinarySearchFunc(wrong, p, func(x, p float64) int {
			if x <= p {
				return -1
			}
			return cmp.Compare(x, p)
		})
		sum += float64(below) + float64(upTo-below)/2
	}
	return sum / float64(len(right)) / float64(len(wrong))
}

// String is the figures as tables.
func (f Fit) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "fitted to %d rows\n", f.Rows)
	var calibrated []Figures
	if f.Halves != nil {
		calibrated = append(calibrated, *f.Halves)
		b.WriteString("\neach half by models fitted to the other\n")
		writeFigures(&b, calibrated)
	} else {
		b.WriteString("\ntoo few rows for models of one half\n")
	}
	if len(f.Families) > 0 {
		b.WriteString("\neach family by models fitted without it\n")
		writeFigures(&b, f.Families)
		b.WriteString("\nthe same by corpus\n")
		writeFigures(&b, f.Corpora)
	} else {
		b.WriteString("\ntoo few rows for models without a family\n")
	}
	for _, x := range append(calibrated, f.Families...) {
		fmt.Fprintf(&b, "\ncalibration, %s\n", x.Name)
		writeBins(&b, &x.Bins)
	}
	return b.String()
}

func writeFigures(b *strings.Builder, list []Figures) {
	fmt.Fprintf(b, "%-28s  rows  right  AUROC    ECE  choices  first\n", "")
	for _, f := range list {
		fmt.Fprintf(b, "%-28s %5d  %.3f  %.3f  %.3f    %5d  %.3f\n", f.Name, f.Rows, f.Right, f.AUROC, f.ECE, f.Choices, f.First)
	}
}
