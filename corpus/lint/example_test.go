package lint_test

import (
	"fmt"
	"testing/fstest"

	"okbot/corpus"
	"okbot/corpus/lint"
)

func Example() {
	files := fstest.MapFS{
		"docs/launch.en.md": {Data: []byte("---\ntitle: The launch\ndate: 2025-09-10\n---\n\nOpenAI Korea was launched in Seoul. [^1]\n\n[^1]: Yonhap\n")},
	}
	c, err := corpus.Load(files, "docs")
	if err != nil {
		fmt.Println(err) // what cannot be read
		return
	}
	for _, p := range lint.Check(c) {
		fmt.Println(p)
	}
	// Output:
	// docs/launch.en.md:1: no translation: launch.ko.md is missing
	// docs/launch.en.md:1: no launch.yaml with the questions it answers
}
