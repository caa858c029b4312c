package index_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"okbot/index"
	"okbot/index/searchtest"
)

// rankingFloor is the mean reciprocal rank that testdata/ranking.txt must reach.
const rankingFloor = 0.85

// TestRanking runs the ranking script: a question and the passages of which one is wanted
// for it a line.
func TestRanking(t *testing.T) {
	script, err := os.ReadFile("testdata/ranking.txt")
	if err != nil {
		t.Fatal(err)
	}
	ix := searchtest.Builtin()
	var sum float64
	rows, firsts := 0, 0
	for line := range strings.Lines(string(script)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		query, rest, _ := strings.Cut(line, "\t")
		wanted := strings.Fields(rest)
		for _, passage := range wanted {
			if _, ok := ix.Lookup(passage); !ok {
				t.Fatalf("%s: there is no passage %q", query, passage)
			}
		}
		rows++
		found := ids(search(t, ix, index.Request{Query: understood(ix, query)}))
		switch rank := slices.IndexFunc(found, func(id string) bool { return slices.Contains(wanted, id) }); rank {
		case -1:
			t.Logf("–  %s: %s is not among %q", query, rest, found[:min(3, len(found))])
		case 0:
			firsts++
			sum++
		default:
			t.Logf("%d  %s: %s stands below %s", rank+1, query, rest, found[0])
			sum += 1 / float64(rank+1)
		}
	}
	mrr := sum / float64(rows)
	t.Logf("MRR@10 %.3f, hit@1 %.3f, %d questions", mrr, float64(firsts)/float64(rows), rows)
	if mrr < rankingFloor {
		t.Errorf("MRR@10 is %.3f, below the floor of %.2f", mrr, rankingFloor)
	}
}

func BenchmarkNew(b *testing.B) {
	c := builtin(b)
	b.ReportAllocs()
	for b.Loop() {
		ix, err := index.New(c, index.Options{})
		if err != nil {
			b.Fatal(err)
		}
		ix.Close()
	}
}

func BenchmarkSearch(b *testing.B) {
	ix := searchtest.Builtin()
	for _, bb := range []struct{ name, text string }{
		{"korean", "오픈AI 한국 지사장은 누구인가요?"},
		{"english", "How many people in Korea use ChatGPT every week?"},
		{"keyboard", "dhvmsAI zhfldk eovy"},
		{"unknown", "김치찌개 끓이는 법 알려 주세요"},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ix.Search(context.Background(), index.Request{Query: understood(ix, bb.text)}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
