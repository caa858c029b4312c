package main

import (
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
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

// readFrom reads the settings from vars.
func readFrom(vars map[string]string) (*settings, error) {
	p := &program{stderr: io.Discard, getenv: environ(vars)}
	return p.settings(&variables{getenv: p.getenv})
}

func TestSettingsDefaults(t *testing.T) {
	for _, value := range []string{"", " "} {
		vars := map[string]string{"HOME": "/home/minsu"}
		for _, name := range []string{
			"SLACK_BOT_TOKEN", "SLACK_BOT_TOKEN_FILE", "SLACK_API_URL", "DISCORD_SHARDS", "DISCORD_SHARD_IDS", "OKBOT_HTTP_ADDR",
			"OKBOT_ADMIN_ADDR", "OKBOT_DATA", "OKBOT_STATE_URL", "OKBOT_LIMIT_USER", "OKBOT_RETENTION", "OKBOT_LOG", "OKBOT_LOG_LEVEL",
			"OKBOT_CHANNELS_DENY", "OKBOT_PPROF",
		} {
			vars[name] = value
		}
		set, err := readFrom(vars)
		if err != nil {
			t.Fatal(err)
		}
		got := []any{set.Slack.Addr, set.Admin, set.Data, time.Duration(set.Retention), set.userLimit(), set.channelLimit(), set.Log, slog.Level(set.LogLevel), set.Discord.Shards, len(set.Deny), set.Pprof, len(set.secrets)}
		want := []any{
			address(":8080"), address("127.0.0.1:9090"), "/home/minsu/.local/share/okbot", 90 * 24 * time.Hour, chat.RateLimit{PerMinute: 30, Burst: 15}, chat.RateLimit{PerMinute: 120},
			logFormat("text"), slog.LevelInfo, shards("auto"), 0, false, 0,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("variables set to %q (-want +got):\n%s", value, diff)
		}
	}
}

func TestSettingsValues(t *testing.T) {
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("  discord-token\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	set, err := readFrom(map[string]string{
		"DISCORD_TOKEN_FILE": file, "DISCORD_API_URL": "http://127.0.0.1:1/api/v9/", "DISCORD_SHARDS": "4", "DISCORD_SHARD_IDS": "0, 2",
		"SLACK_API_URL": "http://127.0.0.1:1/api", "OKBOT_LIMIT_USER": "3", "OKBOT_LIMIT_CHANNEL": "0",
		"OKBOT_RETENTION": "30d", "OKBOT_LOG": "JSON", "OKBOT_LOG_LEVEL": "Debug", "OKBOT_CHANNELS_ALLOW": "C1, C2,,C3",
		"OKBOT_STATE_URL": "nats://okbot:s3cret@nats:4222",
	})
	if err != nil {
		t.Fatal(err)
	}
	got := []any{set.Discord.Token, set.Discord.APIURL, set.Discord.Shards, set.Discord.ShardIDs, set.Slack.APIURL, set.userLimit(), set.channelLimit(), time.Duration(set.Retention), set.Log, slog.Level(set.LogLevel), set.Allow}
	want := []any{
		secret("discord-token"), baseURL("http://127.0.0.1:1/api/v9"), shards("4"), numbers{0, 2}, baseURL("http://127.0.0.1:1/api"), chat.RateLimit{PerMinute: 3, Burst: 3}, chat.RateLimit{},
		30 * 24 * time.Hour, logFormat("json"), slog.LevelDebug, ids{"C1", "C2", "C3"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestSettingsReportAllProblems sets one bad value after another, and then all.
func TestSettingsReportAllProblems(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, []byte("\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	bad := map[string]string{
		"SLACK_BOT_TOKEN_FILE": "/no/such/file", "SLACK_APP_TOKEN_FILE": empty, "DISCORD_TOKEN": "two words", "SLACK_API_URL": "slack.com/api",
		"DISCORD_SHARDS": "lots", "DISCORD_SHARD_IDS": "0,x", "OKBOT_HTTP_ADDR": "8080", "OKBOT_ADMIN_ADDR": "127.0.0.1:99999",
		"OKBOT_LIMIT_USER": "-1", "OKBOT_LIMIT_CHANNEL": "1.5", "OKBOT_RETENTION": "1s", "OKBOT_LOG": "xml", "OKBOT_LOG_LEVEL": "loud", "OKBOT_PPROF": "perhaps",
	}
	for name, value := range bad {
		_, err := readFrom(map[string]string{name: value})
		if err == nil || !strings.HasPrefix(err.Error(), name+": ") || strings.Contains(err.Error(), value) {
			t.Errorf("%s=%s: error %v", name, value, err)
		}
	}
	_, err := readFrom(bad)
	var problems variableErrors
	if !errors.As(err, &problems) || len(problems) != len(bad) {
		t.Errorf("%d problems in %d variables: %v", len(problems), len(bad), err)
	}
	for name := range bad {
		if !strings.Contains("\n"+err.Error(), "\n"+name+": ") {
			t.Errorf("no line for %s: %v", name, err)
		}
	}
}

// TestSecretInTheWrongVariable puts each kind of secret into each variable that is
// not meant for it: nothing that a command writes shows it.
func TestSecretInTheWrongVariable(t *testing.T) {
	const password = "pass-w0rd"
	kinds := []string{
		"xoxb-1234-5678-AbCdEf", "Bearer xoxb-1234-5678-AbCdEf", "xapp-1-A1B2-34-abcdef", "8f742231b10e8888abcd99baaccc85a5",
		"MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789ab", "nats://okbot:" + password + "@nats:4222",
	}
	names := []string{"OKBOT_CORPUS", "OKBOT_INDEX", "OKBOT_LIMIT", "OKBOT_LANG", "OKBOT_AS_OF", "OKBOT_LINK_BASE", "OKBOT_WORDS", "OKBOT_JSON"}
	parser, err := (&variables{}).settingsParser(new(settings))
	mustDo(t, err)
	for _, flag := range parser.Model.Flags {
		switch name := flag.Envs[0]; {
		case name == "OKBOT_STATE_URL": // a cluster would be looked for
		case flag.Target.Type() == reflect.TypeFor[secret]():
			names = append(names, name, name+"_FILE")
		default:
			names = append(names, name)
		}
	}
	folder := t.TempDir()
	mustDo(t, os.WriteFile(filepath.Join(folder, "one.jsonl"), []byte(`{"_id":"one","text":"The first text."}`), 0o666))
	for _, name := range names {
		for _, kind := range kinds {
			vars := map[string]string{"HOME": folder, "OKBOT_CORPUS": filepath.Join(folder, "one.jsonl"), "OKBOT_ADMIN_ADDR": "203.0.113.1:1"} // no address of this machine: serve ends
			vars[name] = kind
			for _, command := range []string{"serve", "ask x", "discord invite"} {
				status, out, problems := (&serving{vars: vars}).run(t, strings.Fields(command)...)
				if strings.Contains(out+problems, kind) || strings.Contains(out+problems, password) {
					t.Errorf("%s=%s: %s, status %d, writes %s%s", name, kind, command, status, out, problems)
				}
			}
		}
	}
}

func TestGuardShowsNoSecret(t *testing.T) {
	set, err := readFrom(map[string]string{
		"SLACK_BOT_TOKEN": "xoxb-1-secret", "OKBOT_STATE_URL": "nats://okbot:pass%20word@nats:4222", "OKBOT_LOG": "json",
	})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	log := newLog(newGuard(&out, set.secrets), set)
	log.Info("a token in the message: xoxb-1-secret", "error", os.ErrNotExist, "url", string(set.StateURL), "password", "pass word")
	for _, secret := range []string{"xoxb-1-secret", "pass%20word", "pass word"} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("%q is in %s", secret, out.String())
		}
	}
	if !strings.Contains(out.String(), "file does not exist") {
		t.Errorf("more than the secrets is gone: %s", out.String())
	}
}
