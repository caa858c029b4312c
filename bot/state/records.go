package state

import (
	"context"
	"crypto/rand"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"okbot/bot"
)

// The id of a record is a nonce that is stored with it and its sequence number,
// which may come again where a disk has lost the latest records.
const (
	storedID    = "s" // begins these ids, as memoryID those from memory
	nonceHeader = "Nonce"
)

func newSubject(l bot.Log) string             { return "okbot." + string(l) + ".new" }
func lateSubject(l bot.Log, id string) string { return "okbot." + string(l) + ".late." + id }

func newNonce() string { return strings.ToLower(rand.Text()[:6]) }

func recordID(nonce string, sequence uint64) string {
	return storedID + nonce + "-" + strconv.FormatUint(sequence, 10)
}

func (s *streams) Append(ctx context.Context, l bot.Log, record []byte) (string, error) {
	nonce := newNonce()
	ack, err := s.js.PublishMsg(ctx, &nats.Msg{Subject: newSubject(l), Header: nats.Header{nonceHeader: {nonce}}, Data: record})
	if err != nil {
		return "", err
	}
	return recordID(nonce, ack.Sequence), nil
}

// appendLate adds a record that has an id already.
func (s *streams) appendLate(ctx context.Context, l bot.Log, id string, record []byte) error {
	_, err := s.js.Publish(ctx, lateSubject(l, id), record, jetstream.WithExpectLastSequencePerSubject(0))
	if errors.Is(plain(err), bot.ErrConflict) {
		return nil // it is there, only the reply got lost
	}
	return err
}

func (s *streams) Record(ctx context.Context, l bot.Log, id string) ([]byte, error) {
	msg, err := s.message(ctx, l, id)
	if err != nil {
		return nil, err
	}
	return msg.Data, nil
}

var lateID = regexp.MustCompile(`^` + memoryID + `[a-z0-9]{1,12}-[0-9]{1,10}$`)

// message finds the message of a record.
func (s *streams) message(ctx context.Context, l bot.Log, id string) (*jetstream.RawStreamMsg, error) {
	stream := s.byKey[string(l)]
	if lateID.MatchString(id) {
		msg, err := stream.GetLastMsgForSubject(ctx, lateSubject(l, id))
		return msg, plain(err)
	}
	_, digits, _ := strings.Cut(id, "-")
	sequence, err := strconv.ParseUint(digits, 10, 64)
	if err != nil || sequence == 0 {
		return nil, bot.ErrNotFound
	}
	msg, err := stream.GetMsg(ctx, sequence)
	if err != nil {
		return nil, plain(err)
	}
	if msg.Subject != newSubject(l) || recordID(msg.Header.Get(nonceHeader), sequence) != id {
		return nil, bot.ErrNotFound
	}
	return msg, nil
}

const (
	batch      = 500             // records that are read at a time
	idleReader = 5 * time.Minute // for what somebody does with a batch
)

func (s *streams) Records(ctx context.Context, l bot.Log, yield func(string, []byte) error) error {
	stream := s.byKey[string(l)]
	consumer, err := stream.CreateConsumer(ctx, jetstream.ConsumerConfig{
		FilterSubjects: []string{newSubject(l), lateSubject(l, "*")},
		AckPolicy:      jetstream.AckNonePolicy, MemoryStorage: true, Replicas: 1, InactiveThreshold: idleReader,
	})
	if err != nil {
		return err
	}
	defer stream.DeleteConsumer(context.WithoutCancel(ctx), consumer.CachedInfo().Name)
	r := reader{log: l, yield: yield, pending: consumer.CachedInfo().NumPending}
	for r.pending > 0 {
		messages, err := consumer.FetchNoWait(batch)
		if err != nil {
			return err
		}
		before := r.read
		for msg := range messages.Messages() {
			if err == nil {
				err = r.next(ctx, msg)
			}
		}
		if err = errors.Join(err, messages.Error()); err != nil {
			return err
		}
		if r.read == before { // the rest has been removed, or there was no answer
			info, err := consumer.Info(ctx)
			if err != nil || info.NumPending > 0 {
				return errors.Join(errIncomplete, err)
			}
			return nil
		}
	}
	return ctx.Err()
}

var errIncomplete = errors.New("not all records could be read")

// A reader hands on the messages of a log.
type reader struct {
	log     bot.Log
	yield   func(string, []byte) error
	read    uint64 // messages so far
	pending uint64 // messages to come
}

func (r *reader) next(ctx context.Context, msg jetstream.Msg) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	meta, err := msg.Metadata()
	if err != nil {
		return err
	}
	r.read++
	r.pending = meta.NumPending
	if meta.Sequence.Consumer != r.read {
		return errIncomplete
	}
	id, late := strings.CutPrefix(msg.Subject(), lateSubject(r.log, ""))
	if !late {
		id = recordID(msg.Headers().Get(nonceHeader), meta.Sequence.Stream)
	}
	return r.yield(id, msg.Data())
}

func (s *streams) Remove(ctx context.Context, l bot.Log, id string) error {
	msg, err := s.message(ctx, l, id)
	if err == nil {
		err = s.byKey[string(l)].SecureDeleteMsg(ctx, msg.Sequence)
	}
	if err != nil && !errors.Is(err, bot.ErrNotFound) {
		// Another process may have been faster.
		if _, again := s.message(ctx, l, id); !errors.Is(again, bot.ErrNotFound) {
			return err
		}
	}
	return nil
}
