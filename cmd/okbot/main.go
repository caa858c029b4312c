// Okbot answers questions from a corpus with quoted and cited sentences.
package main

import (
	"context"
	"os"
	"runtime/debug"
)

// gcPercent lets the heap grow to two and a half times what lives before it is
// collected: an index is built once and stays, so collecting early only delays the start.
const gcPercent = 150

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	p := &program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv}
	os.Exit(p.run(context.Background(), os.Args[1:]))
}
