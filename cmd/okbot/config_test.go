package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"okbot/bot/chat"
)

// environ returns a lookup in vars.
func environ(vars map[string]string) func(string) string {
	return func(name string) string { return vars[name] }
}

func TestConfigDefaults(t *testing.T) {
	for _, value := range []string{"", " "} {
		vars := map[string]string{"HOME": "/home/minsu"}
		for _, name := range []string{
			"SLACK_BOT_TOKEN", "SLACK_BOT_TOKEN_FILE", "SLACK_API_URL", "DISCORD_SHARDS", "DISCORD_SHARD_IDS", "OKBOT_HTTP_ADDR",
			"OKBOT_ADMIN_ADDR", "OKBOT_DATA", "OKBOT_STATE_URL", "OKBOT_LIMIT_USER", "OKBOT_RETENTION", "OKBOT_LOG", "OKBOT_LOG_LEVEL",
			"OKBOT_CHANNELS_DENY", "OKBOT_PPROF",
		} {
			vars[name] = value
		}
		c, err := (&program{getenv: environ(vars)}).config()
		if err != nil {
			t.Fatal(err)
		}
		got := []any{c.slack.addr, c.admin, c.retention, c.user, c.channel, c.logJSON, c.discord.shards, len(c.deny), c.pprof, len(c.secrets)}
		want := []any{":8080", "127.0.0.1:9090", 90 * 24 * time.Hour, chat.RateLimit{PerMinute: 30, Burst: 15}, chat.RateLimit{PerMinute: 120}, false, "auto", 0, false, 0}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("variables set to %q (-want +got):\n%s", value, diff)
		}
	}
}

func TestConfigValues(t *testing.T) {
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("  discord-token\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := (&program{getenv: environ(map[string]string{
		"DISCORD_TOKEN_FILE": file, "DISCORD_API_URL": "http://127.0.0.1:1/api/v9/", "DISCORD_SHARDS": "4", "DISCORD_SHARD_IDS": "0, 2",
		"SLACK_API_URL": "http://127.0.0.1:1/api", "OKBOT_LIMIT_USER": "3", "OKBOT_LIMIT_CHANNEL": "0",
		"OKBOT_RETENTION": "30d", "OKBOT_LOG": "JSON", "OKBOT_LOG_LEVEL": "Debug", "OKBOT_CHANNELS_ALLOW": "C1, C2,,C3",
		"OKBOT_STATE_URL": "nats://okbot:s3cret@nats:4222",
	})}).config()
	if err != nil {
		t.Fatal(err)
	}
	got := []any{c.discord.token, c.discord.apiURL, c.discord.shards, c.discord.shardIDs, c.slack.apiURL, c.user, c.channel, c.retention, c.logJSON, c.logLevel.String(), c.allow}
	want := []any{"discord-token", "http://127.0.0.1:1/api/v9", "4", []int{0, 2}, "http://127.0.0.1:1/api/", chat.RateLimit{PerMinute: 3, Burst: 3}, chat.RateLimit{}, 30 * 24 * time.Hour, true, "DEBUG", []string{"C1", "C2", "C3"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestConfigTellsAllMistakes sets one bad value after another, and then all.
func TestConfigTellsAllMistakes(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, []byte("\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for name, value := range map[string]string{
		"SLACK_BOT_TOKEN_FILE": "/no/such/file", "SLACK_APP_TOKEN_FILE": empty, "DISCORD_TOKEN": "two words", "SLACK_API_URL": "slack.com/api",
		"DISCORD_SHARDS": "many", "DISCORD_SHARD_IDS": "0,x", "OKBOT_HTTP_ADDR": "8080", "OKBOT_ADMIN_ADDR": "127.0.0.1:99999",
		"OKBOT_LIMIT_USER": "-1", "OKBOT_LIMIT_CHANNEL": "1.5", "OKBOT_RETENTION": "1s", "OKBOT_LOG": "xml", "OKBOT_LOG_LEVEL": "loud", "OKBOT_PPROF": "perhaps",
	} {
		all[name] = value
		_, err := (&program{getenv: environ(map[string]string{name: value})}).config()
		if err == nil || !strings.HasPrefix(err.Error(), name+": ") {
			t.Errorf("%s=%s: error %v", name, value, err)
		}
	}
	_, err := (&program{getenv: environ(all)}).config()
	for name := range all {
		if !strings.Contains(err.Error(), name+": ") {
			t.Errorf("%s is not among all that is wrong: %v", name, err)
		}
	}
}

func TestGuardShowsNoSecret(t *testing.T) {
	c, err := (&program{getenv: environ(map[string]string{
		"SLACK_BOT_TOKEN": "xoxb-1-secret", "OKBOT_STATE_URL": "nats://okbot:pass%20word@nats:4222", "OKBOT_LOG": "json",
	})}).config()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	log := newLog(newGuard(&out, c.secrets), c)
	log.Info("a token in the message: xoxb-1-secret", "error", os.ErrNotExist, "url", c.stateURL, "password", "pass word")
	for _, secret := range []string{"xoxb-1-secret", "pass%20word", "pass word"} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("%q is in %s", secret, out.String())
		}
	}
	if !strings.Contains(out.String(), "file does not exist") {
		t.Errorf("more than the secrets is gone: %s", out.String())
	}
}
