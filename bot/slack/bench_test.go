package slack_test

import (
	"slices"
	"testing"
	"time"

	"okbot/bot/slack/slacktest"
)

// BenchmarkMention is the time from a delivery to its post, the fake's own time
// included, one question after another.
func BenchmarkMention(b *testing.B) {
	srv := slacktest.New(b, slacktest.Options{Keep: 1000})
	start(b, srv, setup{})
	var took []time.Duration
	n := 0
	for b.Loop() {
		mention := srv.Mention(slacktest.Said{User: "U1", Text: askKo})[0]
		begun := time.Now()
		srv.Send(mention)
		n++
		if _, err := srv.WaitPosts(deadline(b), n); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}
