package state_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"okbot/bot/chat"
	"okbot/bot/state"
)

func TestHeldFolder(t *testing.T) {
	dir := t.TempDir()
	first := whole(t, state.Options{Dir: dir})
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	_, err = state.Open(t.Context(), state.Options{Dir: dir})
	var held *state.HeldError
	if !errors.As(err, &held) || held.PID != os.Getpid() || held.Host != host || held.Dir != dir {
		t.Fatalf("Open of a folder that is open: %v", err)
	}
	for _, part := range []string{dir, fmt.Sprint(os.Getpid()), host} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error %q does not tell %s", err, part)
		}
	}
	closeState(t, first)
	whole(t, state.Options{Dir: dir})
}

// A process that writes is killed: what it has reported is there.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	writer := exec.Command(os.Args[0])
	writer.Env = append(os.Environ(), "OKBOT_TEST_WRITER="+dir)
	writer.Stderr = t.Output()
	out, err := writer.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := writer.Start(); err != nil {
		t.Fatal(err)
	}
	var ids []string
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		ids = append(ids, lines.Text())
		if len(ids) == 2_000 {
			if _, err := state.Open(t.Context(), state.Options{Dir: dir}); err == nil {
				t.Error("the folder can be opened while another process has it open")
			}
			writer.Process.Kill()
		}
	}
	writer.Wait()
	if len(ids) < 2_000 {
		t.Fatalf("the writer ended after %d records", len(ids))
	}
	s := whole(t, state.Options{Dir: dir})
	for i, id := range ids {
		if got, err := s.Record(t.Context(), chat.QuestionLog, id); err != nil || string(got) != fmt.Sprint(i) {
			t.Errorf("record %s: %q, %v", id, got, err)
		}
		if got, _, err := s.Get(t.Context(), claims, fmt.Sprint(i)); err != nil || string(got) != id {
			t.Errorf("value %d: %q, %v", i, got, err)
		}
	}
}

// filled returns a folder in which something has been kept, and its id.
func filled(t *testing.T, dir string) (id string) {
	t.Helper()
	s := whole(t, state.Options{Dir: dir})
	id = must(s.Append(t.Context(), chat.QuestionLog, []byte("kept")))(t)
	closeState(t, s)
	return id
}

