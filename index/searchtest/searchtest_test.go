package searchtest_test

import (
	"testing"

	"okbot/corpus"
	"okbot/index"
	"okbot/index/searchtest"
)

func TestIndex(t *testing.T) {
	searchtest.Run(t, func(t *testing.T, c *corpus.Corpus) searchtest.Searcher {
		ix, err := index.New(c, index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := ix.Close(); err != nil {
				t.Error(err)
			}
		})
		return ix
	})
}

func TestIndexOnDisk(t *testing.T) {
	searchtest.Run(t, func(t *testing.T, c *corpus.Corpus) searchtest.Searcher {
		dir := t.TempDir() + "/index"
		if _, err := index.Create(dir, c, index.Options{}); err != nil {
			t.Fatal(err)
		}
		ix, err := index.Open(dir, index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := ix.Close(); err != nil {
				t.Error(err)
			}
		})
		return ix
	})
}

func TestLinear(t *testing.T) {
	searchtest.Run(t, func(_ *testing.T, c *corpus.Corpus) searchtest.Searcher { return searchtest.NewLinear(c) })
}
