package main

import (
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"okbot/bot/discord/discordtest"
)

// TestAdminEndpoint calls what is there over the network, which is nothing that reads
// or erases records, whoever asks.
func TestAdminEndpoint(t *testing.T) {
	d := discordtest.New(t, discordtest.Options{})
	vars := onDiscordFake(d)
	vars["OKBOT_PPROF"] = "1"
	srv := startServe(t, vars)
	srv.awaitReady(t)
	for _, c := range []struct {
		method, path, host string
		want               int
	}{
		{"GET", "/healthz", "", 200},
		{"GET", "/healthz", "okbot:9090", 200}, // as probes call it
		{"GET", "/readyz", "", 200},
		{"GET", "/metrics", "okbot:9090", 200},
		{"GET", "/admin/records/questions", "", 404},
		{"POST", "/admin/erase?user=slack/U1", "", 404},
		{"GET", "/debug/pprof/", "", 404},
		{"GET", "/", "", 404},
	} {
		req, err := http.NewRequestWithContext(t.Context(), c.method, "http://"+srv.addr+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = c.host
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != c.want {
			t.Errorf("%s %s, Host %q: status %d, want %d", c.method, c.path, c.host, res.StatusCode, c.want)
		}
	}
}

// TestAdminSocket calls what is there for the owner of the folder alone.
func TestAdminSocket(t *testing.T) {
	d := discordtest.New(t, discordtest.Options{})
	vars := onDiscordFake(d)
	vars["OKBOT_PPROF"] = "1"
	srv := startServe(t, vars)
	srv.awaitReady(t)
	socket := filepath.Join(srv.vars["OKBOT_DATA"], socketFile)
	info, err := os.Stat(socket)
	if err != nil || info.Mode() != os.ModeSocket|0o600 {
		t.Errorf("the socket: %v, %v", info.Mode(), err)
	}
	call := func(method, path string) error {
		return servedRecords{socket}.call(t.Context(), method, path, func(body io.Reader) error {
			_, err := io.Copy(io.Discard, body)
			return err
		})
	}
	for _, good := range [][2]string{
		{"GET", "/healthz"}, {"GET", "/admin/records/questions"}, {"POST", "/admin/erase?user=slack/U1"}, {"GET", "/debug/pprof/"},
	} {
		if err := call(good[0], good[1]); err != nil {
			t.Errorf("%s %s: %v", good[0], good[1], err)
		}
	}
	for _, bad := range [][2]string{
		{"GET", "/admin/records/keys"}, {"GET", "/admin/erase?user=slack/U1"}, {"POST", "/admin/erase?user=everybody"}, {"GET", "/metrics"},
	} {
		if call(bad[0], bad[1]) == nil {
			t.Errorf("%s %s is answered", bad[0], bad[1])
		}
	}
	if status := srv.end(); status != ok {
		t.Errorf("status %d", status)
	}
	if _, err := os.Lstat(socket); !os.IsNotExist(err) {
		t.Errorf("after the end: %v", err)
	}
}

// TestNoProfilesUnlessAskedFor leaves OKBOT_PPROF out, and finds the socket that a
// killed process has left behind.
func TestNoProfilesUnlessAskedFor(t *testing.T) {
	d := discordtest.New(t, discordtest.Options{})
	vars := onDiscordFake(d)
	vars["OKBOT_DATA"] = t.TempDir()
	socket := filepath.Join(vars["OKBOT_DATA"], socketFile)
	left(t, socket)
	startServe(t, vars)
	for path, good := range map[string]bool{"/healthz": true, "/debug/pprof/": false} {
		err := servedRecords{socket}.call(t.Context(), http.MethodGet, path, func(io.Reader) error { return nil })
		if (err == nil) != good {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// left makes a socket at which nobody listens any more.
func left(t *testing.T, name string) {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "unix", name)
	mustDo(t, err)
	l.(*net.UnixListener).SetUnlinkOnClose(false)
	mustDo(t, l.Close())
}
