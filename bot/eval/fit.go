package eval

import (
	"errors"
	"fmt"
	"hash/fnv"
	"runtime"
	"slices"
	"sync"

	"okbot/bot/confidence"
)

// The weights of questions without an answer, of which question files have more
// than people ask: for the probability that is shown, as often as they are asked;
// for the decision to answer, by what an answer does. To answer what names nothing
// of the corpus, such as colleagues' talk, is worse than to answer a near miss.
const (
	weightAsked    = 0.2
	weightNearMiss = 0.4
	weightTalk     = 1.0
)

// FitModels returns the models that the examples teach. Their thresholds are those
// of the model in the binary.
func FitModels(examples []Example) (Models, error) {
	lessons, err := rawLessons(examples)
	if err != nil {
		return Models{}, err
	}
	m := Models{Ranking: fitRanking(examples), Confidence: &confidence.Model{Thresholds: confidence.Builtin().Thresholds, Raw: fitLogistic(lessons)}}
	return m, fitScorecards(m.Confidence, examples)
}

// withoutFamily returns what FitModels does of the examples but those of a family.
// whole are the models of all: its scorecards are kept where the family taught them
// nothing.
func withoutFamily(whole Models, examples []Example, family string) (Models, error) {
	rest := slices.DeleteFunc(slices.Clone(examples), func(e Example) bool { return e.Family == family })
	if !slices.ContainsFunc(rest, isExpected) || slices.ContainsFunc(examples, func(e Example) bool { return e.Family == family && isExpected(e) }) {
		return FitModels(rest)
	}
	lessons, err := rawLessons(rest)
	if err != nil {
		return Models{}, err
	}
	return Models{Ranking: fitRanking(rest), Confidence: &confidence.Model{
		Thresholds: whole.Confidence.Thresholds, Scorecards: whole.Confidence.Scorecards, Raw: fitLogistic(lessons),
	}}, nil
}

// isExpected reports whether e is about a passage with expected questions.
func isExpected(e Example) bool { return e.Judged != nil && e.Judged.Case.Expected }

// fitScorecards fits the scorecards of m to the examples.
func fitScorecards(m *confidence.Model, examples []Example) error {
	var judged []*Judged
	for i := range examples {
		if j := examples[i].Judged; j != nil {
			judged = append(judged, j)
		}
	}
	sources := map[confidence.Case][]confidence.Case{} // whose rows teach which cases
	for _, to := range []confidence.Case{{Expected: true}, {Expected: true, CrossLingual: true}} {
		from, err := source(judged, to)
		if err != nil {
			return err
		}
		sources[from] = append(sources[from], to)
	}
	var tasks sync.WaitGroup
	cpus := make(chan struct{}, runtime.GOMAXPROCS(0))
	for from, cases := range sources {
		answerable, correct := lessons(judgedIn(judged, from))
		for i, l := range [][]lesson{answerable, correct} {
			tasks.Go(func() {
				cpus <- struct{}{}
				c := fitScorecard(l)
				<-cpus
				for _, to := range cases {
					m.Scorecards[to.Index()+i] = c
				}
			})
		}
	}
	tasks.Wait()
	return nil
}

// minCaseRows is how many rows that answer, and as many that do not, a case needs
// for scorecards of its own.
const minCaseRows = 20

// source returns the case whose rows teach the case to: itself or, where those are
// too few, the one most like it.
func source(judged []*Judged, to confidence.Case) (confidence.Case, error) {
	for _, from := range []confidence.Case{
		to,
		{Expected: !to.Expected, CrossLingual: to.CrossLingual},
		{Expected: to.Expected, CrossLingual: !to.CrossLingual},
		{Expected: !to.Expected, CrossLingual: !to.CrossLingual},
	} {
		var right, refusable int
		for _, j := range judgedIn(judged, from) {
			right += int(b2f(j.Right))
			refusable += int(b2f(!j.Answerable))
		}
		if right >= minCaseRows && refusable >= minCaseRows {
			return from, nil
		}
	}
	return to, errTooFew
}

// judgedIn returns what was judged in a case, mismatches included.
func judgedIn(judged []*Judged, c confidence.Case) []*Judged {
	return slices.DeleteFunc(slices.Clone(judged), func(j *Judged) bool {
		return j.Case.Expected != c.Expected || j.Case.CrossLingual != c.CrossLingual
	})
}

