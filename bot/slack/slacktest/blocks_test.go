package slacktest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"okbot/bot/slack/slacktest"
)

// call posts a method as a form with the bot's token and returns the answer.
func call(t testing.TB, srv *slacktest.Server, method string, args url.Values) map[string]any {
	t.Helper()
	if !args.Has("token") {
		args.Set("token", slacktest.BotToken)
	}
	resp, err := http.PostForm(srv.APIURL()+method, args)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var out map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

const (
	mrkdwnText = `{"type":"mrkdwn","text":"안녕"}`
	plainText  = `{"type":"plain_text","text":"안녕"}`
)

func long(n int) string { return strings.Repeat("가", n) }

func repeat(n int, format string) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = strings.ReplaceAll(format, "#", fmt.Sprint(i))
	}
	return strings.Join(parts, ",")
}

func button(members string) string {
	return `{"type":"actions","elements":[{"type":"button","text":` + plainText + members + `}]}`
}

func richText(element string) string {
	return `{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[` + element + `]}]}`
}

func TestBlocks(t *testing.T) {
	tests := []struct {
		name, blocks string
		want         string // what is wrong, "" if nothing
	}{
		{"section", `{"type":"section","text":{"type":"mrkdwn","text":"` + long(3000) + `","verbatim":true}}`, ""},
		{"section too long", `{"type":"section","text":{"type":"mrkdwn","text":"` + long(3001) + `"}}`, "/blocks/0/text/text"},
		{"section empty", `{"type":"section","text":{"type":"mrkdwn","text":""}}`, "more than 0"},
		{"section of nothing", `{"type":"section"}`, "text or fields"},
		{"section text as string", `{"type":"section","text":"x"}`, "/blocks/0/text"},
		{"fields", `{"type":"section","fields":[` + repeat(10, mrkdwnText) + `]}`, ""},
		{"too many fields", `{"type":"section","fields":[` + repeat(11, mrkdwnText) + `]}`, "/blocks/0/fields"},
		{"field too long", `{"type":"section","fields":[{"type":"mrkdwn","text":"` + long(2001) + `"}]}`, "/blocks/0/fields/0/text"},
		{"accessory", `{"type":"section","text":` + mrkdwnText + `,"accessory":{"type":"overflow","options":[{"text":` + plainText + `,"value":"1"}]}}`, ""},
		{"unknown accessory", `{"type":"section","text":` + mrkdwnText + `,"accessory":{"type":"feedback_buttons"}}`, "unsupported type"},
		{"unknown block", `{"type":"sektion"}`, "unsupported type"},
		{"unknown member", `{"type":"divider","color":"red"}`, "additional property: color"},
		{"emoji in mrkdwn", `{"type":"section","text":{"type":"mrkdwn","text":"x","emoji":true}}`, "additional property: emoji"},
		{"header", `{"type":"header","text":{"type":"plain_text","text":"` + long(150) + `"}}`, ""},
		{"header too long", `{"type":"header","text":{"type":"plain_text","text":"` + long(151) + `"}}`, "/blocks/0/text/text"},
		{"header in mrkdwn", `{"type":"header","text":` + mrkdwnText + `}`, "plain_text"},
		{"context", `{"type":"context","elements":[` + repeat(10, mrkdwnText) + `]}`, ""},
		{"context too many", `{"type":"context","elements":[` + repeat(11, mrkdwnText) + `]}`, "/blocks/0/elements"},
		{"context empty", `{"type":"context","elements":[]}`, "1 to 10"},
		{"actions", `{"type":"actions","elements":[` + repeat(25, `{"type":"button","action_id":"a#","text":`+plainText+`}`) + `]}`, ""},
		{"actions too many", `{"type":"actions","elements":[` + repeat(26, `{"type":"button","text":`+plainText+`}`) + `]}`, "1 to 25"},
		{"same action_id", `{"type":"actions","elements":[` + repeat(2, `{"type":"button","action_id":"a","text":`+plainText+`}`) + `]}`, "already exists"},
		{"same action_id elsewhere", button(`,"action_id":"a"`) + "," + button(`,"action_id":"a"`), ""},
		{"same block_id", `{"type":"divider","block_id":"b"},{"type":"divider","block_id":"b"}`, "already exists"},
		{"block_id too long", `{"type":"divider","block_id":"` + long(256) + `"}`, "block_id"},
		{"button value", button(`,"value":"` + long(2000) + `"`), ""},
		{"button value too long", button(`,"value":"` + long(2001) + `"`), "value"},
		{"button url too long", button(`,"url":"` + long(3001) + `"`), "url"},
		{"button action_id too long", button(`,"action_id":"` + long(256) + `"`), "action_id"},
		{"button style", button(`,"style":"success"`), "style"},
		{"button without text", `{"type":"actions","elements":[{"type":"button"}]}`, "missing required field: text"},
		{"button text too long", `{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"` + long(76) + `"}}]}`, "/text"},
		{"image", `{"type":"image","image_url":"https://example.com/a.png","alt_text":"그림"}`, ""},
		{"image without alt", `{"type":"image","image_url":"https://example.com/a.png"}`, "alt_text"},
		{"feedback", `{"type":"context_actions","elements":[{"type":"feedback_buttons","action_id":"f","positive_button":{"text":` + plainText +
			`,"value":"+"},"negative_button":{"text":` + plainText + `,"value":"-","accessibility_label":"나빠요"}}]}`, ""},
		{"feedback half", `{"type":"context_actions","elements":[{"type":"feedback_buttons","positive_button":{"text":` + plainText +
			`,"value":"+"}}]}`, "negative_button"},
		{"feedback in actions", `{"type":"actions","elements":[{"type":"feedback_buttons"}]}`, "unsupported type"},
		{"button in context_actions", `{"type":"context_actions","elements":[{"type":"button","text":` + plainText + `}]}`, "unsupported type"},
		{"markdown", `{"type":"markdown","text":"` + long(12_000) + `"}`, ""},
		{"markdown in total", `{"type":"markdown","text":"` + long(6_001) + `"},{"type":"markdown","text":"` + long(6_000) + `"}`, "12001"},
		{"50 blocks", repeat(50, `{"type":"divider"}`), ""},
		{"51 blocks", repeat(51, `{"type":"divider"}`), "0 to 50"},
		{"container", `{"type":"container","title":` + plainText + `,"child_blocks":[{"type":"divider"}],"is_collapsible":true}`, ""},
		{"nested containers", `{"type":"container","title":` + plainText + `,"child_blocks":[{"type":"container"}]}`, "unsupported type"},
		{"rich text empty", richText(`{"type":"text","text":""}`), "more than 0"},
		{"rich text link", richText(`{"type":"link","url":"https://example.com","text":"원문","style":{"bold":true}}`), ""},
		{"rich text link without url", richText(`{"type":"link","text":"원문"}`), "missing required field: url"},
		{"rich text style", richText(`{"type":"text","text":"x","style":{"blink":true}}`), "additional property: blink"},
		{"rich text unknown", richText(`{"type":"marquee"}`), "unsupported type"},
		{"rich text list", `{"type":"rich_text","elements":[{"type":"rich_text_list","style":"bullet","elements":[{"type":"rich_text_section","elements":[]}]}]}`, ""},
		{"rich text list of text", `{"type":"rich_text","elements":[{"type":"rich_text_list","style":"bullet","elements":[{"type":"text","text":"x"}]}]}`, "unsupported type"},
		{"rich text", `{"type":"rich_text","elements":[{"type":"rich_text_quote","elements":[{"type":"text","text":"x"}]}]}`, ""},
	}
	srv := slacktest.New(t, slacktest.Options{AllowViolations: true})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			srv.ForgetViolations()
			out := call(t, srv, "chat.postMessage", url.Values{"channel": {slacktest.General}, "text": {"x"}, "blocks": {"[" + tt.blocks + "]"}})
			if tt.want == "" {
				if out["ok"] != true || len(srv.Violations()) > 0 {
					t.Fatalf("refused: %v", out)
				}
				return
			}
			if out["error"] != "invalid_blocks" || !strings.Contains(fmt.Sprint(out["response_metadata"]), tt.want) {
				t.Errorf("answered %v, want %q", out, tt.want)
			}
			if !slices.ContainsFunc(srv.Violations(), func(v string) bool { return strings.Contains(v, tt.want) }) {
				t.Errorf("violations %q, want %q", srv.Violations(), tt.want)
			}
		})
	}
}

