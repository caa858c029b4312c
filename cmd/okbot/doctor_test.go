package main

import (
	"encoding/json"
	"maps"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"okbot/bot/chat"
	"okbot/bot/discord/discordtest"
	"okbot/bot/slack/slacktest"
)

// examine runs the doctor and returns what it tells, and its exit status.
func examine(t *testing.T, vars map[string]string) (status int, lines string) {
	t.Helper()
	vars = maps.Clone(vars)
	for name, value := range map[string]string{"OKBOT_DATA": t.TempDir(), "OKBOT_ADMIN_ADDR": "127.0.0.1:0"} {
		if vars[name] == "" {
			vars[name] = value
		}
	}
	status, lines, stderr := (&serving{vars: vars}).run(t, "doctor")
	for _, secret := range []string{vars["SLACK_BOT_TOKEN"], vars["SLACK_APP_TOKEN"], vars["DISCORD_TOKEN"]} {
		if secret != "" && strings.Contains(lines+stderr, secret) {
			t.Errorf("the doctor tells a token: %s%s", lines, stderr)
		}
	}
	if stderr != "" {
		t.Errorf("on standard error: %s", stderr)
	}
	return status, lines
}

// TestDoctor spoils one thing after another of what is well.
func TestDoctor(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes one check after another")
	}
	s, d := slacktest.New(t, slacktest.Options{}), discordtest.New(t, discordtest.Options{})
	startServe(t, onDiscordFake(d)).awaitReady(t) // registers the commands
	vars := both(s, d)
	if status, lines := examine(t, vars); status != ok || strings.Contains(lines, "✗") {
		t.Errorf("all is well: status %d\n%s", status, lines)
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	file := filepath.Join(t.TempDir(), "file")
	mustDo(t, os.WriteFile(file, nil, 0o666))
	for _, c := range []struct {
		name, value string // the variable that is wrong
		want        string // in a line with ✗
	}{
		{"SLACK_BOT_TOKEN", "xoxp-a-users-token", "xoxb-"},
		{"SLACK_BOT_TOKEN", "xoxb-nobody-knows", "SLACK_BOT_TOKEN"},
		{"SLACK_APP_TOKEN", "xapp-nobody-knows", "SLACK_APP_TOKEN"},
		{"DISCORD_TOKEN", "nobody-knows", "DISCORD_TOKEN"},
		{"OKBOT_ADMIN_ADDR", taken.Addr().String(), "OKBOT_ADMIN_ADDR"},
		{"OKBOT_DATA", file, file},
		{"OKBOT_CORPUS", file, "corpus"},
		{"OKBOT_INDEX", file, "index"},
	} {
		bad := maps.Clone(vars)
		bad[c.name] = c.value
		status, lines := examine(t, bad)
		wrong := ""
		for line := range strings.Lines(lines) {
			if strings.HasPrefix(line, "✗ ") {
				wrong += line
			}
		}
		if status != int(unsound) || !strings.Contains(wrong, c.want) {
			t.Errorf("%s=%s: status %d\n%s", c.name, c.value, status, lines)
		}
	}
}

// TestDoctorBesideServe examines the folder and the ports of a serve at work.
func TestDoctorBesideServe(t *testing.T) {
	d := discordtest.New(t, discordtest.Options{})
	srv := startServe(t, onDiscordFake(d))
	srv.awaitReady(t)
	srv.vars["OKBOT_ADMIN_ADDR"] = srv.addr
	status, out, _ := srv.run(t, "doctor", "--json")
	var told struct {
		OK     bool
		Checks []chat.Finding
	}
	if err := json.Unmarshal([]byte(out), &told); err != nil || !told.OK || status != ok {
		t.Errorf("status %d, %v: %s", status, err, out)
	}
}
