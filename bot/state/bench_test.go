package state_test

import (
	"strconv"
	"testing"

	"okbot/bot/chat"
	"okbot/bot/state"
)

func BenchmarkPut(b *testing.B) {
	s := open(b, state.Options{Dir: b.TempDir()})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		must(s.Put(b.Context(), claims, strconv.Itoa(i), []byte("JTBGQ5XWPMOFZIHZ7E2CZ3NQDD"), 0))(b)
	}
}

func BenchmarkAppend(b *testing.B) {
	s, record := open(b, state.Options{Dir: b.TempDir()}), make([]byte, 300)
	b.ReportAllocs()
	for b.Loop() {
		must(s.Append(b.Context(), chat.QuestionLog, record))(b)
	}
}

func BenchmarkRecords(b *testing.B) {
	s, n := open(b, state.Options{Dir: b.TempDir()}), 0
	for range 1000 {
		must(s.Append(b.Context(), chat.QuestionLog, make([]byte, 300)))(b)
	}
	for b.Loop() {
		if err := s.Records(b.Context(), chat.QuestionLog, func(string, []byte) error { n++; return nil }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(n), "µs/record")
}
