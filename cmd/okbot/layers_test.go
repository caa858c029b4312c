package main

import (
	"os/exec"
	"strings"
	"testing"
)

// layers are the packages from the top down. A package imports only packages of
// lower layers.
var layers = []string{
	"cmd/okbot",
	"bot/slack bot/discord bot/repl bot/report bot/state",
	"bot/chat bot/text bot/eval bot/discord/gateway bot/discord/rest",
	"bot",
	"bot/confidence bot/l10n",
	"index",
	"index/query",
	"index/spell index/names index/words index/words/make/terms corpus/lint",
	"index/ko",
	"index/hangul index/wordlist corpus bot/pause bot/discord/lenient",
}

const module = "okbot/"

// TestImportsRunDownwards holds every package to its layer. Packages that end in
// "test" are for tests alone.
func TestImportsRunDownwards(t *testing.T) {
	height := map[string]int{}
	for i, layer := range layers {
		for _, pkg := range strings.Fields(layer) {
			height[pkg] = len(layers) - i
		}
	}
	list := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, module+"...")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		paths := strings.Fields(line)
		pkg := strings.TrimPrefix(paths[0], module)
		if strings.HasSuffix(pkg, "test") {
			continue
		}
		if height[pkg] == 0 {
			t.Errorf("%s is in no layer", pkg)
		}
		for _, path := range paths[1:] {
			imported, ours := strings.CutPrefix(path, module)
			if ours && (height[imported] == 0 || height[imported] >= height[pkg]) {
				t.Errorf("%s imports %s, which is not below it", pkg, imported)
			}
		}
	}
}
