package main

import (
	"bytes"
	"context"
	"fmt"
	"go/doc/comment"
	"strings"

	"github.com/alecthomas/kong"
)

// helpCmd is "okbot help".
type helpCmd struct {
	Command []string `arg:"" optional:"" help:"The command to explain."`
}

// Run explains the command, or the whole program.
func (c *helpCmd) Run(ctx context.Context, p *program) error {
	if code := p.run(ctx, append(c.Command, "--help")); code != ok {
		return status(code)
	}
	return nil
}

// printHelp prints the help of a command; that of serve has the settings in it.
func printHelp(options kong.HelpOptions, ctx *kong.Context) error {
	if err := kong.DefaultHelpPrinter(options, ctx); err != nil {
		return err
	}
	if command := ctx.Selected(); command == nil || command.Name != "serve" {
		return nil
	}
	return printSettings(ctx)
}

// Columns of the table of settings.
const (
	settingColumns = 24 // of a variable's name
	helpColumns    = 56 // of its meaning
)

// printSettings prints a table of the variables that are settings.
func printSettings(ctx *kong.Context) error {
	parser, err := (&variables{}).settingsParser(new(settings))
	if err != nil {
		return err
	}
	var b bytes.Buffer
	b.WriteString("\nSettings, which are environment variables alone (an empty one counts as not set;\n" +
		"of a secret, NAME_FILE may name a file that holds it):\n")
	wrapped := comment.Printer{TextWidth: helpColumns}
	for _, flag := range parser.Model.Flags {
		var p comment.Parser
		indent := fmt.Sprintf("  %-*s", settingColumns-2, flag.Envs[0])
		for line := range strings.Lines(string(wrapped.Text(p.Parse(settingHelp(flag))))) {
			b.WriteString(indent + line)
			indent = strings.Repeat(" ", settingColumns)
		}
	}
	_, err = ctx.Stdout.Write(b.Bytes())
	return err
}

// settingHelp is the meaning of a setting, with its default.
func settingHelp(flag *kong.Flag) string {
	if flag.Default == "" {
		return flag.Help
	}
	return fmt.Sprintf("%s (default %s).", strings.TrimSuffix(flag.Help, "."), flag.Default)
}

// withVariable is the meaning of a flag, with its variable.
func withVariable(value *kong.Value) string {
	if value.Flag == nil || len(value.Flag.Envs) == 0 {
		return value.Help
	}
	return fmt.Sprintf("%s ($%s).", strings.TrimSuffix(value.Help, "."), value.Flag.Envs[0])
}
