// Package statetest tests that a [chat.Store] does what its documentation says.
package statetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"okbot/bot/chat"
)

// Test tests the stores that open returns, one for each part of the test. They
// may share what they keep: each part has buckets' keys of its own, and looks
// only at its own records.
func Test(t *testing.T, open func(t *testing.T) chat.Store) {
	for name, test := range map[string]func(*testing.T, chat.Store){
		"values":             values,
		"any bytes":          anyBytes,
		"one of many wins":   oneWins,
		"buckets are apart":  apart,
		"oldest forgotten":   forgets,
		"records":            records,
		"removed records":    removed,
		"unknown records":    unknown,
		"records that stop":  stops,
		"many append":        manyAppend,
		"what is too large":  tooLarge,
		"cancelled contexts": cancelled,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

// bucket returns one that the bot uses and that has no Max.
func bucket() chat.Bucket {
	for _, b := range chat.Buckets() {
		if b.Max == 0 && b.TTL > 0 {
			return b
		}
	}
	panic("no such bucket")
}

func values(t *testing.T, s chat.Store) {
	ctx, b, key := t.Context(), bucket(), t.Name()
	if _, _, err := s.Get(ctx, b, key); !errors.Is(err, chat.ErrNotFound) {
		t.Fatalf("Get before Put: %v", err)
	}
	if _, err := s.Put(ctx, b, key, []byte("x"), 7); !errors.Is(err, chat.ErrConflict) {
		t.Fatalf("Put over a revision that never was: %v", err)
	}
	first := put(t, s, b, key, "one", 0)
	if _, err := s.Put(ctx, b, key, []byte("x"), 0); !errors.Is(err, chat.ErrConflict) {
		t.Fatalf("Put of a new key that is there: %v", err)
	}
	second := put(t, s, b, key, "two", first)
	if _, err := s.Put(ctx, b, key, []byte("x"), first); !errors.Is(err, chat.ErrConflict) {
		t.Fatalf("Put over the revision before: %v", err)
	}
	value, revision, err := s.Get(ctx, b, key)
	if err != nil || string(value) != "two" || revision != second || revision == first {
		t.Fatalf("Get: %q, revision %d of %d, %d, %v", value, revision, first, second, err)
	}
}

func put(t *testing.T, s chat.Store, b chat.Bucket, key, value string, revision uint64) uint64 {
	t.Helper()
	revision, err := s.Put(t.Context(), b, key, []byte(value), revision)
	if err != nil || revision == 0 {
		t.Fatalf("Put: revision %d, %v", revision, err)
	}
	return revision
}

// odd are keys that a store might mangle; no two may be taken for each other.
var odd = []string{
	"", " ", ".", "*", ">", "a.b", "a.*", "a/b", "A/b", "slack/T1/C1/1718000000.000100", "질문 하나", "\x00", "\xff\xfe", "a\r\nb",
	strings.Repeat("k", 511), strings.Repeat("k", 512),
}

func anyBytes(t *testing.T, s chat.Store) {
	b, all := bucket(), make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	key := func(k string) string {
		if len(k) >= 500 {
			return k
		}
		return t.Name() + k
	}
	for i, k := range odd {
		put(t, s, b, key(k), string(all)+fmt.Sprint(i), 0)
	}
	for i, k := range odd {
		value, _, err := s.Get(t.Context(), b, key(k))
		if want := string(all) + fmt.Sprint(i); err != nil || string(value) != want {
			t.Errorf("key %q: %q, %v", k, value, err)
		}
	}
	revision := put(t, s, b, t.Name()+"empty", "", 0)
	if value, got, err := s.Get(t.Context(), b, t.Name()+"empty"); err != nil || len(value) != 0 || got != revision {
		t.Errorf("empty value: %q, revision %d of %d, %v", value, got, revision, err)
	}
}

// oneWins lets many put at once, from the same revision, several times over.
func oneWins(t *testing.T, s chat.Store) {
	const writers, rounds = 16, 20
	b, revision := bucket(), uint64(0)
	for round := range rounds {
		var wins atomic.Int32
		var next atomic.Uint64
		var group sync.WaitGroup
		for i := range writers {
			group.Go(func() {
				got, err := s.Put(t.Context(), b, t.Name(), fmt.Append(nil, i), revision)
				switch {
				case err == nil:
					wins.Add(1)
					next.Store(got)
				case !errors.Is(err, chat.ErrConflict):
					t.Errorf("Put: %v", err)
				}
			})
		}
		group.Wait()
		if wins.Load() != 1 {
			t.Fatalf("round %d: %d winners", round, wins.Load())
		}
		revision = next.Load()
	}
}

func apart(t *testing.T, s chat.Store) {
	for _, b := range chat.Buckets() {
		put(t, s, b, t.Name(), b.Name, 0)
	}
	for _, b := range chat.Buckets() {
		if value, _, err := s.Get(t.Context(), b, t.Name()); err != nil || string(value) != b.Name {
			t.Errorf("bucket %s: %q, %v", b.Name, value, err)
		}
	}
}

// forgets writes more values than a bucket holds.
func forgets(t *testing.T, s chat.Store) {
	for _, b := range chat.Buckets() {
		if b.Max == 0 {
			continue
		}
		key := func(i int) string { return fmt.Sprintf("%s/%d", t.Name(), i) }
		for i := range b.Max {
			put(t, s, b, key(i), "old", 0)
		}
		put(t, s, b, key(b.Max), "new", 0)
		if _, _, err := s.Get(t.Context(), b, key(0)); !errors.Is(err, chat.ErrNotFound) {
			t.Errorf("bucket %s, the oldest of more than %d: %v", b.Name, b.Max, err)
		}
		for _, i := range []int{1, b.Max} {
			if _, _, err := s.Get(t.Context(), b, key(i)); err != nil {
				t.Errorf("bucket %s, value %d: %v", b.Name, i, err)
			}
		}
	}
}

var recordID = regexp.MustCompile(`^[A-Za-z0-9-]{1,24}$`)

// appendAll appends the records and returns their ids.
func appendAll(t *testing.T, s chat.Store, l chat.Log, records ...string) (ids []string) {
	t.Helper()
	for _, record := range records {
		id, err := s.Append(t.Context(), l, []byte(record))
		if err != nil || !recordID.MatchString(id) {
			t.Fatalf("Append: id %q, %v", id, err)
		}
		ids = append(ids, id)
	}
	return ids
}

// read returns those of a log's records that are in ids, as Records yields them.
func read(t *testing.T, s chat.Store, l chat.Log, ids []string) (found []string) {
	t.Helper()
	err := s.Records(t.Context(), l, func(id string, record []byte) error {
		for _, want := range ids {
			if id == want {
				found = append(found, string(record))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatalf("Records: %v", err)
	}
	return found
}

func records(t *testing.T, s chat.Store) {
	want := []string{"first", "", "\x00\xff\r\n", "넷째"}
	ids := appendAll(t, s, chat.QuestionLog, want...)
	other := appendAll(t, s, chat.FeedbackLog, "elsewhere")
	for i, id := range ids {
		if got, err := s.Record(t.Context(), chat.QuestionLog, id); err != nil || string(got) != want[i] {
			t.Errorf("Record(%s): %q, %v; want %q", id, got, err, want[i])
		}
	}
	if diff := cmp.Diff(want, read(t, s, chat.QuestionLog, ids)); diff != "" {
		t.Errorf("Records (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"elsewhere"}, read(t, s, chat.FeedbackLog, other)); diff != "" {
		t.Errorf("Records of another log (-want +got):\n%s", diff)
	}
}

func removed(t *testing.T, s chat.Store) {
	ids := appendAll(t, s, chat.QuestionLog, "keep", "secret", "keep too")
	for range 2 {
		if err := s.Remove(t.Context(), chat.QuestionLog, ids[1]); err != nil {
			t.Fatalf("Remove: %v", err)
		}
	}
	if got, err := s.Record(t.Context(), chat.QuestionLog, ids[1]); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("removed record: %q, %v", got, err)
	}
	if diff := cmp.Diff([]string{"keep", "keep too"}, read(t, s, chat.QuestionLog, ids)); diff != "" {
		t.Errorf("Records (-want +got):\n%s", diff)
	}
}

// unknown asks for ids that no store gave out, as anybody may who forges a button.
func unknown(t *testing.T, s chat.Store) {
	id := appendAll(t, s, chat.QuestionLog, "there")[0]
	for _, bad := range []string{
		"", "-", "0", "1", "00", "x", id + "000000000", "0" + id, id + "-", strings.ToUpper(id) + "x", "-1", "1.5", "*", ">", "a.b", "18446744073709551616",
		strings.Repeat("9", 24), strings.Repeat("9", 5000), "\x00", "질문",
	} {
		if bad == id {
			continue
		}
		if got, err := s.Record(t.Context(), chat.QuestionLog, bad); !errors.Is(err, chat.ErrNotFound) {
			t.Errorf("Record(%.30q): %q, %v", bad, got, err)
		}
		if err := s.Remove(t.Context(), chat.QuestionLog, bad); err != nil {
			t.Errorf("Remove(%.30q): %v", bad, err)
		}
	}
	if got, err := s.Record(t.Context(), chat.QuestionLog, id); err != nil || string(got) != "there" {
		t.Errorf("Record(%s) after all that: %q, %v", id, got, err)
	}
}

func stops(t *testing.T, s chat.Store) {
	appendAll(t, s, chat.QuestionLog, "1", "2", "3")
	enough, n := errors.New("enough"), 0
	err := s.Records(t.Context(), chat.QuestionLog, func(string, []byte) error { n++; return enough })
	if !errors.Is(err, enough) || n != 1 {
		t.Errorf("Records after an error: %v, %d calls", err, n)
	}
	// The callback may use the store.
	err = s.Records(t.Context(), chat.QuestionLog, func(id string, record []byte) error {
		got, err := s.Record(t.Context(), chat.QuestionLog, id)
		if !bytes.Equal(got, record) {
			t.Errorf("Record(%s): %q, want %q", id, got, record)
		}
		return err
	})
	if err != nil {
		t.Errorf("Records: %v", err)
	}
}

func manyAppend(t *testing.T, s chat.Store) {
	const writers, each = 8, 50
	var mu sync.Mutex
	want := map[string]string{}
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			for i := range each {
				record := fmt.Sprintf("%d/%d", w, i)
				id, err := s.Append(t.Context(), chat.FeedbackLog, []byte(record))
				if err != nil {
					t.Errorf("Append: %v", err)
				}
				mu.Lock()
				want[id] = record
				mu.Unlock()
			}
		})
	}
	group.Wait()
	got := map[string]string{}
	err := s.Records(t.Context(), chat.FeedbackLog, func(id string, record []byte) error {
		if _, ours := want[id]; ours {
			got[id] = string(record)
		}
		return nil
	})
	if diff := cmp.Diff(want, got); err != nil || len(want) != writers*each || diff != "" {
		t.Errorf("Records: %v (-want +got):\n%s", err, diff)
	}
}

// tooLarge hands over more than any store takes: an error, and all else goes on.
func tooLarge(t *testing.T, s chat.Store) {
	b, huge := bucket(), make([]byte, 16<<20)
	if _, err := s.Put(t.Context(), b, t.Name(), huge, 0); err == nil {
		t.Error("Put took 16 MiB")
	}
	if _, err := s.Put(t.Context(), b, string(huge), nil, 0); err == nil {
		t.Error("Put took a key of 16 MiB")
	}
	if _, err := s.Append(t.Context(), chat.QuestionLog, huge); err == nil {
		t.Error("Append took 16 MiB")
	}
	put(t, s, b, t.Name(), "small", 0)
	appendAll(t, s, chat.QuestionLog, "small")
}

func cancelled(t *testing.T, s chat.Store) {
	b, id := bucket(), appendAll(t, s, chat.QuestionLog, "there")[0]
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, getErr := s.Get(ctx, b, t.Name())
	_, putErr := s.Put(ctx, b, t.Name(), []byte("x"), 0)
	_, appendErr := s.Append(ctx, chat.QuestionLog, []byte("x"))
	_, recordErr := s.Record(ctx, chat.QuestionLog, id)
	recordsErr := s.Records(ctx, chat.QuestionLog, func(string, []byte) error { return nil })
	removeErr := s.Remove(ctx, chat.QuestionLog, id)
	for name, err := range map[string]error{
		"Get": getErr, "Put": putErr, "Append": appendErr, "Record": recordErr, "Records": recordsErr, "Remove": removeErr,
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, err := s.Record(t.Context(), chat.QuestionLog, id); err != nil || string(got) != "there" {
		t.Errorf("Record after a cancelled Remove: %q, %v", got, err)
	}
}
