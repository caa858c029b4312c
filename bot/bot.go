// Package bot answers a question with cited snippets.
//
// [Bot.Answer] is the whole path of a question, whatever it came through:
// language, follow-up, search, choice of snippets, confidence. The package
// knows no platform: a terminal (package repl) or a chat carries its answers.
package bot

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"okbot/bot/confidence"
	"okbot/bot/l10n"
	"okbot/corpus"
	"okbot/index"
	"okbot/index/query"
)

// A Searcher finds passages for a question. [index.Index] is one; package
// searchtest tests that another does what a bot relies on. It is safe for
// concurrent use.
type Searcher interface {
	// Search returns the passages that may answer a question. The error is that of
	// the context once that is done.
	Search(context.Context, index.Request) (index.Result, error)
	// Vocabulary returns what a question is corrected against before it is
	// searched for, or nil.
	Vocabulary() query.Vocabulary
}

// MaxQuestion is how many characters a question may have.
const MaxQuestion = 2000

// Limits of [Question.Limit].
const (
	DefaultLimit = 3
	MaxLimit     = 10
)

// A Question is what somebody asks.
type Question struct {
	Text string
	// Conversation names what the question belongs to (a thread, a session), so
	// that a follow-up is understood; "" is a conversation of its own.
	Conversation string
	// Within is how old the last turn of the conversation may be that a question
	// continues; 0 means any age.
	Within time.Duration
	// Lang is the language to answer in, "ko" or "en"; "" means the question's.
	Lang string
	// AsOf is the day on which the question is asked: passages dated later are
	// unseen, relative dates count from it. Zero means today in Seoul.
	AsOf time.Time
	// Limit is how many snippets are wanted, 1 to 10; 0 means 3.
	Limit int
	// Always asks for snippets however unsure the bot is.
	Always bool

	// After overrides the last turn of the conversation, unless it is zero.
	After Turn
	// Speculative leaves the conversation unchanged: the answer may never be said.
	Speculative bool
}

// An Answer is what the bot has to say: snippets, or that it has none. Its JSON
// form is that of "okbot ask --json".
type Answer struct {
	Question    string    `json:"question"`
	Lang        string    `json:"lang"`
	Answered    bool      `json:"answered"`
	Confidence  float64   `json:"confidence"` // probability that snippet 1 answers, 0 to 1
	Snippets    []Snippet `json:"snippets"`
	Suggestions []string  `json:"suggestions"` // questions that the corpus answers
	// Nearest is the closest passage to a question that nothing surely answers,
	// where it may well answer it; else nil.
	Nearest *Snippet `json:"nearest,omitempty"`
	// Related are the documents nearest to a question that nothing answers; nil if
	// the corpus is the built-in one or nothing was searched for.
	Related   []Related `json:"related,omitzero"`
	ElapsedUS int64     `json:"elapsed_us"`
	// Corrected is the question as it was searched for, where that is not as it
	// was asked.
	Corrected string `json:"corrected,omitempty"`
	// Message is what the bot says to a greeting or a request for help; it then
	// has searched nothing.
	Message string `json:"message,omitempty"`
	// Unanswered are the questions of a message that have no answer, where others have
	// one.
	Unanswered []string `json:"unanswered,omitempty"`
	// Until is the newest date of the corpus, where the question is about now.
	Until corpus.Date `json:"until,omitempty"`

	// Further is how many more snippets a greater [Question.Limit] would give.
	Further int `json:"-"`

	Why Why `json:"-"`

	// Turn is what the conversation remembers of the answer.
	Turn Turn `json:"-"`

	best string
}

// Best returns the text that snippet 1 has or, had the bot answered, would have.
func (a *Answer) Best() string { return a.best }

// A Snippet is one to three consecutive sentences of a passage, character for
// character.
type Snippet struct {
	Text       string      `json:"text"`
	Highlights [][2]int    `json:"highlights"` // byte ranges [start,end) of Text, sorted, disjoint
	Lang       string      `json:"lang"`
	Article    string      `json:"article"`
	Passage    string      `json:"passage"`
	Date       corpus.Date `json:"date,omitempty"`
	Score      float64     `json:"score"`
	Context    string      `json:"context"` // the whole passage
	corpus.Provenance
	Outdated  bool       `json:"outdated,omitempty"` // its document says that it holds no longer
	Citations []Citation `json:"citations"`

	Blocks     []Block `json:"-"` // what the text consists of, in order
	ListGoesOn bool    `json:"-"` // the list has more items than are quoted
	// AllSources says that every source is named beside the snippet.
	AllSources bool `json:"-"`
}

