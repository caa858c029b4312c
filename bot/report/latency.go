package report

import "slices"

// maxLatency, an hour in microseconds, is what a longer time counts as.
const maxLatency = 3_600_000_000

// Quantiles are those of the time that answers took, in microseconds; 0 where
// there were none.
type Quantiles struct {
	P50 int64 `json:"p50_us"`
	P95 int64 `json:"p95_us"`
	P99 int64 `json:"p99_us"`
}

// A Latency is the distribution of the time that answers took.
type Latency struct {
	Answers int `json:"answers"` // that were measured
	Quantiles
	Max  int64        `json:"max_us"`
	Bins []LatencyBin `json:"bins"` // from the first to the last that is not empty
}

// A LatencyBin counts answers that took from From to less than To microseconds.
// Bounds are 1, 2 and 5 times powers of ten, the first 0.
type LatencyBin struct {
	From      int64 `json:"from_us"`
	To        int64 `json:"to_us"`
	Questions int   `json:"questions"`
}

// quantiles sorts all and returns the least values that 50, 95 and 99 of a
// hundred do not exceed.
func quantiles(all []int64) Quantiles {
	if len(all) == 0 {
		return Quantiles{}
	}
	slices.Sort(all)
	rank := func(percent int) int64 { return all[(len(all)*percent+99)/100-1] }
	return Quantiles{rank(50), rank(95), rank(99)}
}

// latency sorts all and returns their distribution.
func latency(all []int64) Latency {
	l := Latency{Answers: len(all), Quantiles: quantiles(all), Bins: []LatencyBin{}}
	if len(all) == 0 {
		return l
	}
	l.Max = all[len(all)-1]
	bin := LatencyBin{To: 1}
	for rest := all; len(rest) > 0; {
		bin.Questions, _ = slices.BinarySearch(rest, bin.To)
		if bin.Questions > 0 || len(l.Bins) > 0 {
			l.Bins = append(l.Bins, bin)
		}
		rest = rest[bin.Questions:]
		bin.From, bin.To = bin.To, nextBound(bin.To)
	}
	return l
}

// nextBound returns the bound after n in 1, 2, 5, 10, 20, 50 …
func nextBound(n int64) int64 {
	first := n
	for first >= 10 {
		first /= 10
	}
	if first == 2 {
		return n / 2 * 5
	}
	return n * 2
}
