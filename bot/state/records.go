package state

import (
	"context"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/nats-io/nats.go/jetstream"

	"okbot/bot"
)

// The id of a record is the epoch of its stream, which tells it from another one
// of the same name, and its sequence number.

func newSubject(l bot.Log) string             { return "okbot." + string(l) + ".new" }
func lateSubject(l bot.Log, id string) string { return "okbot." + string(l) + ".late." + id }

func (s *streams) epoch(l bot.Log) string {
	return s.byKey[string(l)].CachedInfo().Config.Metadata["epoch"]
}

func (s *streams) Append(ctx context.Context, l bot.Log, record []byte) (string, error) {
	ack, err := s.js.Publish(ctx, newSubject(l), record)
	if err != nil {
		return "", err
	}
	return s.epoch(l) + "-" + strconv.FormatUint(ack.Sequence, 10), nil
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
	digits, ours := strings.CutPrefix(id, s.epoch(l)+"-")
	seq, err := strconv.ParseUint(digits, 10, 64)
	if !ours || err != nil || seq == 0 || strconv.FormatUint(seq, 10) != digits {
		return nil, bot.ErrNotFound
	}
	msg, err := stream.GetMsg(ctx, seq)
	if err != nil {
		return nil, plain(err)
	}
	if msg.Subject != newSubject(l) {
		return nil, bot.ErrNotFound
	}
	return msg, nil
}

// batch is how many records are read at a time.
const batch = 500

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
	for {
		messages, err := consumer.FetchNoWait(batch)
		if err != nil {
			return err
		}
		n := 0
		for msg := range messages.Messages() {
			if n++; err == nil {
				err = s.yieldMessage(ctx, l, msg, yield)
			}
		}
		if err = errors.Join(err, messages.Error()); err != nil || n == 0 {
			return err
		}
	}
}

func (s *streams) yieldMessage(ctx context.Context, l bot.Log, msg jetstream.Msg, yield func(string, []byte) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	meta, err := msg.Metadata()
	if err != nil {
		return err
	}
	id, late := strings.CutPrefix(msg.Subject(), lateSubject(l, ""))
	if !late {
		id = s.epoch(l) + "-" + strconv.FormatUint(meta.Sequence.Stream, 10)
	}
	return yield(id, msg.Data())
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
