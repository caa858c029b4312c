package state_test

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"okbot/bot/chat"
	"okbot/bot/state"
)

// patient is a timeout for tests that are not about timeouts.
const patient = 10 * time.Second

// claims is a bucket that the bot uses.
var claims = chat.Buckets()[0]

// open opens a state and closes it at the end of the test.
func open(t testing.TB, opts state.Options) *state.State {
	t.Helper()
	if opts.Log == nil {
		opts.Log = slog.New(slog.NewTextHandler(t.Output(), nil))
	}
	s, err := state.Open(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeState(t, s) })
	return s
}

func closeState(t testing.TB, s *state.State) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patient)
	defer cancel()
	if err := s.Close(ctx); err != nil {
		t.Errorf("Close: %v", err)
	}
}

// whole is a state that must not go on in memory.
func whole(t testing.TB, opts state.Options) *state.State {
	t.Helper()
	opts.Timeout = patient
	s := open(t, opts)
	t.Cleanup(func() {
		if degraded, _, reason := s.Degraded(); degraded && reason != "closed" {
			t.Errorf("kept in memory only: %s", reason)
		}
	})
	return s
}

// start starts a NATS server that listens on this machine.
func start(t testing.TB, opts server.Options) *server.Server {
	t.Helper()
	opts.Host, opts.NoLog, opts.NoSigs, opts.JetStream = "127.0.0.1", true, true, true
	if opts.Port == 0 {
		opts.Port = server.RANDOM_PORT
	}
	s, err := server.NewServer(&opts)
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() { stop(s) })
	return s
}

func stop(s *server.Server) {
	s.Shutdown()
	s.WaitForShutdown()
}

// listen starts a server and waits for it.
func listen(t testing.TB, opts server.Options) *server.Server {
	t.Helper()
	s := start(t, opts)
	if !s.ReadyForConnections(patient) {
		t.Fatal("NATS server is not ready")
	}
	return s
}

// cluster starts servers that make one cluster, and returns how to start them
// again, and their URL.
func cluster(t testing.TB, n int) (servers []*server.Server, opts []server.Options, url string) {
	t.Helper()
	var urls []string
	for i := range n {
		o := server.Options{
			ServerName: fmt.Sprintf("s%d", i), StoreDir: t.TempDir(), Port: freePort(t),
			Cluster: server.ClusterOpts{Name: "okbot", Host: "127.0.0.1", Port: freePort(t)},
		}
		urls = append(urls, fmt.Sprintf("nats://127.0.0.1:%d", o.Port))
		opts = append(opts, o)
	}
	for i := range opts {
		opts[i].Routes = server.RoutesFromStr(fmt.Sprintf("nats://127.0.0.1:%d", opts[(i+1)%n].Cluster.Port))
		servers = append(servers, start(t, opts[i]))
	}
	eventually(t, "the cluster has a leader that knows all", func() bool {
		for _, s := range servers {
			if s.JetStreamIsLeader() {
				return len(s.JetStreamClusterPeers()) == n
			}
		}
		return false
	})
	return servers, opts, strings.Join(urls, ",")
}

// freePort returns a port of this machine that nobody uses at the moment.
func freePort(t testing.TB) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// eventually waits until something holds.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(60 * time.Second); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("in vain: %s", what)
		}
	}
}

func degraded(s *state.State) bool {
	degraded, _, _ := s.Degraded()
	return degraded
}
