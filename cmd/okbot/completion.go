package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// completionCmd is "okbot completion".
type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// scripts make a shell ask "okbot __complete" for what may come next: a line
// each, the word, a tab and what it means. Where nothing comes, the shell
// offers file names.
var scripts = map[string]string{
	"bash": `# source <(okbot completion bash)
_okbot() {
	local IFS=$'\n'
	COMPREPLY=($(okbot __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
}
complete -o default -F _okbot okbot
`,
	"zsh": `#compdef okbot
# source <(okbot completion zsh)
_okbot() {
	local -a found
	found=(${(f)"$(okbot __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null | sed 's/:/\\:/g; s/\t/:/')"})
	if (( $#found )); then _describe okbot found; else _files; fi
}
compdef _okbot okbot
`,
	"fish": `# okbot completion fish | source
complete -c okbot -n 'test (count (commandline -opc)) -lt 2' -f
complete -c okbot -a '(set -l words (commandline -opc) (commandline -ct); okbot __complete -- $words[2..] 2>/dev/null)'
`,
}

// Run prints the script.
func (c *completionCmd) Run(p *program) error {
	_, err := fmt.Fprint(p.stdout, scripts[c.Shell])
	return err
}

// completeCmd is "okbot __complete", which the scripts call.
type completeCmd struct {
	Words []string `arg:"" optional:""`
}

// Run prints what may stand for the last of the words, a line each.
func (c *completeCmd) Run(p *program, parsed *kong.Context) error {
	if len(c.Words) == 0 {
		return nil
	}
	before, last := c.Words[:len(c.Words)-1], c.Words[len(c.Words)-1]
	for _, line := range candidates(parsed.Model.Node, before, last) {
		if strings.HasPrefix(line, last) {
			if _, err := fmt.Fprintln(p.stdout, line); err != nil {
				return err
			}
		}
	}
	return nil
}

// candidates returns the words, each with a tab and its help, that may follow
// the words before.
func candidates(node *kong.Node, before []string, last string) []string {
	for _, word := range before {
		for _, child := range node.Children {
			if child.Name == word {
				node = child
			}
		}
	}
	var out []string
	switch {
	case len(before) > 0 && before[len(before)-1] == "--lang":
		return []string{"auto\tthe question's language", "ko\tKorean", "en\tEnglish"}
	case strings.HasPrefix(last, "-"):
		if node.DefaultCmd != nil {
			node = node.DefaultCmd
		}
		for _, group := range node.AllFlags(true) {
			for _, flag := range group {
				out = append(out, "--"+flag.Name+"\t"+flag.Help)
			}
		}
	case node.Name == "completion":
		return []string{"bash", "zsh", "fish"}
	default:
		for _, child := range node.Children {
			if !child.Hidden {
				out = append(out, child.Name+"\t"+child.Help)
			}
		}
	}
	return out
}
