package words_test

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"okbot/index/words"
)

func BenchmarkDefault(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		words.Default()
	}
}

func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := words.Open("table.bin"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	table := words.Default()
	b.ReportAllocs()
	for b.Loop() {
		table.Lookup("변호사")
	}
}

func BenchmarkCut(b *testing.B) {
	table := words.Default()
	ids := make([]words.ID, 0, 16)
	b.ReportAllocs()
	for b.Loop() {
		ids = table.Cut(ids[:0], "변호사연구소에서는")
	}
}

func BenchmarkRestrict(b *testing.B) {
	table := words.Default()
	list := sample(table, 20000)
	b.ReportAllocs()
	for b.Loop() {
		table.Restrict(list)
	}
}

func BenchmarkNearest(b *testing.B) {
	table := words.Default()
	for _, size := range []int{5000, 20000} {
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			near := table.Restrict(sample(table, size))
			var dst []words.Neighbour
			b.ReportAllocs()
			for b.Loop() {
				dst = near.Nearest(dst[:0], "변호사", 12, .3)
			}
		})
	}
}

func sample(table *words.Table, size int) (out []string) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, i := range rng.Perm(table.Len())[:size] {
		out = append(out, table.Word(words.ID(i)))
	}
	return out
}
