package discord

import (
	"testing"

	"okbot/bot/chat"
	"okbot/bot/discord/discordtest"
	"okbot/bot/state"
)

// What a process held when it was killed is answered by the next one: a command in the
// place of its deferral, a message by a reply.
func TestResumed(t *testing.T) {
	store := state.Memory()
	w := newWorld(t, worldOptions{discord: without(), idle: true, store: store})
	i := w.Slash(ask(launch, true))
	r, err := i.Response(withTimeout(t))
	if err != nil || r.Type != discordtest.RespondDeferred {
		t.Fatalf("type %d, %v", r.Type, err)
	}
	asked := w.Post(discordtest.Post{Mention: true, Content: launchEnglish})
	eventually(t, func() bool { return waiting(t, store) == 2 })
	w.stop()

	again := newWorld(t, worldOptions{server: w.Server, store: store})
	if err := again.Wait(withTimeout(t), func() bool { m, _ := w.Message(r.Message); return !m.Loading() }); err != nil {
		t.Fatal(err)
	}
	m, _ := again.Message(r.Message)
	isAnswer(t, m)
	if !m.Ephemeral() {
		t.Errorf("seen by all: %s", m.Body)
	}
	eventually(t, func() bool {
		for _, m := range again.Sent() {
			if m.ReplyTo() == asked {
				isAnswer(t, m)
				return true
			}
		}
		return false
	})
	eventually(t, func() bool { return waiting(t, store) == 0 })
}

// waiting returns how many deliveries are in the inbox.
func waiting(t *testing.T, store chat.Store) (n int) {
	t.Helper()
	err := store.Records(t.Context(), chat.InboxLog, func(string, []byte) error { n++; return nil })
	if err != nil {
		t.Fatal(err)
	}
	return n
}
