package gateway

import (
	"context"
	"sync"
	"time"

	"okbot/bot/pause"
)

// An identifyLimiter keeps the IDENTIFYs of all shards within Discord's limits: that of a
// day, of all processes together, and one in five seconds by shards with the same
// remainder by max_concurrency
// (https://docs.discord.com/developers/events/gateway#sharding-max-concurrency).
type identifyLimiter struct {
	client  *Client
	mu      sync.Mutex
	buckets map[int]*identifyBucket
}

type identifyBucket struct {
	busy chan struct{} // holds a token while a shard identifies
	last time.Time     // of the last IDENTIFY
}

// A permit allows one IDENTIFY.
type permit struct {
	address string // of the gateway
	bucket  *identifyBucket
	once    sync.Once
}

// use marks IDENTIFY as sent.
func (p *permit) use() {
	p.once.Do(func() {
		p.bucket.last = time.Now()
		<-p.bucket.busy
	})
}

// release gives back a permit that was not used.
func (p *permit) release() { p.once.Do(func() { <-p.bucket.busy }) }

// acquire waits until shard id may identify.
func (l *identifyLimiter) acquire(ctx context.Context, id int) (*permit, error) {
	for {
		gateway, err := l.client.opts.Info(ctx)
		if err != nil {
			return nil, err
		}
		limit := gateway.Starts
		if limit.Total > 0 && limit.Remaining <= 0 {
			wait := max(time.Duration(limit.ResetAfter)*time.Millisecond, time.Second)
			l.client.readiness.set(id, "Discord allows no more sessions today")
			l.client.opts.Log.ErrorContext(ctx, "discord allows no more sessions for now", "shard", id, "wait", wait)
			if err := pause.For(ctx, wait); err != nil {
				return nil, err
			}
			continue
		}
		b := l.bucket(id % int(max(1, limit.MaxConcurrency)))
		select {
		case b.busy <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if err := pause.For(ctx, time.Until(b.last.Add(l.client.opts.Timing.Identify))); err != nil {
			<-b.busy
			return nil, err
		}
		return &permit{address: gateway.URL, bucket: b}, nil
	}
}

func (l *identifyLimiter) bucket(n int) *identifyBucket {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.buckets[n] == nil {
		l.buckets[n] = &identifyBucket{busy: make(chan struct{}, 1)}
	}
	return l.buckets[n]
}
