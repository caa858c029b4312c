package slacktest

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// RecordEnv is the environment variable that makes every fake of a test run record; see Options.Record.
const RecordEnv = "OKBOT_RECORD"

// RecordFile is the file in the folder of Options.Record to which every request of the app that Slack would take is appended, as a line
// of JSON: {"method": "chat.postMessage", "body": {…}}. CheckTypes reads it.
const RecordFile = "slack.jsonl"

// recorder appends requests to a file that several processes may append to at the same time. nil records nothing.
type recorder struct {
	mu   sync.Mutex
	file *os.File
	err  error
}

func newRecorder(dir string) (*recorder, error) {
	if dir == "" {
		dir = os.Getenv(RecordEnv)
	}
	if dir == "" || dir == "-" {
		return nil, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(dir, RecordFile), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return nil, err
	}
	return &recorder{file: f}, nil
}

// recorded is a line of RecordFile.
type recorded struct {
	Method string `json:"method"`
	Body   Args   `json:"body"`
}

func (r *recorder) write(c *Call) {
	if r == nil {
		return
	}
	b, err := json.Marshal(recorded{c.Method, c.typedArgs()})
	r.mu.Lock()
	defer r.mu.Unlock()
	if err == nil {
		_, err = r.file.Write(append(b, '\n')) // one write: lines of several processes do not mix
	}
	if r.err == nil {
		r.err = err
	}
}

func (r *recorder) close() error {
	if r == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.file.Close(); err != nil {
		return err
	}
	return r.err
}

// What a form has as text and Slack reads as something else.
var (
	formBooleans = []string{"as_user", "include_all_metadata", "include_locale", "include_num_members", "inclusive", "link_names",
		"mrkdwn", "reply_broadcast", "return_im", "unfurl_links", "unfurl_media"}
	formNumbers = []string{"limit"}
	formLists   = []string{"loading_messages"}
)

// typedArgs are the arguments as they would be in JSON.
func (c *Call) typedArgs() Args {
	if c.isJSON {
		return c.Args
	}
	out := maps.Clone(c.Args)
	for name, v := range out {
		text, ok := v.(string)
		switch {
		case !ok:
		case slices.Contains(formBooleans, name):
			out[name] = c.Args.Bool(name)
		case slices.Contains(formNumbers, name):
			if n, err := strconv.Atoi(text); err == nil {
				out[name] = n
			}
		case slices.Contains(formLists, name):
			out[name] = strings.Split(text, ",")
		}
	}
	return out
}
