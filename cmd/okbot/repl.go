package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"okbot/bot/repl"
)

// replCmd is "okbot" without a command.
type replCmd struct{}

// Run holds an interactive session; through a pipe, one without prompts.
func (*replCmd) Run(ctx context.Context, p *program, s *shared) error {
	ix, err := s.reporting(p.reportLoaded).openIndex(ctx)
	if err != nil {
		return err
	}
	defer ix.Close()
	told := about(ix)
	return repl.Run(ctx, p.stdin, p.stdout, newBot(ix, string(s.LinkBase)), repl.Options{
		Terminal: isTerminal(p.stdin) && isTerminal(p.stdout),
		Style:    p.style(),
		History:  p.historyFile(),
		Lang:     p.language(),
		Settings: s.question(),
		Oldest:   told.Oldest, Newest: told.Newest,
		Examples: told.Examples,
	})
}

// historyFile is where the questions of a terminal are kept.
func (p *program) historyFile() string {
	dir := p.getenv("XDG_STATE_HOME")
	if dir == "" {
		var err error
		if dir, err = os.UserConfigDir(); err != nil {
			return ""
		}
	}
	return filepath.Join(dir, "okbot", "history")
}

// language is that of the user's environment, "ko" or "en".
func (p *program) language() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := p.getenv(name); value != "" {
			if strings.HasPrefix(value, "ko") {
				return "ko"
			}
			break
		}
	}
	return "en"
}
