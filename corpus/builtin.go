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
	return c, nil
}

// BuiltinNames returns the names inside the binary: what is spoken of in any
// corpus about OpenAI, Korea or AI, and everyday words that mean the same.
func BuiltinNames() ([]Name, error) {
	l := loader{fsys: files, shown: ".", corpus: &Corpus{}}
	l.names("names.jsonl")
	if err := l.problems.err(); err != nil {
		return nil, fmt.Errorf("built-in names: %w", err)
	}
	return l.corpus.Names, nil
}
