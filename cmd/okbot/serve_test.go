package main

import (
	"context"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"okbot/bot"
	"okbot/bot/discord/discordtest"
	"okbot/bot/l10n"
	"okbot/bot/slack/slacktest"
	"okbot/index"
	"okbot/index/query"
)

const (
	askKorean  = "오픈AI 코리아의 초대 총괄 대표는 누구야?"
	askEnglish = "Who was appointed the first general manager of OpenAI Korea?"
)

// both are the variables for both fakes.
func both(s *slacktest.Server, d *discordtest.Server) map[string]string {
	vars := onSlackFake(s)
	maps.Copy(vars, onDiscordFake(d))
	return vars
}

// TestServeOnBothPlatforms asks on both, stops, and looks at what was kept.
func TestServeOnBothPlatforms(t *testing.T) {
	before := goleak.IgnoreCurrent()
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		goleak.VerifyNone(t, before)
	})
	s, d := slacktest.New(t, slacktest.Options{}), discordtest.New(t, discordtest.Options{})
	srv := startServe(t, both(s, d))
	srv.awaitReady(t)
	ctx := within(t, 20*time.Second)
	s.Send(s.Mention(slacktest.Said{Text: askKorean})...)
	d.Post(discordtest.Post{Mention: true, Content: askEnglish})
	if _, err := s.WaitPosts(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := d.WaitMessages(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if _, figures := srv.get(t, "/metrics"); !strings.Contains(figures, `okbot_questions_total{outcome="answered",platform="slack"} 1`) ||
		!strings.Contains(figures, `okbot_platform_ready{platform="discord"} 1`) {
		t.Errorf("metrics lack the question or the platform:\n%s", figures)
	}
	checkKept(t, srv)
	if status := srv.end(); status != ok {
		t.Errorf("status %d", status)
	}
	checkKept(t, srv) // from the folder
	checkErased(t, srv)
	if n := len(s.Posts()); n != 1 {
		t.Errorf("%d posts on Slack", n)
	}
	for _, secret := range []string{slacktest.BotToken, slacktest.AppToken, d.Token(), askKorean, askEnglish} {
		if strings.Contains(srv.log.String(), secret) {
			t.Errorf("the log tells %q", secret)
		}
	}
}

// checkKept exports the two questions and reports on them.
func checkKept(t *testing.T, srv *serving) {
	t.Helper()
	status, out, problems := srv.run(t, "data", "export")
	if status != ok || strings.Count(out, "\n") != 2 || !strings.Contains(out, askKorean) || !strings.Contains(out, askEnglish) {
		t.Errorf("export: status %d\n%s%s", status, out, problems)
	}
	status, out, problems = srv.run(t, "data", "export", "--user", "slack/"+slacktest.Mina)
	if status != ok || strings.Count(out, "\n") != 1 || !strings.Contains(out, askKorean) || strings.Contains(out, slacktest.Mina) {
		t.Errorf("export of one user: status %d\n%s%s", status, out, problems)
	}
	status, out, problems = srv.run(t, "report", "--json")
	if status != ok || !strings.Contains(out, `"total":{"questions":2,"answered":2`) {
		t.Errorf("report --json: status %d\n%s%s", status, out, problems)
	}
	status, out, problems = srv.run(t, "report", "--lang", "ko", "--since", "7d")
	if status != ok || !strings.HasPrefix(strings.ToLower(out), "<!doctype html>") {
		t.Errorf("report: status %d\n%.300s%s", status, out, problems)
	}
}

// checkErased erases what the user on Slack asked.
func checkErased(t *testing.T, srv *serving) {
	t.Helper()
	status, out, problems := srv.run(t, "data", "erase", "--user", "slack/"+slacktest.Mina, "--json")
	if status != ok || strings.TrimSpace(out) != `{"questions":1,"feedback":0,"conversations":1}` {
		t.Errorf("erase: status %d\n%s%s", status, out, problems)
	}
	if _, out, _ := srv.run(t, "data", "export"); strings.Contains(out, askKorean) || !strings.Contains(out, askEnglish) {
		t.Errorf("after erasing there is left:\n%s", out)
	}
	wantNowhere(t, srv.vars["OKBOT_DATA"], askKorean, slacktest.Mina)
}

// wantNowhere looks for texts in every file of a folder.
func wantNowhere(t *testing.T, folder string, texts ...string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(name)
		for _, text := range texts {
			if strings.Contains(string(content), text) {
				t.Errorf("%s holds %q", name, text)
			}
		}
		return err
	})
	mustDo(t, err)
}

// TestSlackDownAtStart starts while Slack fails, answers on Discord, and on
// Slack once that is back.
func TestSlackDownAtStart(t *testing.T) {
	s, d := slacktest.New(t, slacktest.Options{}), discordtest.New(t, discordtest.Options{})
	s.Fail("", slacktest.Fault{Times: -1, Status: http.StatusServiceUnavailable})
	srv := startServe(t, both(s, d))
	h := srv.awaitHealth(t, func(h health) bool { return h.Platforms["discord"].Ready })
	if h.Ready || h.Platforms["slack"].Ready || h.Platforms["slack"].Reason == "" {
		t.Errorf("health while Slack is down: %+v", h)
	}
	d.Post(discordtest.Post{Mention: true, Content: askEnglish})
	if _, err := d.WaitMessages(within(t, 20*time.Second), 1); err != nil {
		t.Fatal(err)
	}
	s.Heal("")
	srv.awaitReady(t)
	s.Send(s.Mention(slacktest.Said{Text: askKorean})...)
	if _, err := s.WaitPosts(within(t, 20*time.Second), 1); err != nil {
		t.Fatal(err)
	}
}

