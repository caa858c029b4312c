package state

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"okbot/bot"
	"okbot/bot/state/statetest"
)

func rss() string {
	b, _ := os.ReadFile("/proc/self/status")
	for _, l := range strings.Split(string(b), "\n") {
		if strings.HasPrefix(l, "VmRSS") {
			return strings.Join(strings.Fields(l), " ")
		}
	}
	return ""
}

func openProto(t testing.TB, dir string) (*streams, func()) {
	start := time.Now()
	srv, err := startServer(dir, slog.New(slog.NewTextHandler(os.Stderr, nil)))
	if err != nil {
		t.Fatal(err)
	}
	conn, err := connectServer(srv)
	if err != nil {
		t.Fatal(err)
	}
	s, err := openStreams(context.Background(), conn, configs(180*24*time.Hour, 1))
	if err != nil {
		t.Fatal(err)
	}
	t.Log("open", time.Since(start), rss())
	return s, func() { conn.Close(); srv.Shutdown(); srv.WaitForShutdown() }
}

func TestProto(t *testing.T) {
	statetest.Test(t, func(t *testing.T) bot.Store {
		s, stop := openProto(t, t.TempDir())
		t.Cleanup(stop)
		return s
	})
}

func TestProtoMeasure(t *testing.T) {
	dir := "/tmp/state/measure"
	os.RemoveAll(dir)
	os.MkdirAll(dir, 0o700)
	s, stop := openProto(t, dir)
	ctx := context.Background()
	bs := bot.Buckets()
	n := 100_000
	var puts, appends []time.Duration
	start := time.Now()
	for i := range n {
		key := fmt.Sprintf("slack/T1/C1/17180000%d.000100", i)
		t0 := time.Now()
		rev, err := s.Put(ctx, bs[0], key, []byte("JTBGQ5XWPMOFZIHZ7E2CZ3NQDD"), 0)
		puts = append(puts, time.Since(t0))
		if err != nil {
			t.Fatal(err)
		}
		t0 = time.Now()
		_, err = s.Append(ctx, bot.QuestionLog, []byte(`{"at":"2026-11-23T21:20:00Z","platform":"slack","user":"abcdefghijklmnop","question":"오픈AI 코리아는 언제 세워졌나요?","asked":"오픈AI 코리아는 언제 세워졌나요?","lang":"ko","answered":true,"confidence":0.93,"passages":["a-1","b-2"],"answer_us":1234}`))
		appends = append(appends, time.Since(t0))
		if err != nil {
			t.Fatal(err)
		}
		_, rev2, _ := s.Get(ctx, bs[1], fmt.Sprint(i%10000))
		if _, err := s.Put(ctx, bs[1], fmt.Sprint(i%10000), []byte(`{"asked":"오픈AI 코리아는 언제 세워졌나요?","passage":"openai-korea-1"}`), rev2); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Put(ctx, bs[0], key, []byte("done"), rev); err != nil {
			t.Fatal(err)
		}
		if i%20000 == 0 {
			t.Log(i, time.Since(start), rss())
		}
	}
	t.Log(n, time.Since(start), rss())
	for _, d := range [][]time.Duration{puts, appends} {
		slices.Sort(d)
		t.Log("p50", d[n/2], "p99", d[n*99/100], "max", d[n-1])
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	t.Log("heap MB", m.HeapAlloc>>20, rss())
	time.Sleep(15 * time.Second)
	runtime.GC()
	runtime.ReadMemStats(&m)
	t.Log("after idle: heap MB", m.HeapAlloc>>20, rss())
	start = time.Now()
	k := 0
	s.Records(ctx, bot.QuestionLog, func(string, []byte) error { k++; return nil })
	t.Log("records", k, time.Since(start))
	start = time.Now()
	stop()
	t.Log("stop", time.Since(start))
	_, stop = openProto(t, dir)
	stop()
}
