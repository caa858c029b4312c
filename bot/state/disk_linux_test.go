package state_test

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"okbot/bot/chat"
	"okbot/bot/state"
)

// disk mounts a small file system, which takes the right to do so.
func disk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", 0, "size=16m"); err != nil {
		t.Skipf("mount: %v (run as root to test disks)", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	return dir
}

// fill writes a file that leaves no space.
func fill(t *testing.T, dir string) (file string) {
	t.Helper()
	file = filepath.Join(dir, "other")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := io.CopyN(f, zeros{}, 1<<30); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("fill the disk: %v", err)
	}
	return file
}

// A syncBuffer may be read while it is written to.
type syncBuffer struct {
	mu   sync.Mutex
	text strings.Builder
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestDiskFull(t *testing.T) {
	dir := disk(t)
	var log syncBuffer
	s := open(t, state.Options{
		Dir: filepath.Join(dir, "state"),
		Log: slog.New(slog.NewTextHandler(io.MultiWriter(&log, t.Output()), &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	var ids, want []string
	add := func(text string) {
		ids = append(ids, must(s.Append(t.Context(), chat.QuestionLog, []byte(text)))(t))
		want = append(want, text)
	}
	add("before")
	file := fill(t, dir)
	for i := 0; !degraded(s); i++ {
		if i > 10_000 {
			t.Fatal("the disk is full, but the state is not degraded")
		}
		add(fmt.Sprint("meanwhile ", i))
	}
	inMemory(t, s)
	if _, _, reason := s.Degraded(); !strings.Contains(reason, "no space left") {
		t.Errorf("reason: %s", reason)
	}
	const still = "state is still kept in memory only"
	eventually(t, "the disk was tried twice", func() bool { return strings.Count(log.String(), still) >= 2 })
	add("late")
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the state comes back", func() bool { return !degraded(s) })
	add("after")
	if diff := cmp.Diff(want, texts(t, s, ids...)); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
}

func TestDiskFullAtStart(t *testing.T) {
	dir := disk(t)
	id := filled(t, filepath.Join(dir, "state"))
	file := fill(t, dir)
	s := open(t, state.Options{Dir: filepath.Join(dir, "state")})
	var ids []string
	for i := 0; !degraded(s) && i < 10_000; i++ {
		ids = append(ids, must(s.Append(t.Context(), chat.QuestionLog, []byte("record")))(t))
	}
	inMemory(t, s)
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the state comes back", func() bool { return !degraded(s) })
	if got, err := s.Record(t.Context(), chat.QuestionLog, id); err != nil || string(got) != "kept" {
		t.Errorf("record from before: %q, %v", got, err)
	}
	if n := len(texts(t, s, ids...)); n != len(ids) {
		t.Errorf("%d of %d records", n, len(ids))
	}
}

func TestReadOnlyDisk(t *testing.T) {
	dir := disk(t)
	id := filled(t, dir)
	remount := func(flags uintptr) {
		if err := syscall.Mount("none", dir, "tmpfs", syscall.MS_REMOUNT|flags, "size=16m"); err != nil {
			t.Fatalf("remount: %v", err)
		}
	}
	remount(syscall.MS_RDONLY)
	s := open(t, state.Options{Dir: dir})
	if degraded, _, reason := s.Degraded(); !degraded || !strings.Contains(reason, dir) || !strings.Contains(reason, "read-only") {
		t.Errorf("degraded %t: %s", degraded, reason)
	}
	inMemory(t, s)
	remount(0)
	eventually(t, "the state comes back", func() bool { return !degraded(s) })
	if got, err := s.Record(t.Context(), chat.QuestionLog, id); err != nil || string(got) != "kept" {
		t.Errorf("record from before: %q, %v", got, err)
	}
}