// lessons returns what was judged as lessons for each of the two probabilities.
func lessons(judged []*Judged) (answerable, correct []lesson) {
	for _, j := range judged {
		harm, asked := 1.0, 1.0
		switch {
		case j.Answerable:
		case j.Features[confidence.NamesEntity] == 0:
			harm, asked = weightTalk, weightAsked
		default:
			harm, asked = weightNearMiss, weightAsked
		}
		answerable = append(answerable, lesson{&j.Features, j.Answerable, harm})
		correct = append(correct, lesson{&j.Features, j.Right, asked})
	}
	return answerable, correct
}

// A Fit is what examples taught, and how well that does on examples that were
// not taught.
type Fit struct {
	Kind   string   `json:"kind"` // "fit"
	Rows   int      `json:"rows"`
	Taught []string `json:"taught"` // the families of the rows
	Models Models   `json:"-"`
	// Halves are the figures of both halves of the examples, each under models
	// fitted to the other half; nil where a half is too little to learn from. A
	// question is in the same half in all its forms.
	Halves *Figures `json:"halves,omitempty"`
	// Families and Corpora are the figures of each under models fitted without its
	// family; none where the rest is too little to learn from.
	Families []Figures `json:"families"`
	Corpora  []Figures `json:"corpora"`
}

// errTooFew is the error of examples that are too few to learn from.
var errTooFew = fmt.Errorf("too few rows to learn from: in no case are %d right and %d without an answer", minCaseRows, minCaseRows)

// FitTo fits the models to the examples, but for those of the family leaveOut
// ("": none), and scores them on what they were not fitted to. The thresholds of
// passages without expected questions are chosen by those scores; the others are
// those of the model in the binary.
func FitTo(examples []Example, leaveOut string) (Fit, error) {
	families := familiesOf(examples)
	if leaveOut != "" && !slices.Contains(families, leaveOut) {
		return Fit{}, fmt.Errorf("there is no family %q: the table has %q", leaveOut, families)
	}
	taught := slices.DeleteFunc(slices.Clone(examples), func(e Example) bool { return e.Family == leaveOut })
	f := Fit{Kind: "fit", Rows: len(taught), Taught: familiesOf(taught), Families: []Figures{}, Corpora: []Figures{}}
	var err error
	if f.Models, err = FitModels(taught); err != nil {
		return f, err
	}
	if f.Halves, err = halves(taught); err != nil {
		return f, err
	}
	unseen := predictions{}
	for _, family := range families {
		m := f.Models
		var err error
		if family != leaveOut {
			m, err = withoutFamily(f.Models, taught, family)
		}
		switch {
		case errors.Is(err, errTooFew):
			continue
		case err != nil:
			return f, err
		}
		own := slices.DeleteFunc(slices.Clone(examples), func(e Example) bool { return e.Family != family })
		if family != leaveOut {
			unseen.add(own, m.Confidence)
		}
		f.Families = append(f.Families, figures(family, own, func(*Example) Models { return m }))
		for _, name := range corporaOf(own) {
			of := slices.DeleteFunc(slices.Clone(own), func(e Example) bool { return e.Corpus != name })
			f.Corpora = append(f.Corpora, figures(family+"/"+name, of, func(*Example) Models { return m }))
		}
	}
	if len(unseen) > 0 {
		unseen.chooseThresholds(&f.Models.Confidence.Thresholds)
	}
	return f, nil
}

// halves returns the figures of each half under the models of the other; nil where
// a half is too little to learn from.
func halves(examples []Example) (*Figures, error) {
	var m [2]Models
	for half := range m {
		var err error
		m[half], err = FitModels(slices.DeleteFunc(slices.Clone(examples), func(e Example) bool { return e.half() == half }))
		switch {
		case errors.Is(err, errTooFew):
			return nil, nil
		case err != nil:
			return nil, err
		}
	}
	f := figures("halves", examples, func(e *Example) Models { return m[e.half()] })
	return &f, nil
}

// half returns 0 or 1, the same for all forms of a question.
func (e *Example) half() int {
	id := e.Base
	if id == "" {
		id = e.Row
	}
	h := fnv.New32a()
	h.Write([]byte(id))
	return int(h.Sum32() & 1)
}

func familiesOf(examples []Example) []string {
	return distinct(examples, func(e *Example) string { return e.Family })
}
func corporaOf(examples []Example) []string {
	return distinct(examples, func(e *Example) string { return e.Corpus })
}

// distinct returns the values of key in the order of their first occurrence.
func distinct[T any](list []T, key func(*T) string) []string {
	var out []string
	for i := range list {
		if k := key(&list[i]); !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}
