package chat

import "context"

// A Platform connects a [Service] to a chat platform, such as Slack.
//
// What it owes. A platform receives what people write and press, acknowledges it
// in time, and stays connected until its context ends, through outages of the
// platform and of the network. It gives each message the same [Request.ID] in
// every delivery and in every process, and names the conversation that it belongs
// to. It posts a reply where the question was asked, without markup, mentions or
// previews that a corpus or a user might have written, and looks for an earlier
// post first if the reply is a [Reply.MaybeDuplicate]. Reading a question and
// rendering a reply are pure functions. It posts notices and errors for people in
// the language of the reply, logs those for operators, and counts what
// [Metrics] has for platforms. It knows its own options but not where their values
// come from: if one cannot work, the error is a [*SettingError].
//
// What it gets. From any goroutine it may call
//   - [Service.Submit], for all that takes longer than an acknowledgement, and
//     [Service.Busy], whether to say so if that fails with [ErrBusy];
//   - [Service.Handle] with each question, from a submitted job;
//   - [Service.Inbox], to submit the questions that it acknowledges, and to resume
//     what an earlier process has left;
//   - [Service.HasHistory], whether a message that addresses nobody may continue a
//     conversation of the bot's;
//   - [Service.Replay], [Service.Page], [Service.Rate] and [Service.AskedBy] for
//     the buttons below an answer, by [Reply.ID];
//   - [Service.FirstTime] and [Service.Withdraw], for anything else that is to be
//     done once;
//   - [Service.Complete], [Service.About] and [bot.IntentOf] for what it shows
//     beside answers.
type Platform interface {
	// Run answers until ctx ends, and then returns nil; jobs that it submitted may
	// still be under way. The error is that the platform will accept nothing more
	// before the operator changes something.
	Run(ctx context.Context) error
	// Ready reports whether questions come in, and if not, why.
	Ready() (ready bool, reason string)
	// Check tries the options against the platform's API. It changes and posts
	// nothing.
	Check(ctx context.Context) []Finding
}

// A Finding is the result of one check, for an operator.
type Finding struct {
	Name    string `json:"name"` // of what was checked, "" for the platform as a whole
	OK      bool   `json:"ok"`
	Found   string `json:"found"`            // in one sentence
	Advice  string `json:"advice,omitempty"` // what to do if it is not OK
	Setting string `json:"-"`                // the field of the options to change, "" for none
}

// A SettingError says that a platform cannot work with the value of an option.
type SettingError struct {
	Setting string // name of the field of the platform's Options
	Problem string
	Advice  string // what to do about it
}

// Error returns the problem and the advice.
func (e *SettingError) Error() string { return e.Problem + ": " + e.Advice }

// Finding returns the error as the result of a check.
func (e *SettingError) Finding(name string) Finding {
	return Finding{Name: name, Found: e.Problem, Advice: e.Advice, Setting: e.Setting}
}
