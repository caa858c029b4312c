package main

import (
	"io"
	"log/slog"
	"strings"
)

// newLog returns a logger that writes to w as the settings say.
func newLog(w io.Writer, set *settings) *slog.Logger {
	options := &slog.HandlerOptions{Level: slog.Level(set.LogLevel)}
	if set.Log == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

// guard is a writer that shows no secret: the last resort should one get into an
// error or a log. Each Write must hold whole lines.
type guard struct {
	to      io.Writer
	replace *strings.Replacer
}

// leastSecret is how many bytes a secret must have to be looked for.
const leastSecret = 4

func newGuard(w io.Writer, secrets []string) io.Writer {
	var pairs []string
	for _, secret := range secrets {
		if len(secret) >= leastSecret {
			pairs = append(pairs, secret, "[secret]")
		}
	}
	return guard{w, strings.NewReplacer(pairs...)}
}

// Write implements [io.Writer].
func (g guard) Write(line []byte) (int, error) {
	if _, err := io.WriteString(g.to, g.replace.Replace(string(line))); err != nil {
		return 0, err
	}
	return len(line), nil
}
