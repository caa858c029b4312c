package main

import (
	"bytes"
	"os"
	"os/exec"
	"testing"
	"time"

	nats "github.com/nats-io/nats-server/v2/server"

	"okbot/bot/slack/slacktest"
)

// natsURL starts a NATS server that replicas share.
func natsURL(t *testing.T) string {
	t.Helper()
	s, err := nats.NewServer(&nats.Options{Host: "127.0.0.1", Port: nats.RANDOM_PORT, NoLog: true, JetStream: true, StoreDir: t.TempDir(), NoSigs: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() {
		s.Shutdown()
		s.WaitForShutdown()
	})
	if !s.ReadyForConnections(20 * time.Second) {
		t.Fatal("the NATS server does not start")
	}
	return s.ClientURL()
}

// replica starts a serve in a process of its own, and returns it once it is ready.
func replica(t *testing.T, vars map[string]string) *os.Process {
	t.Helper()
	if testing.Short() {
		t.Skip("whether processes of their own race is not seen here")
	}
	var log bytes.Buffer
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := &exec.Cmd{Path: self, Args: []string{"okbot", "serve"}, Stderr: &log, Env: []string{"OKBOT_ADMIN_ADDR=127.0.0.1:0", "OKBOT_DATA=" + t.TempDir()}}
	for name, value := range vars {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	mustDo(t, cmd.Start())
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		if t.Failed() {
			t.Logf("log of a replica:\n%s", log.Bytes())
		}
	})
	return cmd.Process
}

// window is how many questions may be unanswered at once.
const window = 200

// TestReplicas delivers every question to two processes that share a cluster, and
// kills one of them half-way: each question is answered once.
func TestReplicas(t *testing.T) {
	n := 200
	if os.Getenv("OKBOT_LOAD") != "" {
		n = 2000
	}
	s := slacktest.New(t, slacktest.Options{})
	vars := onSlackFake(s)
	vars["OKBOT_STATE_URL"], vars["OKBOT_LIMIT_USER"], vars["OKBOT_LIMIT_CHANNEL"] = natsURL(t), "0", "0"
	doomed := replica(t, vars)
	replica(t, vars)
	mustDo(t, s.WaitSockets(within(t, 20*time.Second), 2))
	threads := map[string]bool{}
	begin := time.Now()
	for i := range n {
		if i > window {
			s.WaitPosts(within(t, time.Minute), i-window)
		}
		events := s.Mention(slacktest.Said{Text: askKorean})
		threads[slacktest.General+"/"+events[0].TS] = true
		for _, d := range s.Send(events...) {
			mustDo(t, s.Wait(within(t, 20*time.Second), func() bool { return d.Attempts() > 0 }))
			d.Again()
		}
		if i == n/2 {
			mustDo(t, doomed.Kill())
		}
	}
	if _, err := s.WaitPosts(within(t, time.Minute), n); err != nil {
		t.Errorf("%d of %d questions are answered: %v", len(s.Posts()), n, err)
	}
	for thread, posts := range s.PostCounts() {
		if !threads[thread] || posts != 1 {
			t.Errorf("%s: %d posts", thread, posts)
		}
	}
	t.Logf("%d questions to two processes, one killed half-way: %d posts in %v", n, len(s.Posts()), time.Since(begin).Round(time.Millisecond))
}

// killed asks n questions while processes are killed without a warning, and started
// again by restart after a moment. Every question that was acknowledged is answered
// once. Slack repeats the others.
func killed(t *testing.T, s *slacktest.Server, n, kills int, start func() *os.Process) {
	t.Helper()
	process := start()
	mustDo(t, s.WaitSockets(within(t, 20*time.Second), 1))
	asked := map[string]*slacktest.Delivery{}
	for i := range n {
		if i > window { // a slow machine is not to refuse questions
			s.WaitPosts(within(t, time.Minute), i-window)
		}
		events := s.Mention(slacktest.Said{Text: askKorean})
		asked[slacktest.General+"/"+events[0].TS] = s.Send(events[0])[0]
		time.Sleep(10 * time.Millisecond) // a hundred questions a second
		if kills > 0 && i%(n/kills) == n/kills/2 {
			mustDo(t, process.Kill())
			process = start()
		}
	}
	acknowledged := 0
	for thread, d := range asked {
		ctx := within(t, 2*time.Minute)
		if _, err := d.Wait(ctx); err != nil {
			continue // nobody was there for any of its deliveries: Slack tells its user
		}
		acknowledged++
		if err := s.Wait(ctx, func() bool { return s.PostCounts()[thread] > 0 }); err != nil {
			t.Errorf("%s was acknowledged and not answered", thread)
		}
	}
	for thread, posts := range s.PostCounts() {
		if posts != 1 {
			t.Errorf("%s: %d posts", thread, posts)
		}
	}
	t.Logf("%d kills: %d of %d questions acknowledged, %d answered", kills, acknowledged, n, len(s.PostCounts()))
}

// impatient is a Slack that repeats within seconds what nobody was there to take.
var impatient = slacktest.Options{RetryDelays: []time.Duration{0, 3 * time.Second, 6 * time.Second}}

// kills is how often a process is killed: the whole number where OKBOT_LOAD is set.
func kills() int {
	if os.Getenv("OKBOT_LOAD") != "" {
		return 50
	}
	return 3
}

// TestKilledProcess kills the one process that has the folder of the state.
func TestKilledProcess(t *testing.T) {
	s := slacktest.New(t, impatient)
	vars := onSlackFake(s)
	vars["OKBOT_DATA"], vars["OKBOT_LIMIT_USER"], vars["OKBOT_LIMIT_CHANNEL"] = t.TempDir(), "0", "0"
	killed(t, s, 50*kills(), kills(), func() *os.Process { return replica(t, vars) })
}

// TestKilledReplica kills one of two processes that share a cluster.
func TestKilledReplica(t *testing.T) {
	s := slacktest.New(t, impatient)
	vars := onSlackFake(s)
	vars["OKBOT_STATE_URL"], vars["OKBOT_LIMIT_USER"], vars["OKBOT_LIMIT_CHANNEL"] = natsURL(t), "0", "0"
	replica(t, vars)
	killed(t, s, 50*kills(), kills(), func() *os.Process { return replica(t, vars) })
}