func TestDamagedFolder(t *testing.T) {
	one := func(t *testing.T, dir, pattern string) string {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(found) != 1 {
			t.Fatalf("%s: %q, %v", pattern, found, err)
		}
		return found[0]
	}
	const stream = "nats/jetstream/*/streams/okbot-questions"
	for name, damage := range map[string]func(t *testing.T, dir string) error{
		"stream deleted": func(t *testing.T, dir string) error { return os.RemoveAll(one(t, dir, stream)) },
		"stream garbled": func(t *testing.T, dir string) error {
			return os.WriteFile(one(t, dir, stream+"/meta.inf"), []byte("\x00\x01garbage"), 0o600)
		},
		"layout garbled": func(t *testing.T, dir string) error {
			return os.WriteFile(filepath.Join(dir, "okbot.json"), []byte("{"), 0o600)
		},
		"layout of a newer version": func(t *testing.T, dir string) error {
			return os.WriteFile(filepath.Join(dir, "okbot.json"), []byte(`{"version": 99}`), 0o600)
		},
		"a file in place of the server's folder": func(t *testing.T, dir string) error {
			return errors.Join(os.RemoveAll(filepath.Join(dir, "nats")), os.WriteFile(filepath.Join(dir, "nats"), nil, 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			filled(t, dir)
			if err := damage(t, dir); err != nil {
				t.Fatal(err)
			}
			s := open(t, state.Options{Dir: dir})
			if degraded, _, reason := s.Degraded(); !degraded || !strings.Contains(reason, dir) {
				t.Errorf("degraded %t: %s", degraded, reason)
			}
			inMemory(t, s)
		})
	}
}

// What can be read of a garbled file is read, and the ids of the rest are not taken
// for those of later records.
func TestGarbledRecords(t *testing.T) {
	dir := t.TempDir()
	first := whole(t, state.Options{Dir: dir})
	var ids []string
	for i := range 100 {
		ids = append(ids, must(first.Append(t.Context(), chat.QuestionLog, []byte(fmt.Sprint("record ", i))))(t))
	}
	closeState(t, first)
	blocks, err := filepath.Glob(filepath.Join(dir, "nats/jetstream/*/streams/okbot-questions/msgs/*.blk"))
	if err != nil || len(blocks) != 1 {
		t.Fatalf("%q, %v", blocks, err)
	}
	data, err := os.ReadFile(blocks[0])
	if err != nil {
		t.Fatal(err)
	}
	for i := range 64 {
		data[len(data)/2+i] ^= 0xff
	}
	if err := os.WriteFile(blocks[0], data, 0o600); err != nil {
		t.Fatal(err)
	}
	s := whole(t, state.Options{Dir: dir})
	var found []string
	err = s.Records(t.Context(), chat.QuestionLog, func(id string, _ []byte) error { found = append(found, id); return nil })
	if err != nil || len(found) < 40 || len(found) > 99 || !slices.Equal(found, ids[:len(found)]) {
		t.Fatalf("%d of 100 records can be read: %v", len(found), err)
	}
	for range 60 {
		must(s.Append(t.Context(), chat.QuestionLog, []byte("new")))(t)
	}
	for i, id := range ids {
		got, err := s.Record(t.Context(), chat.QuestionLog, id)
		if i < len(found) && (err != nil || string(got) != fmt.Sprint("record ", i)) {
			t.Errorf("record %d: %q, %v", i, got, err)
		}
		if i >= len(found) && !errors.Is(err, chat.ErrNotFound) {
			t.Errorf("record %d, which is lost: %q, %v", i, got, err)
		}
	}
}

// A removed record is in none of the folder's files any more, sealed or not.
func TestRemovedForGood(t *testing.T) {
	dir := t.TempDir()
	s := whole(t, state.Options{Dir: dir})
	const text = "something that somebody wants to be forgotten"
	must(s.Append(t.Context(), chat.QuestionLog, []byte("before")))(t)
	id := must(s.Append(t.Context(), chat.QuestionLog, []byte(text)))(t)
	must(s.Append(t.Context(), chat.QuestionLog, []byte("after")))(t)
	nonce, _, _ := strings.Cut(id[1:], "-") // stands beside the sealed text
	if files := containing(t, dir, nonce); len(files) == 0 {
		t.Fatal("the record is in no file before it is removed: this test looks in the wrong place")
	}
	if files := containing(t, dir, text); len(files) > 0 {
		t.Errorf("before Remove the text is not sealed in %q", files)
	}
	if err := s.Remove(t.Context(), chat.QuestionLog, id); err != nil {
		t.Fatal(err)
	}
	if files := containing(t, dir, nonce); len(files) > 0 {
		t.Errorf("after Remove the record is still in %q", files)
	}
	closeState(t, s)
	if files := containing(t, dir, nonce); len(files) > 0 {
		t.Errorf("after Close the record is still in %q", files)
	}
}

// A record that has expired is gone a day later: the key that opens it is in none of
// the folder's files any more. One that has not expired is still read.
func TestExpiredForGood(t *testing.T) {
	const retention = 3 * 24 * time.Hour
	dir, at := t.TempDir(), time.Now()
	options := func() state.Options {
		return state.Options{Dir: dir, Retention: retention, Now: func() time.Time { return at }}
	}
	s := whole(t, options())
	old := must(s.Append(t.Context(), chat.QuestionLog, []byte("asked first")))(t)
	inbox := must(s.Append(t.Context(), chat.InboxLog, []byte("a token")))(t)
	first := keys(t, dir)
	at = at.Add(24 * time.Hour)
	young := must(s.Append(t.Context(), chat.QuestionLog, []byte("asked next")))(t)
	closeState(t, s)

	at = at.Add(retention) // a day after the first expired
	s = whole(t, options())
	defer closeState(t, s)
	for _, key := range first {
		if files := containing(t, dir, key); len(files) > 0 {
			t.Errorf("the key is still in %q", files)
		}
	}
	if len(first) != 2 {
		t.Errorf("%d keys of two logs", len(first))
	}
	for log, id := range map[chat.Log]string{chat.QuestionLog: old, chat.InboxLog: inbox} {
		if got, err := s.Record(t.Context(), log, id); !errors.Is(err, chat.ErrNotFound) {
			t.Errorf("expired record of %s: %q, %v", log, got, err)
		}
	}
	var left []string
	err := s.Records(t.Context(), chat.QuestionLog, func(id string, record []byte) error {
		left = append(left, id, string(record))
		return nil
	})
	if want := []string{young, "asked next"}; err != nil || !slices.Equal(left, want) {
		t.Errorf("records %q, %v, want %q", left, err, want)
	}
}

// A folder of the layout before records were sealed loses what was said in its
// conversations, the earlier turns of them too, and keeps the rest.
func TestOlderLayout(t *testing.T) {
	dir := t.TempDir()
	s := whole(t, state.Options{Dir: dir})
	id := must(s.Append(t.Context(), chat.QuestionLog, []byte("kept")))(t)
	talks, _ := chat.Conversations(nil)
	first := must(s.Put(t.Context(), talks, "thread", []byte(`{"asked":"said at first"}`), 0))(t)
	must(s.Put(t.Context(), talks, "thread", []byte(`{"asked":"said at last"}`), first))(t)
	closeState(t, s)
	if len(containing(t, dir, "said at first")) == 0 {
		t.Fatal("this test looks in the wrong place")
	}
	names := filepath.Join(dir, "okbot.json")
	layout := must(os.ReadFile(names))(t)
	if err := os.WriteFile(names, bytes.Replace(layout, []byte(`"version":2`), []byte(`"version":1`), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, want := range []error{chat.ErrNotFound, nil} { // the second time it is of this layout
		s = whole(t, state.Options{Dir: dir})
		if got, err := s.Record(t.Context(), chat.QuestionLog, id); err != nil || string(got) != "kept" {
			t.Errorf("record: %q, %v", got, err)
		}
		if files := containing(t, dir, "said at"); len(files) > 0 {
			t.Errorf("what was said is still in %q", files)
		}
		_, revision, err := s.Get(t.Context(), talks, "thread")
		if !errors.Is(err, want) {
			t.Errorf("conversation: %v, want %v", err, want)
		}
		must(s.Put(t.Context(), talks, "thread", []byte(`{}`), revision))(t)
		closeState(t, s)
	}
}

// keys returns the keys of records in the files under dir.
func keys(t *testing.T, dir string) (found []string) {
	t.Helper()
	key := regexp.MustCompile(`"key":"([^"]+)"`)
	for _, file := range containing(t, dir, `"key":"`) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range key.FindAllSubmatch(data, -1) {
			found = append(found, string(match[1]))
		}
	}
	return found
}

// containing returns the files under dir that have text in them.
func containing(t *testing.T, dir, text string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(text)) {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
