package state

import (
	"context"
	"crypto/rand"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"okbot/bot/chat"
)

// The id of a record is a nonce that is stored with it and its sequence number. The
// number alone may be used again if a disk has lost the latest records.
const (
	storedID    = "s" // prefix of these ids; memoryID is that of ids from memory
	nonceHeader = "Nonce"
)

func newSubject(l chat.Log) string             { return "okbot." + string(l) + ".new" }
func lateSubject(l chat.Log, id string) string { return "okbot." + string(l) + ".late." + id }

func newNonce() string { return strings.ToLower(rand.Text()[:6]) }

func recordID(nonce string, sequence uint64) string {
	return storedID + nonce + "-" + strconv.FormatUint(sequence, 10)
}

// Append implements [chat.Store].
func (s *streams) Append(ctx context.Context, l chat.Log, record []byte) (string, error) {
	nonce := newNonce()
	msg := &nats.Msg{Subject: newSubject(l), Header: nats.Header{nonceHeader: {nonce}}}
	if err := s.sealer.seal(ctx, l, record, msg); err != nil {
		return "", err
	}
	ack, err := s.js.PublishMsg(ctx, msg)
	if err != nil {
		return "", err
	}
	return recordID(nonce, ack.Sequence), nil
}

// appendLate appends a record that has an id from memory.
func (s *streams) appendLate(ctx context.Context, l chat.Log, id string, record []byte) error {
	msg := &nats.Msg{Subject: lateSubject(l, id), Header: nats.Header{}}
	if err := s.sealer.seal(ctx, l, record, msg); err != nil {
		return err
	}
	_, err := s.js.PublishMsg(ctx, msg, jetstream.WithExpectLastSequencePerSubject(0))
	if errors.Is(translate(err), chat.ErrConflict) {
		return nil // it is stored, only the reply was lost
	}
	return err
}

// Record implements [chat.Store].
func (s *streams) Record(ctx context.Context, l chat.Log, id string) ([]byte, error) {
	msg, err := s.message(ctx, l, id)
	if err != nil {
		return nil, err
	}
	return s.sealer.open(ctx, l, msg.Header, msg.Data)
}

var lateID = regexp.MustCompile(`^` + memoryID + `[a-z0-9]{1,12}-[0-9]{1,10}$`)

// message returns the message of a record.
func (s *streams) message(ctx context.Context, l chat.Log, id string) (*jetstream.RawStreamMsg, error) {
	stream := s.byKey[string(l)]
	if lateID.MatchString(id) {
		msg, err := stream.GetLastMsgForSubject(ctx, lateSubject(l, id))
		return msg, translate(err)
	}
	_, digits, _ := strings.Cut(id, "-")
	sequence, err := strconv.ParseUint(digits, 10, 64)
	if err != nil || sequence == 0 {
		return nil, chat.ErrNotFound
	}
	msg, err := stream.GetMsg(ctx, sequence)
	if err != nil {
		return nil, translate(err)
	}
	if msg.Subject != newSubject(l) || recordID(msg.Header.Get(nonceHeader), sequence) != id {
		return nil, chat.ErrNotFound
	}
	return msg, nil
}

// Records asks for one message after the other, which the stream's leader answers. A
// consumer may read from a replica that lacks the latest records and removals.
func (s *streams) Records(ctx context.Context, l chat.Log, yield func(string, []byte) error) error {
	stream := s.byKey[string(l)]
	info, err := stream.Info(ctx)
	if err != nil {
		return err
	}
	for next := uint64(1); next <= info.State.LastSeq; {
		msg, err := stream.GetMsg(ctx, next, jetstream.WithGetMsgSubject("okbot."+string(l)+".>"))
		if err != nil {
			if err = translate(err); errors.Is(err, chat.ErrNotFound) {
				return nil
			}
			return err
		}
		next = msg.Sequence + 1
		id, late := strings.CutPrefix(msg.Subject, lateSubject(l, ""))
		if msg.Subject == newSubject(l) {
			id = recordID(msg.Header.Get(nonceHeader), msg.Sequence)
		} else if !late {
			continue // a probe
		}
		record, err := s.sealer.open(ctx, l, msg.Header, msg.Data)
		if errors.Is(err, chat.ErrNotFound) {
			continue
		}
		if err == nil {
			err = yield(id, record)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// eraseValues removes the values of a bucket that match beyond recovery, and returns
// how many.
func (s *streams) eraseValues(ctx context.Context, b chat.Bucket, match func([]byte) bool) (n int, err error) {
	stream := s.byKey[b.Name]
	info, err := stream.Info(ctx)
	if err != nil {
		return 0, err
	}
	for next := uint64(1); next <= info.State.LastSeq; {
		msg, err := stream.GetMsg(ctx, next, jetstream.WithGetMsgSubject("okbot."+b.Name+".>"))
		if err = translate(err); errors.Is(err, chat.ErrNotFound) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		next = msg.Sequence + 1
		if !match(msg.Data) {
			continue
		}
		if err := translate(stream.SecureDeleteMsg(ctx, msg.Sequence)); err != nil && !errors.Is(err, chat.ErrNotFound) {
			return n, err
		}
		n++
	}
	return n, nil
}

// Remove implements [chat.Store].
func (s *streams) Remove(ctx context.Context, l chat.Log, id string) error {
	msg, err := s.message(ctx, l, id)
	switch {
	case err != nil:
	case l == chat.InboxLog: // with each question; overwriting waits for the disk
		err = s.byKey[string(l)].DeleteMsg(ctx, msg.Sequence)
	default:
		err = s.byKey[string(l)].SecureDeleteMsg(ctx, msg.Sequence)
	}
	if err != nil && !errors.Is(err, chat.ErrNotFound) {
		// Another process may have been faster.
		if _, again := s.message(ctx, l, id); !errors.Is(again, chat.ErrNotFound) {
			return err
		}
	}
	return nil
}
