package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"okbot/bot/discord/discordtest"
)

// tellOf writes the only article of a corpus folder, which tells of fruit.
func tellOf(t testing.TB, folder, fruit string) {
	t.Helper()
	article := fmt.Sprintf("---\ntitle: Fruit of the day\ndate: 2026-05-01\n---\n"+
		"On 1 May 2026 the fruit of the day in Seoul was the %s, the city's fruit office said. [^city]\n\n[^city]: Seoul, 2026-05-01\n", fruit)
	file := filepath.Join(folder, "fruit.en.md")
	if err := os.MkdirAll(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(article), 0o666); err != nil {
		t.Fatal(err)
	}
}

// askFruit asks for the fruit of the day until the answer tells of it.
func askFruit(t *testing.T, d *discordtest.Server, fruit string) {
	t.Helper()
	before := len(d.Sent())
	d.Post(discordtest.Post{Mention: true, Content: "What was the fruit of the day in Seoul?"})
	sent, err := d.WaitMessages(within(t, 20*time.Second), before+1)
	if err != nil {
		t.Fatal(err)
	}
	if body := string(sent[before].Body); !strings.Contains(body, fruit) {
		t.Errorf("no %s in the answer: %s", fruit, body)
	}
}

// TestCorpusReload changes the corpus folder, breaks it, removes it and brings it
// back under a serve at work.
func TestCorpusReload(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "articles")
	tellOf(t, folder, "apple")
	d := discordtest.New(t, discordtest.Options{})
	vars := onDiscordFake(d)
	srv := startServe(t, vars, "--corpus", folder)
	srv.awaitReady(t)
	askFruit(t, d, "apple")

	tellOf(t, folder, "melon")
	srv.log.await(t, "(?s)(corpus reloaded)")
	askFruit(t, d, "melon")

	mustDo(t, os.WriteFile(filepath.Join(folder, "broken.en.md"), []byte("---\ntitle: [\n---\nText.\n"), 0o666))
	srv.log.await(t, `level=ERROR msg="corpus not reloaded[^"]*" at=\S*broken\.en\.md:\d+ problem=(.+)`)
	askFruit(t, d, "melon")
	h := srv.awaitHealth(t, func(h health) bool { return h.Index.Refused != "" })
	if !h.Ready || h.Index.Passages != 1 {
		t.Errorf("health with a broken corpus: %+v", h)
	}

	mustDo(t, os.RemoveAll(folder))
	srv.log.await(t, `corpus not reloaded.* error="corpus \S+articles: (no such file)`)
	askFruit(t, d, "melon")

	tellOf(t, folder, "peach")
	srv.log.await(t, "(?s)corpus reloaded.*(corpus reloaded)")
	askFruit(t, d, "peach")
	if h := srv.awaitHealth(t, func(h health) bool { return h.Ready }); h.Index.Refused != "" {
		t.Errorf("health once the corpus is mended: %+v", h)
	}
}

// TestServeLeavesOutWhatIsRefused starts on a corpus of which an article cannot be
// read, and answers from the others.
func TestServeLeavesOutWhatIsRefused(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "articles")
	tellOf(t, folder, "apple")
	mustDo(t, os.WriteFile(filepath.Join(folder, "broken.en.md"), []byte("---\ntitle: [\n---\nText.\n"), 0o666))
	d := discordtest.New(t, discordtest.Options{})
	srv := startServe(t, onDiscordFake(d), "--corpus", folder)
	srv.log.await(t, `level=ERROR msg="not answered from" at=\S*broken\.en\.md:\d+ problem=(.+)`)
	srv.awaitReady(t)
	askFruit(t, d, "apple")
	mustDo(t, os.Remove(filepath.Join(folder, "fruit.en.md")))
	srv.log.await(t, `level=ERROR msg="(corpus not reloaded)`)
	askFruit(t, d, "apple")
}

// TestHangupReloads sends SIGHUP to a serve on the built-in corpus.
func TestHangupReloads(t *testing.T) {
	d := discordtest.New(t, discordtest.Options{})
	srv := startServe(t, onDiscordFake(d))
	mustDo(t, syscall.Kill(os.Getpid(), syscall.SIGHUP))
	srv.log.await(t, `corpus reloaded.*passages=(\d+)`)
}

// TestReloadLosesNone reloads again and again while questions come in: each is
// answered.
func TestReloadLosesNone(t *testing.T) {
	d := discordtest.New(t, discordtest.Options{NoRouteLimit: true, GlobalLimit: -1})
	vars := onDiscordFake(d)
	vars["OKBOT_LIMIT_USER"], vars["OKBOT_LIMIT_CHANNEL"] = "0", "0"
	srv := startServe(t, vars)
	srv.awaitReady(t)
	var asked []*discordtest.Interaction
	for range 3 {
		mustDo(t, syscall.Kill(os.Getpid(), syscall.SIGHUP))
		for reloads := strings.Count(srv.log.String(), "corpus reloaded"); strings.Count(srv.log.String(), "corpus reloaded") == reloads; {
			i := d.Slash(discordtest.Slash{Name: "ask", Options: []discordtest.Option{{Name: "question", Value: askKorean}}})
			asked = append(asked, i)
			if _, err := i.Response(within(t, 20*time.Second)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, i := range asked {
		if m, err := i.Message(within(t, 20*time.Second)); err != nil || !strings.Contains(string(m.Body), "김경훈") {
			t.Fatalf("one of %d: %v: %s", len(asked), err, m.Body)
		}
	}
}

// TestStateInMemory has a file where the folder of the state should be: there is
// service all the same, and it is told.
func TestStateInMemory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	mustDo(t, os.WriteFile(file, nil, 0o666))
	d := discordtest.New(t, discordtest.Options{})
	vars := onDiscordFake(d)
	vars["OKBOT_DATA"] = file
	srv := startServe(t, vars)
	h := srv.awaitHealth(t, func(h health) bool { return h.Ready })
	if !h.State.Degraded || h.State.Reason == "" || h.State.Since == nil {
		t.Errorf("health: %+v", h.State)
	}
	srv.log.await(t, `msg=serving.* state="(in memory: .*)"`)
	d.Post(discordtest.Post{Mention: true, Content: askKorean})
	if _, err := d.WaitMessages(within(t, 20*time.Second), 1); err != nil {
		t.Fatal(err)
	}
}
