package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"unicode"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"okbot/bot/text"
	"okbot/corpus"
)

// program is what a command runs in.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
}

// commands is the whole command line.
type commands struct {
	shared  `embed:""`
	Version versionFlag `help:"Print the version and exit."`

	REPL       replCmd       `cmd:"" name:"repl" default:"1" hidden:"" help:"Ask questions interactively (the default)."`
	Ask        askCmd        `cmd:"" help:"Answer a question, or one question per line of standard input."`
	Serve      serveCmd      `cmd:"" help:"Answer in Slack and Discord, as the environment says."`
	Doctor     doctorCmd     `cmd:"" help:"Check all that serve needs, and tell what to do."`
	Slack      slackCmd      `cmd:"" help:"Help to set up Slack."`
	Discord    discordCmd    `cmd:"" help:"Help to set up Discord."`
	Report     reportCmd     `cmd:"" help:"Write a page on what people asked and what had no answer."`
	Data       dataCmd       `cmd:"" help:"Export or erase what is kept of people's questions."`
	Corpus     corpusCmd     `cmd:"" help:"Show what is in the corpus and what is wrong with it."`
	Index      indexCmd      `cmd:"" help:"Build or describe an index on disk."`
	Eval       evalCmd       `cmd:"" help:"Score a question file or a folder in BEIR layout, or fit the models."`
	VersionCmd versionCmd    `cmd:"" name:"version" help:"Print the version."`
	Help       helpCmd       `cmd:"" help:"Explain a command."`
	Completion completionCmd `cmd:"" help:"Print a completion script for bash, zsh or fish."`
	Complete   completeCmd   `cmd:"" name:"__complete" hidden:""`
}

// run carries out one command line and returns the exit status.
func (p *program) run(ctx context.Context, args []string) int {
	var line commands
	vars := &variables{getenv: p.getenv}
	parser, printed, err := p.parser(ctx, vars, &line)
	if err != nil {
		return p.fail(err)
	}
	if len(args) == 1 && isQuestion(args[0]) {
		args = []string{"ask", "--", args[0]}
	}
	parsed, err := parser.Parse(args)
	switch {
	case *printed: // help or the version
		return 0
	case err != nil:
		return p.fail(fmt.Errorf("%w: see \"okbot help\"", err))
	}
	line.secrets, line.loaded = p.secrets, p.warnLeftOut
	return p.fail(parsed.Run())
}

// isQuestion reports whether an argument that stands alone is asked, and no command:
// it has a blank, a Hangul letter or a question mark, and is no flag.
func isQuestion(arg string) bool {
	return !strings.HasPrefix(arg, "-") && strings.ContainsFunc(arg, func(r rune) bool {
		return unicode.IsSpace(r) || r == '?' || r == '？' || unicode.Is(unicode.Hangul, r)
	})
}

// parser returns a parser that fills line, and whether it has printed all that
// was asked for.
func (p *program) parser(ctx context.Context, vars *variables, line *commands) (*kong.Kong, *bool, error) {
	printed := new(bool)
	parser, err := vars.parser(line,
		kong.Name("okbot"),
		kong.Description("Answers questions with quoted sentences and their sources: about OpenAI in Korea, or from documents of your own (--corpus). Without a command: an interactive session, or the answer to the one question that is given."),
		kong.Writers(p.stdout, p.stderr),
		kong.Exit(func(int) { *printed = true }),
		kong.ExplicitGroups([]kong.Group{sharedGroup}),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Help(printHelp),
		kong.ValueFormatter(withVariable),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(p, vars, line),
		kong.BindToProvider(func() (*shared, error) { return &line.shared, vars.err() }),
		kong.BindToProvider(p.settings),
	)
	return parser, printed, err
}

// settings reads the settings, and keeps the secrets among them from the standard
// error. The error is all that is wrong with the variables, those of flags too.
func (p *program) settings(v *variables) (*settings, error) {
	set, err := v.readSettings()
	if err != nil {
		return nil, err
	}
	p.stderr = newGuard(p.stderr, set.secrets)
	return set, v.err()
}

// status is an error that has been told already: nothing but an exit status.
type status int

// Error returns the status in words; it is not shown.
func (s status) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// The exit statuses.
const (
	ok        = 0
	abstained = status(1)
	unsound   = status(1) // problems were found
	failed    = 2
)

// fail tells what went wrong, if anything did, and returns the exit status.
func (p *program) fail(err error) int {
	var told status
	var problems corpus.Problems
	var unusable variableErrors
	switch {
	case err == nil:
		return ok
	case errors.As(err, &told):
		return int(told)
	case errors.Is(err, syscall.EPIPE), errors.Is(err, io.ErrClosedPipe): // whoever read has left
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(p.stderr, "okbot: interrupted")
	case errors.As(err, &problems):
		for _, problem := range problems {
			fmt.Fprintln(p.stderr, text.Printable(problem.String()))
		}
	case errors.As(err, &unusable):
		for _, err := range unusable {
			fmt.Fprintln(p.stderr, "okbot: "+text.Printable(err.Error()))
		}
	default:
		fmt.Fprintln(p.stderr, "okbot: "+text.Printable(strings.ReplaceAll(err.Error(), "\n", "; ")))
	}
	return failed
}

// interruptible returns a context that ends when the user or the system asks
// the program to stop; a second request ends the program at once.
func interruptible(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// style is what the standard output can show.
func (p *program) style() text.Style {
	f, isFile := p.stdout.(*os.File)
	if !isFile || !isTerminal(f) || p.getenv("TERM") == "dumb" {
		return text.Style{}
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		width = 0
	}
	return text.Style{Bold: p.getenv("NO_COLOR") == "", Links: true, Width: width}
}

// isTerminal reports whether stream, an io.Reader or io.Writer, is a terminal.
func isTerminal(stream any) bool {
	f, isFile := stream.(*os.File)
	return isFile && term.IsTerminal(int(f.Fd()))
}
