package names

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"okbot/corpus"
)

//go:embed dictionary.jsonl
var dictionary string

// Builtin returns the bilingual dictionary in the binary, which serves every
// corpus: everyday words and terms, and the companies, products, places,
// institutions and people known anywhere. The head of dictionary.jsonl has its
// origin and licence.
func Builtin() ([]corpus.Name, error) {
	var list []corpus.Name
	n := 0
	for line := range strings.Lines(dictionary) {
		if n++; strings.HasPrefix(line, "#") {
			continue
		}
		var name corpus.Name
		if err := json.Unmarshal([]byte(line), &name); err != nil {
			return nil, fmt.Errorf("dictionary.jsonl:%d: %w", n, err)
		}
		list = append(list, name)
	}
	return list, nil
}