func TestMessageLimits(t *testing.T) {
	section := `{"type":"section","text":{"type":"mrkdwn","text":"` + long(2900) + `"}}`
	tests := []struct {
		name string
		args url.Values
		want string
	}{
		{"text", url.Values{"text": {long(40_000)}}, ""},
		{"text too long", url.Values{"text": {long(40_001)}}, "msg_too_long"},
		{"nothing", url.Values{}, "no_text"},
		{"blocks are enough", url.Values{"blocks": {"[" + section + "]"}}, ""},
		{"blocks too long in total", url.Values{"blocks": {"[" + repeat(5, section) + "]"}}, "msg_blocks_too_long"},
		{"blocks no JSON", url.Values{"blocks": {"[{"}}, "invalid_blocks_format"},
		{"metadata", url.Values{"text": {"x"}, "metadata": {`{"event_type":"answer","event_payload":{"id":"1"}}`}}, ""},
		{"metadata without payload", url.Values{"text": {"x"}, "metadata": {`{"event_type":"answer"}`}}, "invalid_metadata_format"},
		{"metadata too large", url.Values{"text": {"x"}, "metadata": {`{"event_type":"answer","event_payload":{"id":"` + long(9000) + `"}}`}}, "metadata_too_large"},
		{"thread_ts", url.Values{"text": {"x"}, "thread_ts": {"1700000000.000100"}}, ""},
		{"thread_ts malformed", url.Values{"text": {"x"}, "thread_ts": {"yesterday"}}, "invalid_thread_ts"},
	}
	srv := slacktest.New(t, slacktest.Options{AllowViolations: true})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.args.Set("channel", slacktest.General)
			out := call(t, srv, "chat.postMessage", tt.args)
			if got, _ := out["error"].(string); got != tt.want {
				t.Errorf("answered %v, want %q", out, tt.want)
			}
		})
	}
}

