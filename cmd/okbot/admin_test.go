package main

import (
	"net/http"
	"strings"
	"testing"

	"okbot/bot/discord/discordtest"
)

// TestAdminEndpoint calls what is there, as those who may and those who may not.
func TestAdminEndpoint(t *testing.T) {
	d := discordtest.New(t, discordtest.Options{})
	srv := startServe(t, onDiscordFake(d))
	srv.awaitReady(t)
	_, port, _ := strings.Cut(srv.addr, ":")
	for _, c := range []struct {
		method, path, host, origin string
		want                       int
	}{
		{"GET", "/healthz", "", "", 200},
		{"GET", "/healthz", "okbot:9090", "", 200}, // as probes call it
		{"GET", "/readyz", "", "", 200},
		{"GET", "/metrics", "okbot:9090", "", 200},
		{"GET", "/admin/records/questions", "", "", 200},
		{"GET", "/admin/records/questions", "localhost:" + port, "", 200},
		{"GET", "/admin/records/questions", "evil.example:" + port, "", 403},
		{"GET", "/admin/records/keys", "", "", 404},
		{"GET", "/admin/erase?user=slack/U1", "", "", 405},
		{"POST", "/admin/erase?user=slack/U1", "", "", 200},
		{"POST", "/admin/erase?user=slack/U1", "", "https://evil.example", 403},
		{"POST", "/admin/erase?user=slack/U1", "evil.example", "", 403},
		{"POST", "/admin/erase?user=everybody", "", "", 400},
		{"GET", "/debug/pprof/", "", "", 404},
		{"GET", "/", "", "", 404},
	} {
		req, err := http.NewRequestWithContext(t.Context(), c.method, "http://"+srv.addr+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = c.host
		if c.origin != "" {
			req.Header.Set("Origin", c.origin)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != c.want {
			t.Errorf("%s %s, Host %q, Origin %q: status %d, want %d", c.method, c.path, c.host, c.origin, res.StatusCode, c.want)
		}
	}
}

// TestProfilesWhereAskedFor sets OKBOT_PPROF.
func TestProfilesWhereAskedFor(t *testing.T) {
	d := discordtest.New(t, discordtest.Options{})
	vars := onDiscordFake(d)
	vars["OKBOT_PPROF"] = "1"
	srv := startServe(t, vars)
	if status, _ := srv.get(t, "/debug/pprof/"); status != http.StatusOK {
		t.Errorf("status %d", status)
	}
}
