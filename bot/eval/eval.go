// Package eval scores a Bot on question files and on retrieval sets in BEIR
// layout (Thakur et al., 2021).
package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"okbot/corpus"
	"okbot/index/words"
)

// Options configures an evaluation; the zero value works.
type Options struct {
	// Queries is a file in place of the queries.jsonl of a folder in BEIR layout.
	Queries string
	Models  Models
	Words   *words.Table // of a folder's index; nil: the one in the binary
	// Always asks for snippets however unsure the bot is, to measure reading and
	// ranking without the confidence. Folders in BEIR layout always are.
	Always bool
	// Loaded, if not nil, is called with the corpus of a folder in BEIR layout.
	Loaded func(*corpus.Corpus)
	// Progress, if not nil, is called after each question.
	Progress func(done, all int)
}

// Latency holds percentiles of the time that a whole answer took, in
// microseconds.
type Latency struct {
	P50 int64 `json:"p50_us"`
	P95 int64 `json:"p95_us"`
	P99 int64 `json:"p99_us"`
}

func latency(all []time.Duration) Latency {
	if len(all) == 0 {
		return Latency{}
	}
	slices.Sort(all)
	at := func(p int) int64 { return all[min(len(all)-1, len(all)*p/100)].Microseconds() }
	return Latency{at(50), at(95), at(99)}
}

// readJSONL decodes a JSON object a line; an error names the file and line.
func readJSONL[T any](name string) ([]T, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, errors.Unwrap(err))
	}
	var out []T
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 16<<20)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var v T
		err := json.Unmarshal(lines.Bytes(), &v)
		if row, ok := any(&v).(interface{ check() error }); err == nil && ok {
			err = row.check()
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		out = append(out, v)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return out, nil
}
