package repl

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/peterh/liner"
)

// edited yields the lines that are typed on the terminal, with the history of
// the file history. Ctrl-C and Ctrl-D end it.
func edited(history string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		editor := liner.NewLiner()
		defer editor.Close()
		editor.SetCtrlCAborts(true)
		editor.SetMultiLineMode(true)
		loadHistory(editor, history)
		defer saveHistory(editor, history)
		for {
			line, err := editor.Prompt("> ")
			switch {
			case errors.Is(err, io.EOF):
				fmt.Println() // after the prompt; Ctrl-C has its own
				return
			case errors.Is(err, liner.ErrPromptAborted):
				return
			case err == nil && strings.TrimSpace(line) != "":
				editor.AppendHistory(line)
			}
			if !yield(line, err) {
				return
			}
		}
	}
}

// loadHistory and saveHistory do their best: a session works without a history.
func loadHistory(editor *liner.State, name string) {
	if f, err := os.Open(name); err == nil {
		defer f.Close()
		editor.ReadHistory(f)
	}
}

func saveHistory(editor *liner.State, name string) {
	if name == "" || os.MkdirAll(filepath.Dir(name), 0o700) != nil {
		return
	}
	if f, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600); err == nil {
		defer f.Close()
		editor.WriteHistory(f)
	}
}
