package corpus_test

import (
	"fmt"
	"testing/fstest"

	"okbot/corpus"
)

func Example() {
	files := fstest.MapFS{
		"docs/sources.yaml": {Data: []byte("yna-2025-09-10: {publisher: Yonhap, date: 2025-09-10}\n")},
		"docs/launch.en.md": {Data: []byte("---\ntitle: The launch\ndate: 2025-09-10\n---\n\nOpenAI Korea was launched in **Seoul**. [^yna-2025-09-10]\n")},
	}
	c, err := corpus.Load(files, "docs")
	if err != nil {
		fmt.Println(err) // one line for each problem
		return
	}
	for _, p := range c.Passages() {
		fmt.Println(p.ID, p.Date, p.Text, p.Sources[0].Publisher)
	}
	// Output:
	// launch.en#1 2025-09-10 OpenAI Korea was launched in Seoul. Yonhap
}
