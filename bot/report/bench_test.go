package report_test

import (
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"okbot/bot/chat"
	"okbot/bot/report"
)

// syllables are what made-up names consist of.
var syllables = strings.Fields("가 나 다 라 마 바 사 아 자 차 카 타 파 하 김 서 한 동 국 정 소 미 로 도 성 원 진 현 우 영 준 호 석 민 은 선 경 광 남 북")

var templates = []string{
	"%s 대표가 누구야?", "%s 코리아 직원은 몇 명이에요?", "오픈AI랑 %s 제휴했어?", "%s에서 챗GPT 언제부터 써요?",
	"%s 투자 금액 알려줘", "when did %s sign with OpenAI?", "How much does %s pay for ChatGPT?", "%s 사무실 위치", "%s 데이터센터 착공일",
}

// traffic is n questions of ninety days, unanswered the given share of them, and
// the feedback on a tenth; the same ones each time.
func traffic(n int, unanswered float64, names int) (iter.Seq2[string, chat.Record], iter.Seq[chat.Feedback]) {
	questions := func(yield func(string, chat.Record) bool) {
		rng := rand.New(rand.NewPCG(1, 2))
		for i := range n {
			if !yield(fmt.Sprintf("1-%d", i), question(rng, i, n, unanswered, names)) {
				return
			}
		}
	}
	feedback := func(yield func(chat.Feedback) bool) {
		for i := 0; i < n; i += 10 {
			if !yield(chat.Feedback{Question: fmt.Sprintf("1-%d", i), User: fmt.Sprintf("user-%d", i%700), Good: i%70 != 0}) {
				return
			}
		}
	}
	return questions, feedback
}

func question(rng *rand.Rand, i, n int, unanswered float64, names int) chat.Record {
	name := rand.New(rand.NewPCG(3, uint64(rng.ExpFloat64()*float64(names)/5)))
	var b strings.Builder
	for range 3 + name.IntN(3) {
		b.WriteString(syllables[name.IntN(len(syllables))])
	}
	r := chat.Record{
		At:       made.Add(-time.Duration(n-i) * (90 * 24 * time.Hour / time.Duration(n))),
		Platform: "slack", Lang: "ko", User: fmt.Sprintf("user-%d", rng.IntN(1000)),
		Question:   fmt.Sprintf(templates[rng.IntN(len(templates))], b.String()),
		Answered:   rng.Float64() >= unanswered,
		Confidence: rng.Float64(), AnswerUS: int64(300 + rng.ExpFloat64()*700),
	}
	r.Query = r.Question
	if strings.Contains(r.Question, "OpenAI") {
		r.Lang, r.Platform = "en", "discord"
	}
	if r.Answered {
		for range 1 + rng.IntN(3) {
			r.Passages = append(r.Passages, fmt.Sprintf("article-%d.ko#%d", rng.IntN(80), rng.IntN(8)))
		}
	}
	return r
}

// BenchmarkBuild reports on 100,000 questions: as a team asks them, and none of
// them answered and hardly one asked twice.
func BenchmarkBuild(b *testing.B) {
	for _, bench := range []struct {
		name       string
		unanswered float64
		names      int
	}{{"usual", 0.2, 500}, {"worst", 1, 1 << 40}} {
		b.Run(bench.name, func(b *testing.B) {
			questions, feedback := traffic(100_000, bench.unanswered, bench.names)
			b.ReportAllocs()
			var peak uint64
			for b.Loop() {
				r := report.Build(questions, feedback, report.Options{Now: made})
				if err := r.HTML(io.Discard, "ko"); err != nil {
					b.Fatal(err)
				}
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapSys)
			}
			b.ReportMetric(float64(peak)/(1<<20), "MB-heap")
		})
	}
}
