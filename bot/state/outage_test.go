package state_test

import (
	"errors"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/nats-io/nats-server/v2/server"

	"okbot/bot/chat"
	"okbot/bot/state"
)

// A link is a connection to a server that can be cut and mended.
type link struct {
	listener net.Listener
	to       string
	mu       sync.Mutex
	cut      bool
	open     map[net.Conn]struct{}
	copying  sync.WaitGroup
}

func newLink(t *testing.T, to string) *link {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &link{listener: listener, to: strings.TrimPrefix(to, "nats://"), open: map[net.Conn]struct{}{}}
	l.copying.Go(l.accept)
	t.Cleanup(func() { listener.Close(); l.set(true); l.copying.Wait() })
	return l
}

func (l *link) url() string { return "nats://" + l.listener.Addr().String() }

func (l *link) accept() {
	for {
		near, err := l.listener.Accept()
		if err != nil {
			return
		}
		far, err := net.Dial("tcp", l.to)
		if err != nil || !l.keep(near, far) {
			near.Close()
			continue
		}
		l.copying.Go(func() { io.Copy(near, far); near.Close() })
		l.copying.Go(func() { io.Copy(far, near); far.Close() })
	}
}

func (l *link) keep(near, far net.Conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.cut {
		far.Close()
		return false
	}
	l.open[near], l.open[far] = struct{}{}, struct{}{}
	return true
}

// set cuts or mends the link.
func (l *link) set(cut bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cut = cut
	for c := range l.open {
		c.Close()
		delete(l.open, c)
	}
}

// must returns v where there is no error.
func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestOutage(t *testing.T) {
	url := listen(t, server.Options{StoreDir: t.TempDir()}).ClientURL()
	link := newLink(t, url)
	here, elsewhere := open(t, state.Options{URL: link.url()}), whole(t, state.Options{URL: url})
	ctx := t.Context()
	claim := must(here.Put(ctx, claims, "claimed before", []byte("mine"), 0))(t)
	before := must(here.Append(ctx, chat.QuestionLog, []byte("before")))(t)

	link.set(true)
	if _, err := here.Put(ctx, claims, "claimed before", []byte("x"), 0); !errors.Is(err, chat.ErrConflict) {
		t.Errorf("Put of a key that was taken before the outage: %v", err)
	}
	if got, at, err := here.Get(ctx, claims, "claimed before"); err != nil || string(got) != "mine" || at != claim {
		t.Errorf("Get of what was known before the outage: %q, revision %d, want %d, %v", got, at, claim, err)
	}
	done := must(here.Put(ctx, claims, "claimed before", []byte("done"), claim))(t)
	if !degraded(here) {
		t.Fatal("the link is cut, but the state is not degraded")
	}
	if _, err := here.Put(ctx, claims, "claimed before", []byte("x"), claim); !errors.Is(err, chat.ErrConflict) {
		t.Errorf("Put over what was written during the outage: %v", err)
	}
	meanwhile := must(here.Append(ctx, chat.QuestionLog, []byte("meanwhile")))(t)
	fresh := must(here.Put(ctx, claims, "claimed meanwhile", []byte("mine"), 0))(t)
	both := must(here.Put(ctx, claims, "claimed by both", []byte("here"), 0))(t)
	must(elsewhere.Put(ctx, claims, "claimed by both", []byte("elsewhere"), 0))(t)
	if got, err := here.Record(ctx, chat.QuestionLog, meanwhile); err != nil || string(got) != "meanwhile" {
		t.Errorf("record of the outage, during it: %q, %v", got, err)
	}
	if got, err := here.Record(ctx, chat.QuestionLog, before); err == nil || errors.Is(err, chat.ErrNotFound) {
		t.Errorf("record that is out of reach: %q, %v", got, err)
	}

	link.set(false)
	eventually(t, "the state comes back", func() bool { return !degraded(here) })
	got := map[string]string{}
	for _, key := range []string{"claimed before", "claimed meanwhile", "claimed by both"} {
		value, _, err := elsewhere.Get(ctx, claims, key)
		if err != nil {
			t.Errorf("%s: %v", key, err)
		}
		got[key] = string(value)
	}
	want := map[string]string{"claimed before": "done", "claimed meanwhile": "mine", "claimed by both": "elsewhere"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("after the outage, elsewhere (-want +got):\n%s", diff)
	}
	must(here.Put(ctx, claims, "claimed before", []byte("x"), done))(t)
	must(here.Put(ctx, claims, "claimed meanwhile", []byte("done"), fresh))(t)
	if _, err := here.Put(ctx, claims, "claimed by both", []byte("x"), both); !errors.Is(err, chat.ErrConflict) {
		t.Errorf("Put of what another process has: %v", err)
	}
	if diff := cmp.Diff([]string{"before", "meanwhile"}, texts(t, elsewhere, before, meanwhile)); diff != "" {
		t.Errorf("records after the outage, elsewhere (-want +got):\n%s", diff)
	}
	if err := elsewhere.Remove(ctx, chat.QuestionLog, meanwhile); err != nil {
		t.Errorf("Remove: %v", err)
	}
	if diff := cmp.Diff([]string{"before"}, texts(t, here, before, meanwhile)); diff != "" {
		t.Errorf("records after Remove (-want +got):\n%s", diff)
	}
}

