package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
)

// A Judgement is whether one question was answered right.
type Judgement struct {
	ID       string
	Question string
	Right    bool
}

// Changes are the questions that an earlier evaluation judged otherwise.
type Changes struct {
	Worse  []Judgement // right then, wrong now
	Better []Judgement // wrong then, right now
	New    int         // questions that the earlier one did not have
}

// Compare judges again what the file name, an earlier output of "okbot eval
// --json", judged.
func Compare(name string, now []Judgement) (Changes, error) {
	earlier, err := readJudgements(name)
	if err != nil {
		return Changes{}, err
	}
	var c Changes
	for _, j := range now {
		was, known := earlier[j.ID]
		switch {
		case !known:
			c.New++
		case was && !j.Right:
			c.Worse = append(c.Worse, j)
		case !was && j.Right:
			c.Better = append(c.Better, j)
		}
	}
	return c, nil
}

func readJudgements(name string) (map[string]bool, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, errors.Unwrap(err))
	}
	var score struct {
		Outcomes []struct {
			ID     string
			Useful bool
			Rank   int
		}
	}
	if err := json.Unmarshal(data, &score); err != nil || len(score.Outcomes) == 0 {
		return nil, fmt.Errorf("%s: not the output of \"okbot eval --json\"", name)
	}
	right := map[string]bool{}
	for _, o := range score.Outcomes {
		right[o.ID] = o.Useful || o.Rank == 1
	}
	return right, nil
}

// String lists the changes, one a line.
func (c Changes) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "right before, wrong now: %d\n", len(c.Worse))
	for _, j := range c.Worse {
		fmt.Fprintf(&b, "  %-12s %s\n", j.ID, j.Question)
	}
	fmt.Fprintf(&b, "wrong before, right now: %d\n", len(c.Better))
	for _, j := range c.Better {
		fmt.Fprintf(&b, "  %-12s %s\n", j.ID, j.Question)
	}
	if c.New > 0 {
		fmt.Fprintf(&b, "not in the earlier one: %d\n", c.New)
	}
	return b.String()
}
