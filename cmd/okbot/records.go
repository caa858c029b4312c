package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"okbot/bot/chat"
	"okbot/bot/state"
)

// records is what is kept of questions and feedback: in a state that this process
// has opened, or in that of a serve at work.
type records interface {
	// each calls yield with the records of a log, the oldest first: all of them,
	// or those of a user, PLATFORM/ID.
	each(ctx context.Context, log chat.Log, user string, yield func(id string, record []byte) error) error
	// erase removes what a user, PLATFORM/ID, asked and rated.
	erase(ctx context.Context, user string) (erased, error)
	close() error
}

// erased tells how many records are gone.
type erased struct {
	Questions int `json:"questions"`
	Feedback  int `json:"feedback"`
	// Conversations are those whose last question was the user's.
	Conversations int `json:"conversations"`
}

func isLog(log chat.Log) bool { return slices.Contains(chat.Logs(), log) }

// openRecords asks a serve at work, or opens the state itself where there is none.
func (p *program) openRecords(ctx context.Context, set *settings) (records, error) {
	if set.Data == "" && set.StateURL == "" {
		return nil, errNoFolder
	}
	if r := set.served(); r.reachable(ctx) {
		return r, nil
	}
	if _, err := os.Stat(set.Data); set.StateURL == "" && err != nil {
		return nil, fmt.Errorf("nothing is kept yet: %w: set OKBOT_DATA to the folder that serve uses", err)
	}
	opened, err := state.Open(ctx, set.stateOptions(newLog(p.stderr, set)))
	if err != nil {
		return nil, err
	}
	if degraded, _, reason := opened.Degraded(); degraded {
		return nil, errors.Join(fmt.Errorf("state: %s", reason), opened.Close(ctx))
	}
	return ownRecords{opened}, nil
}

// served are the records of the serve that works in the state's folder.
func (set *settings) served() servedRecords {
	return servedRecords{filepath.Join(set.Data, socketFile)}
}

// ownRecords are those of a state that this process has opened.
type ownRecords struct{ *state.State }

func (r ownRecords) close() error { return r.Close(context.Background()) }

func (r ownRecords) each(ctx context.Context, log chat.Log, user string, yield func(string, []byte) error) error {
	if user == "" {
		return r.Records(ctx, log, yield)
	}
	platform, id, _ := strings.Cut(user, "/")
	hash, err := chat.UserHash(ctx, r, platform, id)
	if err != nil {
		return err
	}
	return r.Records(ctx, log, func(id string, record []byte) error {
		var by struct {
			User string `json:"user"`
		}
		if json.Unmarshal(record, &by) != nil || by.User != hash {
			return nil
		}
		return yield(id, record)
	})
}

func (r ownRecords) erase(ctx context.Context, user string) (gone erased, err error) {
	questions, err := r.eraseFrom(ctx, chat.QuestionLog, user)
	gone.Questions = len(questions)
	if err != nil {
		return gone, err
	}
	ratings, err := r.eraseFrom(ctx, chat.FeedbackLog, user)
	gone.Feedback = len(ratings)
	if err != nil {
		return gone, err
	}
	if err := r.eraseWaiting(ctx, user); err != nil {
		return gone, fmt.Errorf("erase from the inbox: %w", err)
	}
	bucket, isOf := chat.Conversations(questions)
	if gone.Conversations, err = r.EraseValues(ctx, bucket, isOf); err != nil {
		return gone, fmt.Errorf("erase conversations: %w", err)
	}
	return gone, nil
}

// eraseWaiting removes the questions of a user that wait for their answers.
func (r ownRecords) eraseWaiting(ctx context.Context, user string) error {
	return r.Records(ctx, chat.InboxLog, func(id string, record []byte) error {
		var k chat.Kept
		if json.Unmarshal(record, &k) != nil || k.Platform+"/"+k.User != user {
			return nil
		}
		return r.Remove(ctx, chat.InboxLog, id)
	})
}

// eraseFrom removes a user's records from one log and returns their ids.
func (r ownRecords) eraseFrom(ctx context.Context, log chat.Log, user string) (gone []string, err error) {
	var ids []string
	err = r.each(ctx, log, user, func(id string, _ []byte) error {
		ids = append(ids, id)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", log, err)
	}
	for i, id := range ids {
		if err := r.Remove(ctx, log, id); err != nil {
			return ids[:i], fmt.Errorf("erase from %s: %w", log, err)
		}
	}
	return ids, nil
}

// servedRecords are those of the serve that listens on the Unix socket.
type servedRecords struct{ socket string }

// reachable reports whether a serve answers there.
func (r servedRecords) reachable(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	return r.call(ctx, http.MethodGet, "/healthz", func(io.Reader) error { return nil }) == nil
}

func (r servedRecords) close() error { return nil }

func (r servedRecords) each(ctx context.Context, log chat.Log, user string, yield func(string, []byte) error) error {
	return r.call(ctx, http.MethodGet, "/admin/records/"+string(log)+"?"+url.Values{"user": {user}}.Encode(), func(body io.Reader) error {
		dec := json.NewDecoder(bufio.NewReader(body))
		for {
			var l line
			switch err := dec.Decode(&l); {
			case err == io.EOF:
				return nil
			case err != nil:
				return fmt.Errorf("records of the running serve: %w", err)
			}
			if err := yield(l.ID, l.Record); err != nil {
				return err
			}
		}
	})
}

func (r servedRecords) erase(ctx context.Context, user string) (gone erased, err error) {
	path := "/admin/erase?" + url.Values{"user": {user}}.Encode()
	err = r.call(ctx, http.MethodPost, path, func(body io.Reader) error { return json.NewDecoder(body).Decode(&gone) })
	return gone, err
}

// call makes one request and hands its answer to read.
func (r servedRecords) call(ctx context.Context, method, path string, read func(io.Reader) error) error {
	req, err := http.NewRequestWithContext(ctx, method, "http://okbot"+path, nil)
	if err != nil {
		return fmt.Errorf("socket %s: %w", r.socket, err)
	}
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", r.socket)
	}
	res, err := (&http.Transport{DialContext: dial, DisableKeepAlives: true}).RoundTrip(req)
	if err != nil {
		return fmt.Errorf("socket %s: %w", r.socket, err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		told, _ := io.ReadAll(io.LimitReader(res.Body, 1000))
		return fmt.Errorf("socket %s: %s: %s: %s", r.socket, path, res.Status, strings.TrimSpace(string(told)))
	}
	return read(res.Body)
}
