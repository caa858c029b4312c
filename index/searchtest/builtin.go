package searchtest

import (
	"sync"

	"okbot/corpus"
	"okbot/index"
)

// Builtin returns the index of the built-in corpus, made once for all tests of a
// package; nobody closes it.
var Builtin = sync.OnceValue(func() *index.Index { return Must(corpus.Builtin()) })

// Must returns the index of a corpus, which nobody closes. It panics where err says
// that there is none.
func Must(c *corpus.Corpus, err error) *index.Index {
	if err != nil {
		panic(err)
	}
	ix, err := index.New(c, index.Options{})
	if err != nil {
		panic(err)
	}
	return ix
}
