package main

import "context"

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
