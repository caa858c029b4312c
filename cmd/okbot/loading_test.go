//go:build unix

package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"okbot/bot/discord/discordtest"
)

// endless makes a pipe under the name of a corpus, through which reading never ends.
// It returns a function that waits until it is being read.
func endless(t *testing.T, name string) (await func()) {
	t.Helper()
	os.Remove(name)
	mustDo(t, syscall.Mkfifo(name, 0o600))
	return func() {
		t.Helper()
		w, err := os.OpenFile(name, os.O_WRONLY, 0) // which waits for a reader
		mustDo(t, err)
		t.Cleanup(func() { w.Close() })
	}
}

// wantEnd wants serve to end by itself and without an error now.
func wantEnd(t *testing.T, srv *serving) {
	t.Helper()
	srv.stop()
	select {
	case status := <-srv.done:
		if status != ok {
			t.Errorf("status %d", status)
		}
	case <-time.After(time.Minute):
		t.Fatal("serve waits for the corpus")
	}
}

// TestStopWhileLoading stops serve while it reads its first corpus.
func TestStopWhileLoading(t *testing.T) {
	name := filepath.Join(t.TempDir(), "corpus.jsonl")
	await := endless(t, name)
	srv := launch(t, onDiscordFake(discordtest.New(t, discordtest.Options{})), "--corpus", name)
	await()
	wantEnd(t, srv)
}

// TestStopWhileReloading stops serve while it reads its corpus again.
func TestStopWhileReloading(t *testing.T) {
	name := filepath.Join(t.TempDir(), "corpus.jsonl")
	mustDo(t, os.WriteFile(name, []byte(`{"_id":"a","text":"Lunch is at noon."}`), 0o600))
	srv := startServe(t, onDiscordFake(discordtest.New(t, discordtest.Options{})), "--corpus", name)
	srv.awaitReady(t)
	await := endless(t, name)
	await()
	wantEnd(t, srv)
}
