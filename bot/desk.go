package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"okbot/index"
)

// A Desk answers what people ask on chat platforms: each question once, however
// often and to however many processes it was delivered; within limits; by a
// bounded pool of workers. It keeps a record of each question. It is safe for
// concurrent use.
type Desk struct {
	store  Store
	claims *Claims
	opts   DeskOptions

	// thinking bounds the answers that are worked out at once to the processors
	// there are, so that the others' network traffic never queues behind them.
	thinking chan struct{}

	using sync.RWMutex // held for reading while bot answers
	bot   *Bot

	pool
}

// DeskOptions configures a Desk; the zero value works.
type DeskOptions struct {
	User, Channel Limit         // zero: no limit
	Workers       int           // questions answered at once; 0 means 512
	Queue         int           // questions that may wait; 0 means 4096
	Lease         time.Duration // of claims; 0 means [Lease]
	Grace         time.Duration // for what is under way at the end; 0 means 4.5 s
	Log           *slog.Logger  // nil discards
	Metrics       *Metrics      // nil counts nothing that is read
	// Settings are those of every question that does not choose itself: Lang,
	// AsOf and Limit.
	Settings Question
	// Allow are the channels in which the bot answers, by id (none: in all), and
	// Deny those in which it does not. Direct messages are in neither.
	Allow, Deny []string
	Now         func() time.Time // nil means time.Now
}

