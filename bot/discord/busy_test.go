package discord

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"okbot/bot/chat"
	"okbot/bot/discord/discordtest"
	"okbot/bot/l10n"
)

// full is a world whose service has no room, and what it counts.
func full(t *testing.T, o worldOptions) (*world, prometheus.Gatherer) {
	t.Helper()
	figures := prometheus.NewRegistry()
	o.idle, o.service = true, chat.Options{Queue: 1, Metrics: chat.NewMetrics(figures)}
	w := newWorld(t, o)
	if err := w.service.Submit(func(context.Context) {}); err != nil {
		t.Fatal(err)
	}
	return w, figures
}

// Who asks once more than there is room for is told so once, and then by reactions.
func TestBusy(t *testing.T) {
	o := without()
	o.NoRouteLimit = false // Discord takes four reactions a second
	w, figures := full(t, worldOptions{discord: o})
	if m := w.answer(w.Slash(ask(launch, false))); m.Content != l10n.Busy.In("ko") || !m.Ephemeral() {
		t.Errorf("command: %s", m.Body)
	}
	jihoon := w.AddUser("jihoon", false).ID
	others := map[string]bool{}
	first := w.Post(discordtest.Post{User: jihoon, Mention: true, Content: launch})
	for range 6 {
		others[w.Post(discordtest.Post{User: jihoon, Mention: true, Content: launch})] = true
	}
	if m := w.sent(2); m.Content != l10n.Busy.In("ko") || m.ReplyTo() != first {
		t.Errorf("mention: %s", m.Body)
	}
	reactions, err := w.WaitCalls(withTimeout(t), discordtest.RouteReact, len(others))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range reactions {
		id := strings.Split(c.Path, "/")[4]
		if c.Status != http.StatusNoContent || !others[id] {
			t.Errorf("reaction %s: HTTP %d", c.Path, c.Status)
		}
		delete(others, id)
	}
	eventually(t, func() bool { return counted(t, figures, "busy") == 8 })
	if n := len(w.Sent()); n != 2 || counted(t, figures, "untold") > 0 {
		t.Errorf("told %d times in words, %v were told nothing", n, counted(t, figures, "untold"))
	}
}

// A channel that refuses a reaction is not asked again for a while, and what nobody is
// told is counted.
func TestReactionIsRefused(t *testing.T) {
	w, figures := full(t, worldOptions{discord: without()})
	w.Deny(w.Channel().ID, discordtest.AddReactions)
	for n := range 4 {
		w.Post(discordtest.Post{Mention: true, Content: launch})
		eventually(t, func() bool { return counted(t, figures, "untold") == float64(n) })
	}
	if calls, err := w.WaitCalls(withTimeout(t), discordtest.RouteReact, 1); err != nil || len(calls) != 1 {
		t.Errorf("%d reactions tried, %v", len(calls), err)
	}
}

// Where reactions are slower than questions, most are told nothing, and each is counted.
func TestReactionsAreTooMany(t *testing.T) {
	hold := make(chan struct{})
	w, figures := full(t, worldOptions{discord: without(), before: func(r *http.Request) *http.Response {
		if strings.Contains(r.URL.Path, "/reactions/") {
			<-hold
		}
		return nil
	}})
	const asked, surplus = maxReactions + reactionWorkers + 50, 49
	for range asked {
		w.Post(discordtest.Post{Mention: true, Content: launch})
	}
	eventually(t, func() bool { return counted(t, figures, "busy") == asked })
	if n := counted(t, figures, "untold"); n < surplus {
		t.Errorf("%v were told nothing", n)
	}
	close(hold)
	eventually(t, func() bool {
		calls, _ := w.WaitCalls(withTimeout(t), discordtest.RouteReact, 1)
		return float64(len(calls))+counted(t, figures, "untold") == asked-1
	})
}

// A service that ends is not busy, and says something else.
func TestEndIsNotBusy(t *testing.T) {
	w, figures := full(t, worldOptions{discord: without()})
	ctx, end := context.WithCancel(context.Background())
	end()
	w.service.Run(ctx)
	if m := w.answer(w.Slash(ask(launch, false))); m.Content != l10n.Sorry.In("ko") || !m.Ephemeral() {
		t.Errorf("command: %s", m.Body)
	}
	for n := range 2 {
		w.Post(discordtest.Post{Mention: true, Content: launch})
		if m := w.sent(n + 2); m.Content != l10n.Sorry.In("ko") {
			t.Errorf("mention: %s", m.Body)
		}
	}
	if n := counted(t, figures, "busy"); n > 0 {
		t.Errorf("%v counted as busy", n)
	}
}

// counted returns how many questions were counted with an outcome.
func counted(t *testing.T, from prometheus.Gatherer, outcome string) (n float64) {
	t.Helper()
	families, err := from.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			for _, l := range m.GetLabel() {
				if f.GetName() == "okbot_questions_total" && l.GetName() == "outcome" && l.GetValue() == outcome {
					n += m.GetCounter().GetValue()
				}
			}
		}
	}
	return n
}
