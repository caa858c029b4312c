package eval

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
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
	// Passage10 is the share of the questions with a relevant passage among ten.
	Passage10 float64 `json:"passage@10"`
	// NearestShown and NearestRight are 0: nothing is refused here.
	NearestShown float64 `json:"nearest_shown"`
	NearestRight float64 `json:"nearest_right"`
	Latency
	Build    float64 `json:"build_s"` // seconds to read and index the corpus
	Passages int     `json:"passages"`

	Outcomes []Rank `json:"outcomes"`
}

// Rank is the place of the first relevant passage of one question.
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

// RunBEIR scores the set in dir.
func RunBEIR(ctx context.Context, dir string, opts Options) (BEIR, error) {
	start := time.Now()
	c, err := corpus.OpenWhole(filepath.Join(dir, "corpus.jsonl"))
	if err != nil {
		return BEIR{}, err
	}
	if opts.Loaded != nil {
		opts.Loaded(c)
	}
	ix, err := index.New(c, index.Options{Words: opts.Words})
	if err != nil {
		return BEIR{}, err
	}
	defer ix.Close()
	score := BEIR{Kind: "beir", Build: time.Since(start).Seconds(), Passages: ix.Len()}
	asked, relevant, err := readQueries(dir, opts.Queries)
	if err != nil {
		return score, err
	}
	score.Questions = len(asked)
	b := bot.New(opts.Models.Searcher(ix), bot.Options{Confidence: opts.Models.Confidence})
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
			if opts.Progress != nil {
				opts.Progress(pass*len(asked)+i+1, 2*len(asked))
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
	s.Passage10 += b2f(found > 0)
	return rank
}

func (s *BEIR) mean() {
	for _, v := range []*float64{&s.Recall1, &s.Recall3, &s.Recall5, &s.Recall10, &s.MRR10, &s.NDCG10, &s.Passage10} {
		*v /= float64(s.Questions)
	}
}

// readQueries reads the questions of the set in dir that have a relevant passage,
// and which passages are relevant to each. queries replaces its queries.jsonl
// unless "".
func readQueries(dir, queries string) ([]beirQuery, map[string]map[string]bool, error) {
	relevant, err := readQrels(filepath.Join(dir, "qrels", "test.tsv"))
	if err != nil {
		return nil, nil, err
	}
	if queries == "" {
		queries = filepath.Join(dir, "queries.jsonl")
	}
	all, err := readJSONL[beirQuery](queries)
	if err != nil {
		return nil, nil, err
	}
	asked := slices.DeleteFunc(all, func(q beirQuery) bool { return len(relevant[q.ID]) == 0 })
	if len(asked) == 0 {
		return nil, nil, fmt.Errorf("%s: no question has a relevant passage", queries)
	}
	return asked, relevant, nil
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
