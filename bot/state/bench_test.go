package state_test

import (
	"strconv"
	"testing"

	"okbot/bot"
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
		must(s.Append(b.Context(), bot.QuestionLog, record))(b)
	}
}
