package chat

import (
	"context"
	"errors"
	"time"
)

// A Store remembers what must outlive a question, and perhaps the process: small
// values by bucket and key, and logs that only grow. Package state has the
// implementations. Every method honours its context and may be called at once
// from many goroutines; keys and values are any bytes, keys of at most 512 bytes,
// values and records of at most 64 KiB. Buckets and logs are those of [Buckets] and
// [Logs].
type Store interface {
	// Get returns the value of key and its revision, or [ErrNotFound].
	Get(ctx context.Context, b Bucket, key string) (value []byte, revision uint64, err error)
	// Put writes the value of key if its revision still is the given one, 0 for
	// a key without a value, and returns the new revision; else [ErrConflict].
	Put(ctx context.Context, b Bucket, key string, value []byte, revision uint64) (uint64, error)
	// Append adds a record to a log and returns its id: at most 24 letters,
	// digits and hyphens.
	Append(ctx context.Context, l Log, record []byte) (id string, err error)
	// Record returns one record of a log, or [ErrNotFound].
	Record(ctx context.Context, l Log, id string) ([]byte, error)
	// Records calls yield with every record of a log, the oldest first, until it
	// returns an error.
	Records(ctx context.Context, l Log, yield func(id string, record []byte) error) error
	// Remove removes one record beyond recovery. One that is not there is fine.
	Remove(ctx context.Context, l Log, id string) error
}

// The errors of a [Store] that a caller acts upon.
var (
	ErrNotFound = errors.New("not found")
	ErrConflict = errors.New("changed by another")
)

// A Bucket is a named set of values that are forgotten TTL after they were last
// written (0: never), the oldest first when there are more than Max (0: any number).
type Bucket struct {
	Name string
	TTL  time.Duration
	Max  int
}

// The buckets.
var (
	// Slack delivers an event for the last time five minutes after the first
	// (https://docs.slack.dev/apis/events-api/#retries), and Discord's
	// interactions last 15 minutes.
	claimBucket        = Bucket{Name: "claims", TTL: 20 * time.Minute}
	conversationBucket = Bucket{Name: "talks", TTL: 24 * time.Hour, Max: maxConversations}
	limitBucket        = Bucket{Name: "limits", TTL: 10 * time.Minute}
	keyBucket          = Bucket{Name: "keys"}
)

// maxConversations is how many conversations are remembered.
const maxConversations = 10_000

// Buckets returns all buckets that the package uses.
func Buckets() []Bucket { return []Bucket{claimBucket, conversationBucket, limitBucket, keyBucket} }

// A Log is a named sequence of records. How long they are kept is up to the
// [Store].
type Log string

// The logs.
const (
	QuestionLog Log = "questions" // a [Record] each, as JSON
	FeedbackLog Log = "feedback"  // a [Feedback] each, as JSON
)

// Logs returns all logs that the package uses.
func Logs() []Log { return []Log{QuestionLog, FeedbackLog} }
