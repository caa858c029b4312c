package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/alecthomas/kong"

	"okbot/bot"
	"okbot/corpus"
)

// shared are the flags of all commands.
type shared struct {
	Corpus []string `group:"shared" sep:"none" placeholder:"PATH" help:"Folder of articles or .jsonl file to answer from, in place of the built-in corpus (\"builtin\"). Repeatable."`
	Index  string   `group:"shared" placeholder:"DIR" help:"Index on disk to answer from."`
	Limit  int      `group:"shared" default:"3" placeholder:"N" help:"Most snippets in an answer, 1 to 10 (default 3)."`
	Lang   string   `group:"shared" default:"auto" placeholder:"auto|ko|en" help:"Language to answer in (default auto: the question's)."`
	AsOf   string   `group:"shared" placeholder:"DATE" help:"Answer as on that day, YYYY[-MM[-DD]] (default today in Seoul)."`
	JSON   bool     `group:"shared" name:"json" help:"Write JSON."`

	secrets func() []string        // of the configuration: no passage that holds one is answered from; nil: none
	leftOut func([]corpus.Problem) // is called with what a corpus leaves out, if anything; nil: nobody asks
}

var sharedGroup = kong.Group{
	Key:   "shared",
	Title: "Shared flags (each also as a variable: --as-of is OKBOT_AS_OF)",
}

// environment gives the shared flags that are not on the command line the value
// of the variable of the same name. An empty variable counts as not set.
func environment(getenv func(string) string) kong.ResolverFunc {
	return func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		if flag.Group == nil || flag.Group.Key != sharedGroup.Key {
			return nil, nil
		}
		value := getenv("OKBOT_" + strings.ToUpper(strings.ReplaceAll(flag.Name, "-", "_")))
		switch {
		case value == "":
			return nil, nil
		case flag.Name == "corpus":
			var paths []any
			for _, path := range filepath.SplitList(value) {
				paths = append(paths, path)
			}
			return paths, nil
		}
		return value, nil
	}
}

// question returns a question without text, with what the flags ask for.
func (s *shared) question() (bot.Question, error) {
	q := bot.Question{Limit: s.Limit}
	if s.Limit < 1 || s.Limit > bot.MaxLimit {
		return q, fmt.Errorf("--limit %d: choose 1 to %d", s.Limit, bot.MaxLimit)
	}
	switch s.Lang {
	case "auto":
	case "ko", "en":
		q.Lang = s.Lang
	default:
		return q, fmt.Errorf("--lang %q: choose auto, ko or en", s.Lang)
	}
	if s.AsOf != "" {
		day, err := corpus.ParseDate(s.AsOf)
		if err != nil {
			return q, fmt.Errorf("--as-of: %w", err)
		}
		q.AsOf = day.Last()
	}
	return q, nil
}
