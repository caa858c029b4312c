package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/report"
	"okbot/corpus"
)

// reportCmd is "okbot report".
type reportCmd struct {
	Out   string `placeholder:"FILE" help:"File to write to (default: standard output)."`
	Since string `placeholder:"DATE|DAYS" help:"Count from that day, YYYY[-MM[-DD]], or from so many days ago, as 30d (default: all that is kept)."`
}

// Run writes the report, a page of HTML or with --json its figures.
func (c *reportCmd) Run(ctx context.Context, p *program, set *settings, s *shared) error {
	ctx, stop := interruptible(ctx)
	defer stop()
	from, err := c.from(time.Now())
	if err != nil {
		return err
	}
	lang := string(s.Lang)
	if lang == "auto" {
		lang = p.language()
	}
	kept, err := p.openRecords(ctx, set)
	if err != nil {
		return err
	}
	made, err := build(ctx, kept, report.Options{From: from})
	if err := errors.Join(err, kept.close()); err != nil {
		return err
	}
	return p.output(c.Out, func(w io.Writer) error {
		if s.JSON {
			return json.NewEncoder(w).Encode(made)
		}
		return made.HTML(w, lang)
	})
}

// from is the first day to report on, zero for all.
func (c *reportCmd) from(now time.Time) (time.Time, error) {
	if c.Since == "" {
		return time.Time{}, nil
	}
	if days, ok := strings.CutSuffix(c.Since, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n > 0 && n <= maxDays {
			return now.In(bot.Seoul).AddDate(0, 0, 1-n), nil
		}
	}
	day, err := corpus.ParseDate(c.Since)
	if err != nil {
		return time.Time{}, fmt.Errorf("--since: %w, or a number of days as 30d", err)
	}
	return day.First(), nil
}

// build reads both logs and reports on them.
func build(ctx context.Context, kept records, opts report.Options) (report.Report, error) {
	var failure error
	note := func(err error) {
		if !errors.Is(err, errEnough) {
			failure = errors.Join(failure, err)
		}
	}
	questions := func(yield func(string, chat.Record) bool) {
		note(kept.each(ctx, chat.QuestionLog, "", decoded(yield)))
	}
	feedback := func(yield func(chat.Feedback) bool) {
		each := func(_ string, f chat.Feedback) bool { return yield(f) }
		note(kept.each(ctx, chat.FeedbackLog, "", decoded(each)))
	}
	return report.Build(questions, feedback, opts), failure
}

// errEnough ends the reading of a log.
var errEnough = errors.New("enough")

// decoded hands yield the records of a log as T. One that is no T, of another
// version perhaps, is passed over.
func decoded[T any](yield func(string, T) bool) func(string, []byte) error {
	return func(id string, record []byte) error {
		var v T
		if json.Unmarshal(record, &v) == nil && !yield(id, v) {
			return errEnough
		}
		return nil
	}
}
