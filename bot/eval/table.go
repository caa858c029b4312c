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
		{"MRR@10", s.MRR10}, {"nDCG@10", s.NDCG10}, {"passage@10", s.Passage10},
		{"nearest shown", s.NearestShown}, {"nearest right", s.NearestRight},
	} {
		fmt.Fprintf(&b, "%-13s %.4f\n", row.name, row.value)
	}
	return b.String() + s.Latency.String()
}

// String is the score as tables: of the whole, by kind, by language, and of the
// confidence.
func (s Questions) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d questions, %d not useful\n\n", s.Rows, len(s.Failed))
	for _, row := range []struct {
		name  string
		value float64
	}{
		{"useful", s.Useful}, {"hit@1", s.Hit1}, {"hit@3", s.Hit3}, {"passage@10", s.Passage10},
		{"abstained", s.Abstained}, {"false abstention", s.FalseAbstention}, {"reached", s.Reached}, {"misled", s.Misled},
		{"nearest shown", s.NearestShown}, {"nearest right", s.NearestRight}, {"ECE", s.ECE},
	} {
		fmt.Fprintf(&b, "%-17s %.3f\n", row.name, row.value)
	}
	b.WriteString(s.Latency.String())
	writeShares(&b, "kind", s.ByKind)
	writeShares(&b, "language", s.ByLang)
	b.WriteString("\n")
	writeBins(&b, &s.Bins)
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

// writeBins writes a table of calibration.
func writeBins(b *strings.Builder, bins *[10]Bin) {
	b.WriteString("confidence  rows   mean  right\n")
	for i, bin := range bins {
		if bin.Rows > 0 {
			fmt.Fprintf(b, "%.1f to %.1f  %4d  %.3f  %.3f\n", float64(i)/10, float64(i+1)/10, bin.Rows, bin.Confidence, bin.Right)
		}
	}
}

// String is one line.
func (l Latency) String() string {
	return fmt.Sprintf("latency    p50 %d µs, p95 %d µs, p99 %d µs\n", l.P50, l.P95, l.P99)
}
