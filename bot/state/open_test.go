package state_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"okbot/bot/chat"
	"okbot/bot/state"
	"okbot/bot/state/statetest"
)

func TestFolder(t *testing.T) {
	statetest.Test(t, func(t *testing.T) chat.Store { return whole(t, state.Options{Dir: t.TempDir()}) })
}

func TestServer(t *testing.T) {
	url := listen(t, server.Options{StoreDir: t.TempDir()}).ClientURL()
	statetest.Test(t, func(t *testing.T) chat.Store { return whole(t, state.Options{URL: url}) })
}

func TestReopened(t *testing.T) {
	dir := t.TempDir()
	first := whole(t, state.Options{Dir: dir})
	id, err := first.Append(t.Context(), chat.QuestionLog, []byte("kept"))
	if err != nil {
		t.Fatal(err)
	}
	revision, err := first.Put(t.Context(), claims, "key", []byte("mine"), 0)
	if err != nil {
		t.Fatal(err)
	}
	closeState(t, first)

	again := whole(t, state.Options{Dir: dir})
	if got, err := again.Record(t.Context(), chat.QuestionLog, id); err != nil || string(got) != "kept" {
		t.Errorf("Record: %q, %v", got, err)
	}
	if got, at, err := again.Get(t.Context(), claims, "key"); err != nil || string(got) != "mine" || at != revision {
		t.Errorf("Get: %q, revision %d, want %d, %v", got, at, revision, err)
	}
	// An id of another folder's is no id of this one's.
	other := whole(t, state.Options{Dir: t.TempDir()})
	if _, err := other.Append(t.Context(), chat.QuestionLog, []byte("other")); err != nil {
		t.Fatal(err)
	}
	if got, err := other.Record(t.Context(), chat.QuestionLog, id); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("Record of another folder: %q, %v", got, err)
	}
}

func TestRetention(t *testing.T) {
	s := whole(t, state.Options{Dir: t.TempDir(), Retention: time.Second})
	id, err := s.Append(t.Context(), chat.QuestionLog, []byte("short"))
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "the record is forgotten", func() bool {
		_, err := s.Record(t.Context(), chat.QuestionLog, id)
		return errors.Is(err, chat.ErrNotFound)
	})
}

func TestOptionsThatMakeNoSense(t *testing.T) {
	const secret = "hunter2"
	for _, url := range []string{
		"nats://u:" + secret + "@", "http://u:" + secret + "@host:4222", "nats://u:" + secret + "@ho st:4222", secret,
		"nats://u:" + secret + "@host:4222?replicas=0", "nats://host:4222?token=" + secret, "nats://host:4222?%zz=" + secret,
		"nats://host:4222,,nats://u:" + secret + "@host",
	} {
		s, err := state.Open(t.Context(), state.Options{URL: url})
		if err == nil {
			closeState(t, s)
			t.Errorf("%s: no error", url)
		} else if strings.Contains(err.Error(), secret) {
			t.Errorf("%s: the error shows the password: %v", url, err)
		}
	}
}

func TestNothingToOpen(t *testing.T) {
	for name, opts := range map[string]state.Options{
		"no folder": {},
		"no server": {URL: "nats://someone:hunter2@127.0.0.1:1"},
	} {
		s := open(t, opts)
		degraded, since, reason := s.Degraded()
		if !degraded || since.IsZero() || reason == "" || strings.Contains(reason, "hunter2") {
			t.Errorf("%s: degraded %t since %v: %s", name, degraded, since, reason)
		}
		inMemory(t, s)
	}
}

// inMemory checks that a state without a store is of use all the same.
func inMemory(t *testing.T, s chat.Store) {
	t.Helper()
	revision, err := s.Put(t.Context(), claims, "key", []byte("one"), 0)
	if err != nil {
		t.Fatalf("Put: %v", err)
	}
	if _, err := s.Put(t.Context(), claims, "key", []byte("two"), 0); !errors.Is(err, chat.ErrConflict) {
		t.Errorf("Put of a key that is there: %v", err)
	}
	if got, at, err := s.Get(t.Context(), claims, "key"); err != nil || string(got) != "one" || at != revision {
		t.Errorf("Get: %q, revision %d of %d, %v", got, at, revision, err)
	}
	id, err := s.Append(t.Context(), chat.QuestionLog, []byte("record"))
	if err != nil {
		t.Fatalf("Append: %v", err)
	}
	if got, err := s.Record(t.Context(), chat.QuestionLog, id); err != nil || string(got) != "record" {
		t.Errorf("Record: %q, %v", got, err)
	}
	// What may be in the store must not count as gone.
	err = s.Records(t.Context(), chat.QuestionLog, func(string, []byte) error { return nil })
	if err == nil || errors.Is(err, chat.ErrNotFound) {
		t.Errorf("Records: %v", err)
	}
	if err := s.Remove(t.Context(), chat.QuestionLog, id); err == nil {
		t.Error("Remove tells that a record is gone for good")
	}
}

func TestCluster(t *testing.T) {
	_, _, url := cluster(t, 3)
	statetest.Test(t, func(t *testing.T) chat.Store { return whole(t, state.Options{URL: url}) })
}
