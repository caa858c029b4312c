package slacktest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// CheckTypes fails the test if a request recorded in the folder (see Options.Record) is not of the types that Slack
// publishes for Node.js: the arguments in @slack/web-api, the blocks in @slack/types, a response URL's in @slack/bolt.
// It needs npm, see NodeEnv.
func CheckTypes(t testing.TB, dir string) {
	t.Helper()
	project := nodeProject(t)
	b, err := os.ReadFile(filepath.Join(dir, RecordFile))
	if err != nil {
		t.Fatal(err)
	}
	records, err := distinct(b)
	if err != nil {
		t.Fatal(err)
	}
	if len(records) == 0 {
		t.Fatal("nothing was recorded")
	}
	problems, err := compile(project, records)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
	t.Logf("%d payloads of different shape compiled", len(records))
}

// distinct reads RecordFile and keeps one request of each shape: the same but for text that is no name of a type or style.
func distinct(b []byte) ([]recorded, error) {
	var out []recorded
	seen := map[string]bool{}
	lines := bufio.NewScanner(bytes.NewReader(b))
	lines.Buffer(nil, 2*maxBody)
	for n := 1; lines.Scan(); n++ {
		var r recorded
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s line %d: %w", RecordFile, n, err)
		}
		shape := r.Method + prose.ReplaceAllString(string(lines.Bytes()), `""`)
		if !seen[shape] {
			seen[shape] = true
			out = append(out, r)
		}
	}
	return out, lines.Err()
}

// prose is a JSON string value that cannot be a member of an enumeration in Slack's types, which are a_few_letters.
var prose = regexp.MustCompile(`"(?:[^"\\]|\\.)*(?:[^a-z_"\\]|\\.)(?:[^"\\]|\\.)*"`)

const checkFile = "check.ts"

// compile runs tsc over the requests and returns what it says, with the request. Each stands on a line of its own.
func compile(project string, records []recorded) ([]string, error) {
	var src strings.Builder
	src.WriteString("import type * as api from '@slack/web-api'; import type { RespondArguments } from '@slack/bolt'; " +
		"import type { HomeView, KnownBlock, ModalView } from '@slack/types';\n")
	for i, r := range records {
		fmt.Fprintf(&src, "export const c%d = %s;\n", i, typeScript(r))
	}
	if err := os.WriteFile(filepath.Join(project, checkFile), []byte(src.String()), 0o644); err != nil {
		return nil, err
	}
	cmd := exec.Command(filepath.Join(project, "node_modules", ".bin", "tsc"), "--noEmit", "--strict", "--skipLibCheck",
		"--target", "es2022", "--module", "nodenext", "--types", "node", "--pretty", "false", checkFile)
	cmd.Dir = project
	out, err := cmd.CombinedOutput()
	var problems []string
	for _, m := range tscError.FindAllSubmatch(out, -1) {
		line, _ := strconv.Atoi(string(m[1]))
		if i := line - 2; i >= 0 && i < len(records) {
			body, _ := json.Marshal(records[i].Body)
			problems = append(problems, fmt.Sprintf("%s: %s\n%.2000s", records[i].Method, m[2], body))
		}
	}
	if err != nil && len(problems) == 0 {
		return nil, fmt.Errorf("tsc: %w\n%s", err, out)
	}
	return problems, nil
}

var tscError = regexp.MustCompile(`(?m)^check\.ts\((\d+),\d+\): (error .*(?:\n  .*)*)`)

// typeScript is a request as an expression that compiles if the types take it. In the published types a block may also be any
// object with a type, so the blocks are checked a second time as those that are known.
func typeScript(r recorded) string {
	body, _ := json.Marshal(r.Body)
	parts := []string{fmt.Sprintf("%s satisfies %s", body, argumentType(r.Method))}
	blocks := r.Body["blocks"]
	if view, ok := r.Body["view"].(map[string]any); ok {
		kind := "HomeView"
		if view["type"] == "modal" {
			kind = "ModalView"
		}
		b, _ := json.Marshal(view)
		parts = append(parts, fmt.Sprintf("%s satisfies %s", b, kind))
		blocks = view["blocks"]
	}
	if blocks != nil {
		b, _ := json.Marshal(blocks)
		parts = append(parts, fmt.Sprintf("%s satisfies KnownBlock[]", b))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// argumentType names the type: api.ChatPostMessageArguments for chat.postMessage.
func argumentType(method string) string {
	if method == ResponseURL || method == Acknowledgement {
		return "RespondArguments"
	}
	var b strings.Builder
	for _, part := range strings.Split(method, ".") {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return "api." + b.String() + "Arguments"
}
