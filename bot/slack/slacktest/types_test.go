package slacktest

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// TestRecorded checks what a test run recorded: OKBOT_RECORD=dir go test …, then OKBOT_RECORDED=dir go test -run TestRecorded.
func TestRecorded(t *testing.T) {
	dir := os.Getenv("OKBOT_RECORDED")
	if dir == "" {
		t.Skip("nothing to check: OKBOT_RECORDED names the folder that a run with OKBOT_RECORD filled")
	}
	CheckTypes(t, dir)
}

func section(members map[string]any) []any {
	members["type"] = "section"
	return []any{members}
}

func TestTypes(t *testing.T) {
	project := nodeProject(t)
	text := map[string]any{"type": "mrkdwn", "text": "안녕하세요"}
	good := section(map[string]any{"text": text})
	tests := []struct {
		name string
		r    recorded
		want string // what tsc says, "" for nothing
	}{
		{"message", recorded{"chat.postMessage", Args{"channel": General, "text": "답", "blocks": good, "unfurl_links": false}}, ""},
		{"home", recorded{"views.publish", Args{"user_id": Mina, "view": map[string]any{"type": "home", "blocks": good}}}, ""},
		{"response", recorded{ResponseURL, Args{"text": "답", "replace_original": true}}, ""},
		{"unknown argument", recorded{"chat.postMessage", Args{"channel": General, "text": "답", "unfurl_link": false}}, "unfurl_link"},
		{"argument as text", recorded{"chat.postMessage", Args{"channel": General, "text": "답", "unfurl_links": "false"}}, "unfurl_links"},
		{"missing argument", recorded{"chat.update", Args{"channel": General, "text": "답"}}, "ts"},
		{"unknown member of a block", recorded{"chat.postMessage", Args{"channel": General,
			"blocks": section(map[string]any{"text": text, "txt": "x"})}}, "txt"},
		{"another block's member", recorded{"chat.postMessage", Args{"channel": General,
			"blocks": section(map[string]any{"text": text, "elements": []any{}})}}, "elements"},
		{"member of another type", recorded{"chat.postMessage", Args{"channel": General, "blocks": section(map[string]any{"text": "x"})}}, "text"},
		{"unknown block", recorded{"chat.postMessage", Args{"channel": General, "blocks": []any{map[string]any{"type": "sektion"}}}}, "sektion"},
		{"unknown member of a response", recorded{ResponseURL, Args{"text": "답", "channel": General}}, "channel"},
	}
	var records []recorded
	for _, tt := range tests {
		records = append(records, tt.r)
	}
	problems, err := compile(project, records)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			body, _ := json.Marshal(tt.r.Body)
			for _, p := range problems {
				if strings.HasPrefix(p, tt.r.Method+": ") && strings.HasSuffix(p, string(body)) {
					got += p
				}
			}
			if (got != "") != (tt.want != "") || !strings.Contains(got, tt.want) {
				t.Errorf("tsc says %q, want %q in it", got, tt.want)
			}
		})
	}
}
