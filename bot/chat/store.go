package chat

import (
	"context"
	"errors"
	"time"
)

// A Store keeps what must outlive a question, and perhaps the process: small values
// by bucket and key, and append-only logs. Package state has implementations, and
// package statetest their conformance test. Every method honours its context and is
// safe for concurrent use. Keys are any bytes, at most 512; values and records are
// any bytes, at most 64 KiB. Buckets and logs are those of [Buckets] and [Logs].
type Store interface {
	// Get returns the value of key and its revision. The error is [ErrNotFound] if it
	// has none.
	Get(ctx context.Context, b Bucket, key string) (value []byte, revision uint64, err error)
	// Put writes the value of key if its revision is the given one (0: key has no
	// value) and returns the new revision. The error is [ErrConflict] otherwise.
	Put(ctx context.Context, b Bucket, key string, value []byte, revision uint64) (uint64, error)
	// Append adds a record to a log and returns its id: at most 24 letters,
	// digits and hyphens.
	Append(ctx context.Context, l Log, record []byte) (id string, err error)
	// Record returns one record of a log. The error is [ErrNotFound] if there is none.
	Record(ctx context.Context, l Log, id string) ([]byte, error)
	// Records calls yield with every record of a log, the oldest first, until it
	// returns an error.
	Records(ctx context.Context, l Log, yield func(id string, record []byte) error) error
	// Remove removes one record, beyond recovery unless the log is [InboxLog]. It is no
	// error if there is none.
	Remove(ctx context.Context, l Log, id string) error
}

// The errors of a [Store] on which callers decide.
var (
	ErrNotFound = errors.New("not found")
	ErrConflict = errors.New("changed by another")
)

// A Bucket is a named set of values. A value expires TTL after it was last written
// (0: never). Beyond Max values the oldest are dropped (0: no maximum).
type Bucket struct {
	Name string
	TTL  time.Duration
	Max  int
}

// The buckets. Their names are those of what is stored already.
var (
	// Slack delivers an event for the last time five minutes after the first
	// (https://docs.slack.dev/apis/events-api/#retries), and Discord's
	// interactions last 15 minutes.
	leaseBucket        = Bucket{Name: "claims", TTL: 20 * time.Minute}
	conversationBucket = Bucket{Name: "talks", TTL: 24 * time.Hour, Max: maxConversations}
	rateBucket         = Bucket{Name: "limits", TTL: 10 * time.Minute}
	keyBucket          = Bucket{Name: "keys"}
)

// maxConversations is how many conversations are remembered.
const maxConversations = 10_000

// Buckets returns all buckets of the package.
func Buckets() []Bucket { return []Bucket{leaseBucket, conversationBucket, rateBucket, keyBucket} }

// A Log is a named sequence of records, kept for as long as the [Store] decides.
type Log string

// The logs.
const (
	QuestionLog Log = "questions" // a [Record] each, as JSON
	FeedbackLog Log = "feedback"  // a [Feedback] each, as JSON
)

// InboxLog has a [Kept] delivery each, as JSON, for at most [InboxAge].
const InboxLog Log = "inbox"

// InboxAge is how long a delivery may wait for its answer: less than its lease is
// remembered, so that it is not answered again.
const InboxAge = 15 * time.Minute

// Logs returns the logs of what people asked and rated.
func Logs() []Log { return []Log{QuestionLog, FeedbackLog} }