func TestViews(t *testing.T) {
	home := func(blocks string) string { return `{"type":"home","blocks":[` + blocks + `]}` }
	tests := []struct{ name, method, view, want string }{
		{"home", "views.publish", home(repeat(100, `{"type":"divider"}`)), ""},
		{"101 blocks", "views.publish", home(repeat(101, `{"type":"divider"}`)), "invalid_arguments"},
		{"markdown only in messages", "views.publish", home(`{"type":"markdown","text":"x"}`), "invalid_arguments"},
		{"modal as home", "views.publish", `{"type":"modal","title":` + plainText + `,"blocks":[]}`, "invalid_arguments"},
		{"modal", "views.open", `{"type":"modal","title":` + plainText + `,"blocks":[{"type":"divider"}]}`, ""},
		{"modal title too long", "views.open", `{"type":"modal","title":{"type":"plain_text","text":"` + long(25) + `"},"blocks":[]}`, "invalid_arguments"},
	}
	srv := slacktest.New(t, slacktest.Options{AllowViolations: true})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			trigger, _ := srv.GlobalShortcut("open", slacktest.Mina).Payload["trigger_id"].(string)
			args := url.Values{"view": {tt.view}, "trigger_id": {trigger}}
			if tt.method == "views.publish" {
				args = url.Values{"view": {tt.view}, "user_id": {slacktest.Mina}}
			}
			out := call(t, srv, tt.method, args)
			if got, _ := out["error"].(string); got != tt.want {
				t.Errorf("answered %v, want %q", out, tt.want)
			}
		})
	}
	if out := call(t, srv, "views.open", url.Values{"view": {tests[4].view}, "trigger_id": {"1.2.3"}}); out["error"] != "invalid_trigger_id" {
		t.Errorf("unknown trigger_id: %v", out)
	}
}