// texts returns the records of the given ids that Records yields, each of which
// Record must return as well.
func texts(t *testing.T, s chat.Store, ids ...string) (all []string) {
	t.Helper()
	err := s.Records(t.Context(), chat.QuestionLog, func(id string, record []byte) error {
		for _, want := range ids {
			if id == want {
				one := must(s.Record(t.Context(), chat.QuestionLog, id))(t)
				if diff := cmp.Diff(string(record), string(one)); diff != "" {
					t.Errorf("Record(%s) is not what Records yields (-want +got):\n%s", id, diff)
				}
				all = append(all, string(record))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatalf("Records: %v", err)
	}
	return all
}

// Many write while the link comes and goes: each key is won once and nothing that
// was appended is missing in the end.
func TestOutagesUnderLoad(t *testing.T) {
	link := newLink(t, listen(t, server.Options{StoreDir: t.TempDir()}).ClientURL())
	s := open(t, state.Options{URL: link.url()})
	const writers, each = 8, 300
	var mu sync.Mutex
	var ids []string
	won := map[int]int{}
	var group sync.WaitGroup
	for range writers {
		group.Go(func() {
			for i := range each {
				if i == each/3 || i == 2*each/3 {
					link.set(i == each/3)
				}
				id, err := s.Append(t.Context(), chat.QuestionLog, []byte("record"))
				if err != nil {
					t.Errorf("Append: %v", err)
				}
				_, err = s.Put(t.Context(), claims, strconv.Itoa(i), nil, 0)
				if err != nil && !errors.Is(err, chat.ErrConflict) {
					t.Errorf("Put: %v", err)
				}
				mu.Lock()
				ids = append(ids, id)
				if err == nil {
					won[i]++
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	link.set(false)
	eventually(t, "the state comes back", func() bool { return !degraded(s) })
	if n := len(texts(t, s, ids...)); n != writers*each {
		t.Errorf("%d of %d records", n, writers*each)
	}
	for i := range each {
		if won[i] != 1 {
			t.Errorf("key %d was won %d times", i, won[i])
		}
	}
}

func TestQuorumLost(t *testing.T) {
	servers, opts, url := cluster(t, 3)
	s := open(t, state.Options{URL: url})
	before := must(s.Append(t.Context(), chat.QuestionLog, []byte("before")))(t)
	stop(servers[1])
	stop(servers[2])
	inMemory(t, s)
	if !degraded(s) {
		t.Fatal("two of three servers are down, but the state is not degraded")
	}
	meanwhile := must(s.Append(t.Context(), chat.QuestionLog, []byte("meanwhile")))(t)
	start(t, opts[1])
	start(t, opts[2])
	eventually(t, "the state comes back", func() bool { return !degraded(s) })
	eventually(t, "the new leader lets records be read", func() bool {
		return s.Records(t.Context(), chat.QuestionLog, func(string, []byte) error { return nil }) == nil
	})
	if diff := cmp.Diff([]string{"before", "meanwhile"}, texts(t, s, before, meanwhile)); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
}
