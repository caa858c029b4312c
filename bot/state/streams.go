package state

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"okbot/bot/chat"
)

// streams is a store in JetStream: a stream for each bucket, with the last
// message of each subject as a key's value, and one for each log, whose records are
// sealed.
//
// The subjects are okbot.BUCKET.HASH, with a hash of the key, so that each key takes the
// same little memory; okbot.LOG.new for records; and okbot.LOG.late.ID for records whose
// id is from memory.
type streams struct {
	js    jetstream.JetStream
	byKey map[string]jetstream.Stream // by name of bucket or log

	sealer *sealer
}

// Limits of the streams on disk, in bytes, beyond which the oldest messages are dropped.
// Each key takes 100 to 200 bytes of memory as well, so a bucket without a Max is small:
// 40,000 leases are those of 20 minutes with 30 questions a second.
const (
	bucketBytes  = 8 << 20
	countedBytes = 31 << 20 // of a bucket that has a Max
	logBytes     = 1 << 30
	inboxBytes   = 32 << 20
)

func streamName(name string) string { return "okbot-" + name }

// configs returns the configuration of every stream, by name of bucket or log.
func configs(retention time.Duration, replicas int) map[string]jetstream.StreamConfig {
	all := map[string]jetstream.StreamConfig{}
	common := func(name string) jetstream.StreamConfig {
		return jetstream.StreamConfig{
			Name: streamName(name), Subjects: []string{"okbot." + name + ".>"}, Storage: jetstream.FileStorage,
			Discard: jetstream.DiscardOld, MaxMsgSize: maxMessage, Replicas: max(replicas, 1), Duplicates: time.Second,
			// A replica other than the leader may be out of date.
			AllowDirect: replicas <= 1,
		}
	}
	for _, b := range append(chat.Buckets(), sealKeys) {
		c := common(b.Name)
		c.MaxAge, c.MaxMsgs, c.MaxMsgsPerSubject, c.MaxBytes = b.TTL, int64(b.Max), 1, bucketBytes
		if b.Max > 0 {
			c.MaxBytes = countedBytes
		}
		all[b.Name] = c
	}
	for _, l := range chat.Logs() {
		c := common(string(l))
		c.MaxAge, c.MaxBytes = retention, logBytes
		all[string(l)] = c
	}
	inbox := common(string(chat.InboxLog))
	inbox.MaxAge, inbox.MaxBytes = chat.InboxAge, inboxBytes
	all[string(chat.InboxLog)] = inbox
	return all
}

// maxMessage bounds the bytes of a value with its headers.
const maxMessage = maxValue + 1<<10

// openStreams opens or creates the streams. Existing ones keep their number of replicas
// and are otherwise configured as wanted. The error is errDamaged if one of the known
// streams, which were created before, does not exist.
func openStreams(ctx context.Context, conn *nats.Conn, wanted map[string]jetstream.StreamConfig, known []string, now func() time.Time) (*streams, error) {
	js, err := jetstream.New(conn)
	if err != nil {
		return nil, err
	}
	s := &streams{js: js, byKey: map[string]jetstream.Stream{}}
	s.sealer = &sealer{streams: s, now: now, keys: map[string]sealKey{}}
	for _, name := range known {
		_, err := js.Stream(ctx, streamName(name))
		if errors.Is(err, jetstream.ErrStreamNotFound) {
			return nil, fmt.Errorf("%w: stream %s is gone: restore a backup, or move the folder away to begin anew", errDamaged, streamName(name))
		}
		if err != nil {
			return nil, fmt.Errorf("stream %s: %w", streamName(name), err)
		}
	}
	for name, config := range wanted {
		if s.byKey[name], err = openStream(ctx, js, config); err != nil {
			return nil, fmt.Errorf("stream %s: %w", config.Name, err)
		}
	}
	return s, s.sealer.forget(ctx)
}

var errDamaged = errors.New("damaged")

// names returns the names of all buckets and logs, sorted.
func (s *streams) names() []string { return slices.Sorted(maps.Keys(s.byKey)) }

func openStream(ctx context.Context, js jetstream.JetStream, config jetstream.StreamConfig) (jetstream.Stream, error) {
	stream, err := js.CreateStream(ctx, config)
	if !errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
		return stream, err
	}
	if stream, err = js.Stream(ctx, config.Name); err != nil {
		return nil, err
	}
	old := stream.CachedInfo().Config
	config.Replicas, config.AllowDirect = old.Replicas, old.Replicas <= 1
	return js.UpdateStream(ctx, config)
}

// keptFor returns how long the records of a log are kept. A log that this version does
// not have is another version's.
func (s *streams) keptFor(l chat.Log) (d time.Duration, known bool) {
	stream, known := s.byKey[string(l)]
	if !known {
		return 0, false
	}
	return stream.CachedInfo().Config.MaxAge, true
}

// subject returns the subject of a key.
func subject(b chat.Bucket, key string) string {
	sum := sha256.Sum256([]byte(key))
	return "okbot." + b.Name + "." + base64.RawURLEncoding.EncodeToString(sum[:16])
}

// Get implements [chat.Store].
func (s *streams) Get(ctx context.Context, b chat.Bucket, key string) ([]byte, uint64, error) {
	msg, err := s.byKey[b.Name].GetLastMsgForSubject(ctx, subject(b, key))
	if err != nil {
		return nil, 0, translate(err)
	}
	return msg.Data, msg.Sequence, nil
}

// Put implements [chat.Store].
func (s *streams) Put(ctx context.Context, b chat.Bucket, key string, value []byte, revision uint64) (uint64, error) {
	ack, err := s.js.Publish(ctx, subject(b, key), value, jetstream.WithExpectLastSequencePerSubject(revision))
	if err != nil {
		return 0, translate(err)
	}
	return ack.Sequence, nil
}

// translate returns the errors of [chat.Store] for those of JetStream with the same
// meaning.
func translate(err error) error {
	var api jetstream.JetStreamError
	if !errors.As(err, &api) || api.APIError() == nil {
		return err
	}
	switch api.APIError().ErrorCode {
	case jetstream.JSErrCodeMessageNotFound:
		return chat.ErrNotFound
	case jetstream.JSErrCodeStreamWrongLastSequence, jetstream.JSErrCodeStreamWrongLastSequenceConstant:
		return chat.ErrConflict
	}
	return err
}

// probe writes a message of the largest size to a stream, and removes it.
func (s *streams) probe(ctx context.Context, name string) error {
	ack, err := s.js.Publish(ctx, "okbot."+name+".probe", make([]byte, maxValue))
	if err != nil {
		return err
	}
	return s.byKey[name].DeleteMsg(ctx, ack.Sequence)
}
