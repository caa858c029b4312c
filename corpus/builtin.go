package corpus

import (
	"embed"
	"fmt"
)

//go:embed articles sources.yaml names.jsonl
var files embed.FS

// Builtin returns the corpus inside the binary: what is known about OpenAI in
// Korea, in Korean and in English.
func Builtin() (*Corpus, error) {
	c, err := Load(files, "articles")
	if err != nil {
		return nil, fmt.Errorf("built-in corpus: %w", err)
	}
	c.Builtin = true
	return c, nil
}
