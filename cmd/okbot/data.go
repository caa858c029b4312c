package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"okbot/bot/chat"
)

// dataCmd is "okbot data".
type dataCmd struct {
	Export exportCmd `cmd:"" help:"Write what is kept, a line of JSON a record."`
	Erase  eraseCmd  `cmd:"" help:"Erase what a user asked and rated, conversations included."`
}

type exportCmd struct {
	User string `placeholder:"PLATFORM/ID" help:"Only what this user asked and rated, as slack/U0123 or discord/80351."`
	Out  string `placeholder:"FILE" help:"File to write to (default: standard output)."`
}

type eraseCmd struct {
	User string `required:"" placeholder:"PLATFORM/ID" help:"The user, as slack/U0123 or discord/80351."`
}

// Run exports.
func (c *exportCmd) Run(ctx context.Context, p *program, set *settings) error {
	ctx, stop := interruptible(ctx)
	defer stop()
	if c.User != "" {
		if err := checkUser(c.User); err != nil {
			return err
		}
	}
	kept, err := p.openRecords(ctx, set)
	if err != nil {
		return err
	}
	return errors.Join(p.output(c.Out, func(w io.Writer) error { return c.write(ctx, kept, w) }), kept.close())
}

func (c *exportCmd) write(ctx context.Context, kept records, w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, log := range chat.Logs() {
		err := kept.each(ctx, log, c.User, func(id string, record []byte) error {
			return enc.Encode(line{log, id, record})
		})
		if err != nil {
			return fmt.Errorf("export %s: %w", log, err)
		}
	}
	return nil
}

// Run erases.
func (c *eraseCmd) Run(ctx context.Context, p *program, set *settings, s *shared) error {
	ctx, stop := interruptible(ctx)
	defer stop()
	if err := checkUser(c.User); err != nil {
		return err
	}
	kept, err := p.openRecords(ctx, set)
	if err != nil {
		return err
	}
	gone, err := kept.erase(ctx, c.User)
	if err := errors.Join(err, kept.close()); err != nil {
		return err
	}
	if s.JSON {
		return p.writeJSON(gone)
	}
	_, err = fmt.Fprintf(p.stdout, "erased: %d questions, %d ratings, %d conversations\n", gone.Questions, gone.Feedback, gone.Conversations)
	return err
}

// checkUser refuses what names no user of a platform.
func checkUser(name string) error {
	platform, user, _ := strings.Cut(name, "/")
	if user == "" || platform != "slack" && platform != "discord" {
		return fmt.Errorf("--user %q: name the platform and its id of the user, as slack/U0123 or discord/80351", name)
	}
	return nil
}

// output hands write the file name, made anew and readable by its owner alone,
// or for "" the standard output.
func (p *program) output(name string, write func(io.Writer) error) error {
	if name == "" {
		return write(p.stdout)
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	return errors.Join(write(f), f.Close())
}