// NewDesk returns a desk where b answers. [Desk.Run] starts its workers.
func NewDesk(ctx context.Context, b *Bot, store Store, opts DeskOptions) (*Desk, error) {
	if _, err := hashKey(ctx, store); err != nil {
		return nil, err
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Metrics == nil {
		opts.Metrics = NewMetrics(nil)
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	d := &Desk{store: store, claims: NewClaims(store, opts.Lease), opts: opts, thinking: make(chan struct{}, runtime.GOMAXPROCS(0))}
	d.pool.init(opts)
	d.Swap(b)
	return d, nil
}

// Swap lets b answer from now on. Once it returns, nothing uses the bot before.
func (d *Desk) Swap(b *Bot) {
	d.using.Lock()
	defer d.using.Unlock()
	b.talks = storedTalks{d.store}
	d.bot = b
}

// answer lets the bot answer q.
func (d *Desk) answer(ctx context.Context, q Question) (Answer, error) {
	select {
	case d.thinking <- struct{}{}:
		defer func() { <-d.thinking }()
	case <-ctx.Done():
		return Answer{}, fmt.Errorf("answer: %w", ctx.Err())
	}
	d.using.RLock()
	defer d.using.RUnlock()
	return d.bot.Answer(ctx, q)
}

// About tells what the bot answers from.
func (d *Desk) About() About {
	d.using.RLock()
	defer d.using.RUnlock()
	return d.bot.opts.About
}

// Complete returns up to limit questions that the corpus answers and that go on
// from what somebody has typed.
func (d *Desk) Complete(typed, lang string, limit int) []string {
	d.using.RLock()
	defer d.using.RUnlock()
	return d.bot.Complete(typed, lang, limit)
}

// Metrics returns what the desk counts with; the platforms count there as well.
func (d *Desk) Metrics() *Metrics { return d.opts.Metrics }

// A Request is a question that somebody asks on a platform.
type Request struct {
	// ID tells the question from all others and is the same for every copy of
	// it that the platform delivers, as "slack/T1/C1/1718000000.000100".
	ID       string
	Platform string // "slack", "discord"
	User     string // the platform's id
	Channel  string // the platform's id; "" in a direct message
	// Question's Conversation is the platform's name for the thread or the
	// channel. Its Lang is set only where the asker chose one.
	Question Question
	// After is the ID of the reply that the question goes on from, where that is
	// known; else it is the conversation's last.
	After string
	// Locale, "ko", "en" or "" where it is not known, is the asker's: the
	// language of refusals and apologies.
	Locale string
	// Overheard is a question that addresses nobody: it is answered only if the
	// bot is sure, and never refused aloud.
	Overheard bool
}

// language is that of what the bot says to r outside an answer: what the asker
// chose, else the locale, else the question's.
func (r Request) language() string {
	if lang := cmp.Or(r.Question.Lang, r.Locale); lang != "" {
		return lang
	}
	return index.QuestionLanguage(Clean(r.Question.Text))
}

// A Reply is what to post.
type Reply struct {
	// ID names the answer for [Desk.Further], [Desk.Rate] and [Desk.Asked]; ""
	// where there is none. At most 24 letters, digits and hyphens.
	ID     string
	Lang   string // of everything that the bot says
	Answer Answer
	// Notice is what the bot says in place of an answer: a refusal, an apology.
	Notice string
	// Again tells that another process may have posted this reply before it died.
	Again bool
}

// sure is the confidence that it takes to answer what addresses nobody but names
// what the corpus is about.
const sure = 0.7

// meant reports whether what addresses nobody may be meant for the bot all the
// same: it is put as a question, and either names a thing of the corpus and is
// answered for sure, or asks on about what the bot has said (그 사람, what about).
// People talk of lunch, too.
func meant(a Answer) bool {
	question := a.Why.Result.Kind != 0 || strings.HasSuffix(a.Question, "?")
	switch {
	case !a.Answered || !question:
		return false
	case a.Why.Result.Named():
		return a.Confidence >= sure
	}
	return continues.MatchString(a.Question)
}

// Ask answers r, unless it has been or is being answered, and hands the reply to
// post. What post does must end with its context. The error is post's or the
// store's; it has not been logged.
func (d *Desk) Ask(ctx context.Context, r Request, post func(context.Context, Reply) error) error {
	claim, err := d.claims.Claim(ctx, r.ID)
	return d.claimed(ctx, claim, err, r, post)
}

// claimed goes on once it is known who holds the claim.
func (d *Desk) claimed(ctx context.Context, claim *Claim, err error, r Request, post func(context.Context, Reply) error) error {
	switch {
	case errors.Is(err, ErrDone):
		d.opts.Metrics.Questions.WithLabelValues(r.Platform, "duplicate").Inc()
		return nil
	case err != nil:
		return fmt.Errorf("question %s: %w", r.ID, err)
	case !claim.Held(): // another process is at it, or has died over it
		waits := d.after(claim.Lease(), func(ctx context.Context) {
			err := d.claimed(ctx, claim, claim.Retry(ctx), r, post)
			if err != nil {
				d.opts.Log.ErrorContext(ctx, "take over question", "id", r.ID, "error", err)
			}
		})
		if !waits {
			claim.Release()
		}
		return nil
	}
	defer claim.Release()
	reply, outcome := d.reply(ctx, r)
	reply.Again = claim.Again()
	d.opts.Metrics.Questions.WithLabelValues(r.Platform, outcome).Inc()
	if outcome != silent {
		start := time.Now()
		if err := d.post(ctx, r, reply, post); err != nil {
			d.opts.Metrics.Questions.WithLabelValues(r.Platform, "unposted").Inc()
			return fmt.Errorf("post answer to %s: %w", r.ID, err)
		}
		d.opts.Metrics.stage(r.Platform, "post", start)
	}
	return claim.Done(ctx)
}

// post posts the reply, and an apology in its place where that panics.
func (d *Desk) post(ctx context.Context, r Request, reply Reply, post func(context.Context, Reply) error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			d.opts.Log.ErrorContext(ctx, "panic while posting", "id", r.ID, "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
			sorry, outcome := d.sorry(r)
			if outcome != silent {
				err = post(ctx, sorry)
			}
		}
	}()
	return post(ctx, reply)
}

// What becomes of a question.
const (
	answered  = "answered"
	abstained = "abstained"
	refused   = "refused"
	apology   = "failed"
	silent    = "silent"
)

// reply returns what to say to r. A panic becomes an apology.
func (d *Desk) reply(ctx context.Context, r Request) (reply Reply, outcome string) {
	defer func() {
		if v := recover(); v != nil {
			d.opts.Log.ErrorContext(ctx, "panic while answering", "id", r.ID, "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
			reply, outcome = d.sorry(r)
		}
	}()
	q := d.settle(r)
	if !r.Overheard {
		if notice := d.refusal(ctx, r); notice != "" {
			return Reply{Lang: r.language(), Notice: notice}, refused
		}
	}
	if r.After != "" {
		q.after = d.told(ctx, r.After)
	}
	start := time.Now()
	a, err := d.answer(ctx, q)
	d.opts.Metrics.stage(r.Platform, "answer", start)
	var input InputError
	switch {
	case errors.As(err, &input):
		return Reply{Lang: r.language(), Notice: string(input)}, unless(r.Overheard, refused)
	case err != nil:
		d.opts.Log.ErrorContext(ctx, "answer", "id", r.ID, "error", err)
		return d.sorry(r)
	case r.Overheard && (!meant(a) || d.refusal(ctx, r) != ""):
		return reply, silent
	}
	if r.Overheard {
		d.remember(ctx, q, a)
	}
	reply = Reply{Lang: a.Lang, Answer: a}
	if a.Message != "" {
		return reply, answered
	}
	if reply.ID, err = d.keep(ctx, r, a); err != nil {
		d.opts.Log.WarnContext(ctx, "keep question", "id", r.ID, "error", err)
	}
	if !a.Answered {
		return reply, abstained
	}
	return reply, answered
}

// settle returns r's question with what it leaves to the settings. What is
// overheard changes no conversation until it has been answered.
func (d *Desk) settle(r Request) Question {
	q := r.Question
	q.Lang = cmp.Or(q.Lang, d.opts.Settings.Lang)
	if q.Lang == "" && !strings.ContainsFunc(q.Text, unicode.IsLetter) {
		q.Lang = r.Locale
	}
	if q.AsOf.IsZero() {
		q.AsOf = d.opts.Settings.AsOf
	}
	q.Limit = cmp.Or(q.Limit, d.opts.Settings.Limit)
	q.unsaid = r.Overheard
	return q
}

// unless returns outcome, or silence where nobody was addressed.
func unless(overheard bool, outcome string) string {
	if overheard {
		return silent
	}
	return outcome
}

func (d *Desk) sorry(r Request) (Reply, string) {
	return Reply{Lang: r.language(), Notice: Sorry.In(r.language())}, unless(r.Overheard, apology)
}

// refusal returns why r is not answered, or "".
func (d *Desk) refusal(ctx context.Context, r Request) string {
	if r.Channel != "" && (slices.Contains(d.opts.Deny, r.Channel) || len(d.opts.Allow) > 0 && !slices.Contains(d.opts.Allow, r.Channel)) {
		return NotHere.In(r.language())
	}
	if wait := d.allow(ctx, d.opts.User, r.Platform+"/user/"+r.User); wait > 0 {
		return TooMany.In(r.language(), seconds(wait))
	}
	if r.Channel == "" {
		return ""
	}
	if wait := d.allow(ctx, d.opts.Channel, r.Platform+"/channel/"+r.Channel); wait > 0 {
		return TooManyHere.In(r.language(), seconds(wait))
	}
	return ""
}

func (d *Desk) allow(ctx context.Context, l Limit, key string) time.Duration {
	wait, err := l.allow(ctx, d.store, key, d.opts.Now())
	if err != nil {
		d.opts.Log.WarnContext(ctx, "limit", "error", err)
	}
	return wait
}

// seconds rounds up, so that whoever waits that long is answered.
func seconds(wait time.Duration) int { return int((wait + time.Second - 1) / time.Second) }
