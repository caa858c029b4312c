package chat

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"okbot/bot"
)

// A Record is what is kept of a question: its asker as a keyed hash, and no text but
// that of the question.
type Record struct {
	At       time.Time `json:"at"`
	Platform string    `json:"platform"`
	User     string    `json:"user"` // [UserHash]
	Question string    `json:"question"`
	Query    string    `json:"asked,omitempty"` // the question as it was searched for
	// After is the turn of the conversation from which the question borrowed what it
	// lacks; zero if it borrowed nothing.
	After bot.Turn `json:"after,omitzero"`
	// Turn is what the conversation remembers of the answer.
	Turn       bot.Turn `json:"turn,omitzero"`
	Lang       string   `json:"lang"`
	Answered   bool     `json:"answered"`
	Confidence float64  `json:"confidence"`
	Passages   []string `json:"passages,omitempty"` // of the snippets
	AnswerUS   int64    `json:"answer_us"`          // time the answer took, microseconds
}

// hashKey returns the key of the users' hashes. It makes one if there is none.
func hashKey(ctx context.Context, store Store) ([]byte, error) {
	const name = "users"
	key, _, err := store.Get(ctx, keyBucket, name)
	if err == nil {
		return key, nil
	}
	if !errors.Is(err, ErrNotFound) {
		return nil, fmt.Errorf("key of the users' hashes: %w", err)
	}
	key = make([]byte, 32)
	rand.Read(key)
	_, err = store.Put(ctx, keyBucket, name, key, 0)
	if errors.Is(err, ErrConflict) {
		key, _, err = store.Get(ctx, keyBucket, name)
	}
	if err != nil {
		return nil, fmt.Errorf("key of the users' hashes: %w", err)
	}
	return key, nil
}

// UserHash returns the pseudonym of a platform's user in records: the first 12
// bytes of an HMAC-SHA256 in base64url. It cannot be traced to the user without
// the key in the store.
func UserHash(ctx context.Context, store Store, platform, user string) (string, error) {
	key, err := hashKey(ctx, store)
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(platform + "/" + user))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:12]), nil
}

// appendRecord appends the record of a question and its answer to the log, and
// returns its id.
func (s *Service) appendRecord(ctx context.Context, r Request, a bot.Answer) (string, error) {
	user, err := UserHash(ctx, s.store, r.Platform, r.User)
	if err != nil {
		return "", err
	}
	rec := Record{
		At: s.opts.Now().UTC(), Platform: r.Platform, User: user,
		Question: a.Question, Query: a.Why.Asked, After: a.Why.After, Turn: a.Turn, Lang: a.Lang,
		Answered: a.Answered, Confidence: a.Confidence, AnswerUS: a.ElapsedUS,
	}
	for _, s := range a.Snippets {
		rec.Passages = append(rec.Passages, s.Passage)
	}
	return s.appendJSON(ctx, QuestionLog, rec)
}

func (s *Service) appendJSON(ctx context.Context, log Log, v any) (string, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	return s.store.Append(ctx, log, data)
}

// record reads one question's record.
func (s *Service) record(ctx context.Context, id string) (Record, error) {
	return readRecord(ctx, s.store, id)
}

func readRecord(ctx context.Context, store Store, id string) (Record, error) {
	var r Record
	data, err := store.Record(ctx, QuestionLog, id)
	if err != nil {
		return r, fmt.Errorf("record %s: %w", id, err)
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return r, fmt.Errorf("record %s: %w", id, err)
	}
	return r, nil
}
