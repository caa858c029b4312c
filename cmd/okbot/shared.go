package main

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"github.com/alecthomas/kong"

	"okbot/bot"
	"okbot/corpus"
)

// shared are the flags of all commands. A flag wins over its variable.
type shared struct {
	Corpus   []string `group:"shared" sep:"none" env:"OKBOT_CORPUS" placeholder:"PATH" help:"Folder of documents (.md, .mdx, .markdown, .txt, .html) or .jsonl file to answer from, in place of the built-in corpus (\"builtin\"). Repeatable."`
	Index    string   `group:"shared" env:"OKBOT_INDEX" placeholder:"DIR" help:"Index on disk to answer from."`
	Limit    limit    `group:"shared" env:"OKBOT_LIMIT" default:"3" placeholder:"N" help:"Most snippets in an answer, 1 to 10 (default 3)."`
	Lang     language `group:"shared" env:"OKBOT_LANG" default:"auto" placeholder:"auto|ko|en" help:"Language to answer in (default auto: the question's)."`
	AsOf     day      `group:"shared" env:"OKBOT_AS_OF" placeholder:"DATE" help:"Answer as on that day, YYYY[-MM[-DD]] (default today in Seoul)."`
	LinkBase linkBase `group:"shared" env:"OKBOT_LINK_BASE" placeholder:"URL" help:"Where the documents of a corpus stand on the web, for those that name no address: a URL with {path} (no ending) or {file} (with it) in it, else /{path} is added."`
	Words    string   `group:"shared" env:"OKBOT_WORDS" placeholder:"FILE|none" help:"Table of word vectors in place of the built-in one, or none: which words mean the same (a file called none is ./none)."`
	JSON     bool     `group:"shared" env:"OKBOT_JSON" name:"json" help:"Write JSON."`

	secrets func() []string       // of the settings: no passage that holds one is answered from; nil: none
	loaded  func(*corpus.Corpus)  // is called with what was read; nil: nobody asks
	refused func(corpus.Problems) // is called with what cannot be read, and the rest is; nil: that is an error
}

var sharedGroup = kong.Group{
	Key:   "shared",
	Title: "Shared flags, each with a variable (an empty one counts as not set):",
}

// question returns a question without text, with what the flags ask for.
func (s *shared) question() bot.Question {
	q := bot.Question{Limit: int(s.Limit)}
	if s.Lang != "auto" {
		q.Lang = string(s.Lang)
	}
	if s.AsOf != "" {
		q.AsOf = corpus.Date(s.AsOf).Last()
	}
	return q
}

// limit is the largest number of snippets in an answer, 1 to bot.MaxLimit.
type limit int

// UnmarshalText reads a decimal number from 1 to bot.MaxLimit.
func (l *limit) UnmarshalText(text []byte) error {
	n, err := strconv.Atoi(string(text))
	if err != nil || n < 1 || n > bot.MaxLimit {
		return fmt.Errorf("choose 1 to %d", bot.MaxLimit)
	}
	*l = limit(n)
	return nil
}

// language is "auto", "ko" or "en".
type language string

// UnmarshalText reads auto, ko or en.
func (l *language) UnmarshalText(text []byte) error {
	*l = language(text)
	if *l != "auto" && *l != "ko" && *l != "en" {
		return errors.New("choose auto, ko or en")
	}
	return nil
}

// day is a year, a month or a day.
type day corpus.Date

// UnmarshalText reads what [corpus.ParseDate] reads.
func (d *day) UnmarshalText(text []byte) error {
	date, err := corpus.ParseDate(string(text))
	if err != nil {
		return errors.New("not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
	}
	*d = day(date)
	return nil
}

// linkBase is an http(s) URL without a user, perhaps with {path} or {file} in it.
type linkBase string

// UnmarshalText reads an absolute http(s) URL.
func (b *linkBase) UnmarshalText(text []byte) error {
	if u, err := url.Parse(string(text)); err != nil || u.User != nil || !isWebURL(string(text)) {
		return errors.New("not a web address: write it as https://docs.example.com/{path}")
	}
	*b = linkBase(text)
	return nil
}
