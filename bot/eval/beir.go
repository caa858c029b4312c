package eval

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"okbot/bot"
	"okbot/corpus"
	"okbot/index"
)

// BEIR is the score of a retrieval set.
type BEIR struct {
	Kind      string  `json:"kind"` // "beir"
	Questions int     `json:"questions"`
	Recall1   float64 `json:"recall@1"`
	Recall3   float64 `json:"recall@3"`
	Recall5   float64 `json:"recall@5"`
	Recall10  float64 `json:"recall@10"`
	MRR10     float64 `json:"mrr@10"`
	NDCG10    float64 `json:"ndcg@10"`
	Latency
	Build    float64 `json:"build_s"` // seconds to read and index the corpus
	Passages int     `json:"passages"`

	Outcomes []Rank `json:"outcomes"`
}

// Rank tells at which place the first relevant passage of one question stood.
type Rank struct {
	ID    string `json:"id"`
	Query string `json:"-"`
	Rank  int    `json:"rank"` // from 1; 0: not among the first ten
}

// Judgements returns which questions had a relevant passage at the first place.
func (s BEIR) Judgements() []Judgement {
	var out []Judgement
	for _, r := range s.Outcomes {
		out = append(out, Judgement{r.ID, r.Query, r.Rank == 1})
	}
	return out
}

// beirQuery is a line of queries.jsonl.
type beirQuery struct {
	ID   string `json:"_id"`
	Text string `json:"text"`
}

// RunBEIR scores the set in dir. queries replaces its queries.jsonl unless "".
// progress, if not nil, is called after each question.
func RunBEIR(ctx context.Context, dir, queries string, progress func(done, all int)) (BEIR, error) {
	start := time.Now()
	c, err := corpus.OpenWhole(filepath.Join(dir, "corpus.jsonl"))
	if err != nil {
		return BEIR{}, err
	}
	ix, err := index.New(c)
	if err != nil {
		return BEIR{}, err
	}
	defer ix.Close()
	score := BEIR{Kind: "beir", Build: time.Since(start).Seconds(), Passages: ix.Len()}
	relevant, err := readQrels(filepath.Join(dir, "qrels", "test.tsv"))
	if err != nil {
		return score, err
	}
	if queries == "" {
		queries = filepath.Join(dir, "queries.jsonl")
	}
	all, err := readJSONL[beirQuery](queries)
	if err != nil {
		return score, err
	}
	var asked []beirQuery
	for _, q := range all {
		if len(relevant[q.ID]) > 0 {
			asked = append(asked, q)
		}
	}
	score.Questions = len(asked)
	if score.Questions == 0 {
		return score, fmt.Errorf("%s: no question has a relevant passage", queries)
	}
	b := bot.New(ix, bot.Options{})
	var times []time.Duration
	for pass := range 2 { // one untimed, one timed
		for i, q := range asked {
			if err := ctx.Err(); err != nil {
				return score, err
			}
			began := time.Now()
			a, err := b.Answer(ctx, bot.Question{Text: q.Text, Limit: bot.MaxLimit, Always: true})
			took := time.Since(began)
			if input := bot.InputError(""); err != nil && !errors.As(err, &input) {
				return score, err
			}
			if pass == 0 {
				rank := score.add(a.Snippets, relevant[q.ID])
				score.Outcomes = append(score.Outcomes, Rank{q.ID, q.Text, rank})
			} else {
				times = append(times, took)
			}
			if progress != nil {
				progress(pass*len(asked)+i+1, 2*len(asked))
			}
		}
	}
	score.Latency = latency(times)
	score.mean()
	return score, nil
}

// add counts one question and returns the place of its first relevant passage.
func (s *BEIR) add(snippets []bot.Snippet, relevant map[string]bool) (rank int) {
	n := float64(len(relevant))
	found, dcg, ideal := 0.0, 0.0, 0.0
	for i := range 10 {
		if i < len(relevant) {
			ideal += 1 / math.Log2(float64(i+2))
		}
		if i < len(snippets) && relevant[snippets[i].Passage] {
			if found == 0 {
				rank = i + 1
				s.MRR10 += 1 / float64(rank)
			}
			found++
			dcg += 1 / math.Log2(float64(i+2))
		}
		switch i + 1 {
		case 1:
			s.Recall1 += found / n
		case 3:
			s.Recall3 += found / n
		case 5:
			s.Recall5 += found / n
		case 10:
			s.Recall10 += found / n
		}
	}
	s.NDCG10 += dcg / ideal
	return rank
}

func (s *BEIR) mean() {
	for _, v := range []*float64{&s.Recall1, &s.Recall3, &s.Recall5, &s.Recall10, &s.MRR10, &s.NDCG10} {
		*v /= float64(s.Questions)
	}
}

// readQrels reads "query<TAB>passage<TAB>grade" below a line of headings.
func readQrels(name string) (map[string]map[string]bool, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, errors.Unwrap(err))
	}
	defer f.Close()
	out := map[string]map[string]bool{}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		cells := strings.Split(lines.Text(), "\t")
		grade, err := strconv.Atoi(cells[len(cells)-1])
		switch {
		case n == 1 && err != nil, strings.TrimSpace(lines.Text()) == "":
			continue
		case err != nil || len(cells) != 3:
			return nil, fmt.Errorf("%s:%d: not a query, a passage and a grade, between tabs", name, n)
		case grade > 0:
			if out[cells[0]] == nil {
				out[cells[0]] = map[string]bool{}
			}
			out[cells[0]][cells[1]] = true
		}
	}
	return out, lines.Err()
}