// TestTokenRevoked revokes Discord's token, which leaves Slack alone, and then
// Slack's, which leaves nothing.
func TestTokenRevoked(t *testing.T) {
	s, d := slacktest.New(t, slacktest.Options{}), discordtest.New(t, discordtest.Options{})
	srv := startServe(t, both(s, d))
	srv.awaitReady(t)
	d.FaultConns(discordtest.ConnFault{Times: -1, Code: 4004})
	for _, c := range d.Conns() {
		c.Close(4004)
	}
	srv.log.await(t, `level=ERROR msg="platform ended" platform=discord error=(.*)`)
	h := srv.awaitHealth(t, func(h health) bool { return !h.Platforms["discord"].Ready })
	if h.Ready || !h.Platforms["slack"].Ready {
		t.Errorf("health once Discord has ended: %+v", h)
	}
	s.Send(s.Mention(slacktest.Said{Text: askKorean})...)
	if _, err := s.WaitPosts(within(t, 20*time.Second), 1); err != nil {
		t.Fatal(err)
	}
	s.Revoke(slacktest.BotToken, "token_revoked")
	s.Revoke(slacktest.AppToken, "token_revoked")
	s.DropSockets()
	select {
	case status := <-srv.done:
		if status != failed {
			t.Errorf("status %d", status)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("serve goes on without a platform")
	}
	if !strings.Contains(srv.log.String(), "okbot: no platform is left: slack: ") {
		t.Error("it is not told why")
	}
}

// TestStopFinishesAnswers stops while an answer is being posted slowly.
func TestStopFinishesAnswers(t *testing.T) {
	s := slacktest.New(t, slacktest.Options{})
	srv := startServe(t, onSlackFake(s))
	srv.awaitReady(t)
	s.Fail("chat.postMessage", slacktest.Fault{Latency: time.Second})
	deliveries := s.Send(s.Mention(slacktest.Said{Text: askKorean})...)
	srv.awaitMetric(t, "okbot_pool_working 1")
	mustDo(t, syscall.Kill(os.Getpid(), syscall.SIGTERM))
	if status := <-srv.done; status != ok {
		t.Errorf("status %d", status)
	}
	if n := len(s.Posts()); n != 1 || len(deliveries) == 0 {
		t.Errorf("%d posts for a question in flight", n)
	}
}

// TestSecondServeOnAFolder is refused with status 2, and told who is there.
func TestSecondServeOnAFolder(t *testing.T) {
	d := discordtest.New(t, discordtest.Options{})
	first := startServe(t, onDiscordFake(d))
	vars := maps.Clone(first.vars)
	second := launch(t, vars)
	if status := <-second.done; status != failed {
		t.Errorf("status %d", status)
	}
	if told := second.log.String(); !strings.Contains(told, "okbot: ") || !strings.Contains(told, vars["OKBOT_DATA"]) {
		t.Errorf("told: %s", told)
	}
}

// panicking is a searcher with a bug.
type panicking struct{}

func (panicking) Search(context.Context, index.Request) (index.Result, error) { panic("a bug") }

func (panicking) Vocabulary() query.Vocabulary { return nil }

// TestPanicBecomesAnApology has a bug in one answer: the process lives, and
// answers the next question.
func TestPanicBecomesAnApology(t *testing.T) {
	d := discordtest.New(t, discordtest.Options{})
	vars := onDiscordFake(d)
	vars["OKBOT_DATA"], vars["OKBOT_ADMIN_ADDR"] = t.TempDir(), "127.0.0.1:0"
	log := newJournal()
	set, err := readFrom(vars)
	if err != nil {
		t.Fatal(err)
	}
	srv, err := newServer(t.Context(), set, &shared{Limit: 3, Lang: "auto"}, newLog(log, set))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- srv.run(ctx) }()
	defer func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		mustDo(t, srv.close())
	}()
	if err := d.WaitReady(within(t, 20*time.Second), 1); err != nil {
		t.Fatal(err)
	}
	srv.service.Swap(bot.New(panicking{}, bot.Options{}))
	d.Post(discordtest.Post{Mention: true, Content: askKorean})
	sent, err := d.WaitMessages(within(t, 20*time.Second), 1)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(sent[0].Body), l10n.Sorry.In("ko")) {
		t.Errorf("no apology in %s", sent[0].Body)
	}
	log.await(t, `panic="a bug" stack=.*serve_test.go`)
	srv.service.Swap(newBot(srv.library.index, ""))
	d.Post(discordtest.Post{Mention: true, Content: askKorean})
	if _, err := d.WaitMessages(within(t, 20*time.Second), 2); err != nil {
		t.Fatal(err)
	}
}