// Options configures a Bot; the zero value works.
type Options struct {
	Newest corpus.Date      // newest date of the corpus
	Now    func() time.Time // the clock; nil means time.Now
	// Confidence is the model that answers are judged by; nil means the one in
	// the binary.
	Confidence *confidence.Model
	// Examples are questions to suggest to a newcomer, by language.
	Examples map[string][]string
	// Questions are all questions that the corpus is known to answer, by language.
	Questions map[string][]string
	About     About
	// LinkBase is where the files of the corpus are on the web: an http(s) URL in
	// which {path} and {file} stand for a file's path without and with its ending,
	// or to which the former is added; "" gives no links.
	LinkBase string
	// Related says that the corpus is the user's own: documents near a question that
	// nothing answers are named.
	Related bool
}

// About is what a bot answers from.
type About struct {
	Passages       int
	Oldest, Newest corpus.Date
	Publishers     []Publisher // the most cited first
	Examples       map[string][]string
}

// A Publisher is one whose pages passages cite.
type Publisher struct {
	Name     string
	Passages int // that cite it
}

// A Bot answers questions. It is safe for concurrent use.
type Bot struct {
	searcher    Searcher
	opts        Options
	history     History
	completions map[string][]completion
}

// New returns a Bot that answers from what s finds.
func New(s Searcher, opts Options) *Bot {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Confidence == nil {
		opts.Confidence = confidence.Builtin()
	}
	return &Bot{searcher: s, opts: opts, history: newMemory(), completions: completions(opts.Questions)}
}

// About says what the bot answers from.
func (b *Bot) About() About { return b.opts.About }

// Seoul is where relative dates count: Korea has no summer time.
var Seoul = time.FixedZone("KST", 9*60*60)

// An InputError is a question or a setting that cannot be answered; its text is
// one sentence for whoever asked.
type InputError string

// Error returns the sentence.
func (e InputError) Error() string { return string(e) }

// Answer answers one question. The error is an [InputError] or what the search
// failed with.
func (b *Bot) Answer(ctx context.Context, q Question) (Answer, error) {
	start := b.opts.Now()
	text := query.Clean(q.Text)
	a := Answer{Question: text, Snippets: []Snippet{}, Suggestions: []string{}}
	a.Lang = q.Lang
	if a.Lang == "" {
		a.Lang = query.Language(text)
	}
	if err := check(text, a.Lang, q); err != nil {
		return a, err
	}
	if q.AsOf.IsZero() {
		q.AsOf = start.In(Seoul)
	}
	q.Limit = cmp.Or(q.Limit, DefaultLimit)
	understood := query.Parse(query.Clean(query.Body(q.Text)), b.readingOptions(q))
	a.Lang = cmp.Or(q.Lang, understood.Lang)
	switch {
	case understood.Intent == query.Nothing:
		return a, nil
	case understood.Intent.IsSmallTalk() && understood.Act == query.NoAct && !q.Always:
		b.reply(&a, understood.Intent)
		return a, nil
	}
	if err := b.search(ctx, q, understood, &a); err != nil {
		return a, fmt.Errorf("answer: %w", err)
	}
	a.ElapsedUS = b.opts.Now().Sub(start).Microseconds()
	return a, nil
}

// readingOptions returns what the text of q is read with.
func (b *Bot) readingOptions(q Question) query.Options {
	return query.Options{Vocabulary: b.searcher.Vocabulary(), AsOf: q.AsOf, Newest: b.opts.Newest}
}

func check(text, lang string, q Question) error {
	switch {
	case strings.TrimSpace(text) == "":
		return InputError(l10n.Empty.In(lang))
	case utf8.RuneCountInString(text) > MaxQuestion:
		return InputError(l10n.TooLong.In(lang, MaxQuestion))
	case q.Limit < 0 || q.Limit > MaxLimit:
		return InputError(fmt.Sprintf("limit %d is not between 1 and %d", q.Limit, MaxLimit))
	case q.Lang != "" && q.Lang != "ko" && q.Lang != "en":
		return InputError(fmt.Sprintf("language %q is neither ko nor en", q.Lang))
	}
	return nil
}
