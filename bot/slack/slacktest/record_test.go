package slacktest_test

import (
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"okbot/bot/slack/slacktest"
)

func TestRecord(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	srv, err := slacktest.Start(slacktest.Options{Record: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer srv.Close()
	call(t, srv, "chat.postMessage", url.Values{"channel": {slacktest.General}, "text": {"답"}, "unfurl_links": {"false"},
		"blocks": {`[{"type":"divider"}]`}})
	call(t, srv, "chat.postMessage", url.Values{"channel": {slacktest.General}, "blocks": {`[{"type":"refused"}]`}})
	call(t, srv, "conversations.history", url.Values{"channel": {slacktest.General}, "limit": {"5"}})
	if status, _ := postJSON(t, srv.Command(slacktest.Typed{}).ResponseURL, `{"text":"답","blocks":null}`); status != 200 {
		t.Errorf("response URL answered %d", status)
	}
	if err := srv.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, slacktest.RecordFile))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"method":"chat.postMessage","body":{"blocks":[{"type":"divider"}],"channel":"C0GENERAL0","text":"답","unfurl_links":false}}
{"method":"conversations.history","body":{"channel":"C0GENERAL0","limit":5}}
{"method":"response_url","body":{"text":"답"}}
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("recorded (-want +got):\n%s", diff)
	}
}
