package chat

// An Outcome is what became of a question. Its String is the label of the metric.
type Outcome uint8

// The outcomes. Unposted is counted beside the one that was to be posted.
const (
	Answered  Outcome = iota // snippets, or words of the bot's own, were posted
	Abstained                // the corpus does not answer it
	Refused                  // a limit, a channel or the question itself is against it
	Failed                   // an apology was posted
	Dropped                  // nobody had addressed the bot, and nothing was said
	Duplicate                // it is or was answered already
	Unposted                 // the platform did not take the reply
)

// String returns the outcome as metrics name it.
func (o Outcome) String() string {
	return [...]string{"answered", "abstained", "refused", "failed", "silent", "duplicate", "unposted"}[o]
}
