package eval

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// String is the score as a table.
func (s BEIR) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d questions, %d passages, read and indexed in %.2f s\n\n", s.Questions, s.Passages, s.Build)
	for _, row := range []struct {
		name  string
		value float64
	}{
		{"recall@1", s.Recall1}, {"recall@3", s.Recall3}, {"recall@5", s.Recall5}, {"recall@10", s.Recall10},
		{"MRR@10", s.MRR10}, {"nDCG@10", s.NDCG10},
	} {
		fmt.Fprintf(&b, "%-10s %.4f\n", row.name, row.value)
	}
	return b.String() + s.Latency.String()
}

// String is the score as tables: of the whole, by kind, by language, and of the
// confidence.
func (s Questions) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d questions, %d not useful\n\n", s.Rows, len(s.Failed))
	fmt.Fprintf(&b, "useful            %.3f\nhit@1             %.3f\nhit@3             %.3f\n", s.Useful, s.Hit1, s.Hit3)
	fmt.Fprintf(&b, "abstained         %.3f\nfalse abstention  %.3f\nECE               %.3f\n", s.Abstained, s.FalseAbstention, s.ECE)
	b.WriteString(s.Latency.String())
	writeShares(&b, "kind", s.ByKind)
	writeShares(&b, "language", s.ByLang)
	b.WriteString("\nconfidence  rows   mean  right\n")
	for i, bin := range s.Bins {
		if bin.Rows > 0 {
			fmt.Fprintf(&b, "%.1f to %.1f  %4d  %.3f  %.3f\n", float64(i)/10, float64(i+1)/10, bin.Rows, bin.Confidence, bin.Right)
		}
	}
	if len(s.Failed) > 0 {
		fmt.Fprintf(&b, "\nnot useful: %s\n", strings.Join(s.Failed, " "))
	}
	return b.String()
}

func writeShares(b *strings.Builder, heading string, shares map[string]*Share) {
	fmt.Fprintf(b, "\n%-16s rows  hit@1  hit@3\n", heading)
	for _, key := range slices.Sorted(maps.Keys(shares)) {
		fmt.Fprintf(b, "%-16s %4d  %.3f  %.3f\n", key, shares[key].Rows, shares[key].Hit1, shares[key].Hit3)
	}
}

// String is one line.
func (l Latency) String() string {
	return fmt.Sprintf("latency    p50 %d µs, p95 %d µs, p99 %d µs\n", l.P50, l.P95, l.P99)
}
