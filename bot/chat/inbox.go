package chat

import (
	"bytes"
	"context"
	"encoding/json"
	"sync"
	"time"

	"okbot/bot/pause"
)

// An Inbox submits the questions of a platform, and keeps them until they are answered.
// A platform does not deliver again what it was told is accepted: a process that dies
// leaves it to its next start, or to another process that shares the store. Whose turn
// it is tells the lease of the question.
type Inbox struct {
	service  *Service
	platform string
	atWork   sync.Map // the requests that this process has submitted
}

// Inbox returns the inbox of a platform.
func (s *Service) Inbox(platform string) *Inbox { return &Inbox{service: s, platform: platform} }

// A Delivery is what a platform delivers.
type Delivery struct {
	Request string // the [Request.ID]
	User    string // the platform's id
	Kind    string // the platform's
	// Content is what Resume needs of the delivery, for JSON, nil if it is not to be kept.
	Content any
}

// A Kept is a delivery in the inbox.
type Kept struct {
	Platform string          `json:"platform"`
	User     string          `json:"user"`
	Kind     string          `json:"kind"`
	Content  json.RawMessage `json:"delivery"`
}

// Submit submits the work for a delivery as [Service.Submit] does, and keeps the
// delivery: once Submit returns, it may be acknowledged. One that cannot be kept is
// answered all the same, and counted. work returns nil once the question is answered,
// or is another process's to answer.
func (b *Inbox) Submit(d Delivery, work func(context.Context) error) error {
	kept := make(chan string, 1)
	_, again := b.atWork.LoadOrStore(d.Request, nil) // before it is kept: a look into the inbox leaves it alone
	if err := b.submit(d.Request, kept, work); err != nil {
		if !again {
			b.atWork.Delete(d.Request)
		}
		return err
	}
	kept <- b.keep(d)
	return nil
}

// submit submits the work for a request, which begins once its id in the inbox is known.
func (b *Inbox) submit(request string, kept <-chan string, work func(context.Context) error) error {
	return b.service.Submit(func(ctx context.Context) {
		defer b.atWork.Delete(request)
		id := <-kept
		failed := true // a panic, too: it would come again
		defer func() {
			// Where the process ends, or another one has the question, it stays kept.
			if id != "" && ctx.Err() == nil && (failed || b.service.handled(ctx, request)) {
				b.drop(ctx, id)
			}
		}()
		failed = work(ctx) != nil
	})
}

// keepTimeout bounds the time to keep a delivery. Platforms expect to hear of it within
// three seconds.
const keepTimeout = time.Second

// keep puts a delivery into the inbox and returns its id there, "" if it is not kept.
func (b *Inbox) keep(d Delivery) (id string) {
	if d.Content == nil {
		return ""
	}
	ctx, cancel := context.WithTimeout(context.Background(), keepTimeout)
	defer cancel()
	content, err := json.Marshal(d.Content)
	if err == nil {
		id, err = b.service.appendJSON(ctx, InboxLog, Kept{Platform: b.platform, User: d.User, Kind: d.Kind, Content: content})
	}
	if err != nil {
		b.service.opts.Metrics.Deliveries.WithLabelValues(b.platform, "unkept").Inc()
		b.service.opts.Log.Warn("keep until it is answered", "id", d.Request, "error", err)
		return ""
	}
	return id
}

// resumeEvery is the time between two looks into the inbox, that of a lease.
const resumeEvery = DefaultLease

// Resume submits what an earlier process has left, or another one that has died, until
// ctx ends, and returns nil. open returns the [Request.ID] and the work of what was kept,
// nil if there is nothing to do.
func (b *Inbox) Resume(ctx context.Context, open func(kind string, content []byte) (request string, work func(context.Context) error)) error {
	for {
		err := b.service.store.Records(ctx, InboxLog, func(id string, record []byte) error {
			var k Kept
			if json.Unmarshal(record, &k) != nil || k.Platform != b.platform {
				return nil
			}
			request, work := open(k.Kind, k.Content)
			if _, ours := b.atWork.Load(request); ours {
				return nil
			}
			if work == nil || b.service.handled(ctx, request) {
				b.drop(ctx, id)
				return nil
			}
			b.atWork.Store(request, nil)
			kept := make(chan string, 1)
			kept <- id
			if b.submit(request, kept, work) != nil { // the next look will find it
				b.atWork.Delete(request)
				return nil
			}
			b.service.opts.Log.DebugContext(ctx, "resume", "id", request)
			return nil
		})
		if err != nil && ctx.Err() == nil {
			b.service.opts.Log.DebugContext(ctx, "resume", "error", err)
		}
		if pause.For(ctx, resumeEvery) != nil {
			return nil
		}
	}
}

// drop takes a delivery out of the inbox.
func (b *Inbox) drop(ctx context.Context, id string) {
	if err := b.service.store.Remove(ctx, InboxLog, id); err != nil {
		b.service.opts.Log.DebugContext(ctx, "take out of the inbox", "error", err)
	}
}

// handled reports whether the question with a [Request.ID] is answered, by any process.
func (s *Service) handled(ctx context.Context, request string) bool {
	value, _, err := s.store.Get(ctx, leaseBucket, request)
	return err == nil && bytes.Equal(value, leaseDone)
}
