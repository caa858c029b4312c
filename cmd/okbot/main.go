// Okbot answers questions about OpenAI in Korea with quoted and cited sentences:
// on the command line, and in Slack and Discord.
package main

import (
	"context"
	"os"
)

func main() {
	p := &program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv}
	os.Exit(p.run(context.Background(), os.Args[1:]))
}
