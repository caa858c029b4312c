package discord

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"okbot/bot/chat"
)

// gatewayInfo is where the gateway is and how it may be used
// (https://docs.discord.com/developers/events/gateway#get-gateway-bot).
type gatewayInfo struct {
	URL    string `json:"url"`
	Shards number `json:"shards"` // recommended
	Starts struct {
		Total          number `json:"total"` // 0: not told
		Remaining      number `json:"remaining"`
		ResetAfter     number `json:"reset_after"` // milliseconds
		MaxConcurrency number `json:"max_concurrency"`
	} `json:"session_start_limit"`
}

// gateway asks where the gateway is, how many shards it recommends, and how many
// sessions may still be started.
func (r *rest) gateway(ctx context.Context) (gatewayInfo, error) {
	var g gatewayInfo
	err := r.do(ctx, call{op: "get gateway", method: http.MethodGet, path: "/gateway/bot", twice: true}, &g)
	if err == nil && g.URL == "" {
		err = fmt.Errorf("get gateway: no address")
	}
	return g, err
}

// starts keeps the IDENTIFYs of all shards within Discord's limits: so many a
// day, for all processes together, and one in five seconds of shards with the
// same remainder by max_concurrency
// (https://docs.discord.com/developers/events/gateway#sharding-max-concurrency).
type starts struct {
	a  *Adapter
	mu sync.Mutex
	// buckets hold a token while a shard identifies; last is when one did.
	buckets map[int]*startBucket
}

type startBucket struct {
	busy chan struct{}
	last time.Time
}

// turn is the right to send one IDENTIFY.
type turn struct {
	address string // of the gateway
	bucket  *startBucket
	over    sync.Once
}

// used tells that IDENTIFY has been sent.
func (t *turn) used() {
	t.over.Do(func() {
		t.bucket.last = time.Now()
		<-t.bucket.busy
	})
}

// done gives back a turn that was not used.
func (t *turn) done() { t.over.Do(func() { <-t.bucket.busy }) }

// turn waits until shard id may identify.
func (s *starts) turn(ctx context.Context, id int) (*turn, error) {
	for {
		gateway, err := s.a.rest.gateway(ctx)
		if err != nil {
			return nil, err
		}
		limit := gateway.Starts
		if limit.Total > 0 && limit.Remaining <= 0 {
			wait := max(time.Duration(limit.ResetAfter)*time.Millisecond, time.Second)
			s.a.states.set(id, "Discord allows no more sessions today")
			s.a.log.ErrorContext(ctx, "discord allows no more sessions for now", "shard", id, "wait", wait)
			if err := sleep(ctx, wait); err != nil {
				return nil, err
			}
			continue
		}
		b := s.bucket(id % int(max(1, limit.MaxConcurrency)))
		select {
		case b.busy <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if err := sleep(ctx, time.Until(b.last.Add(s.a.timing.identify))); err != nil {
			<-b.busy
			return nil, err
		}
		return &turn{address: gateway.URL, bucket: b}, nil
	}
}

func (s *starts) bucket(n int) *startBucket {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.buckets[n] == nil {
		s.buckets[n] = &startBucket{busy: make(chan struct{}, 1)}
	}
	return s.buckets[n]
}

// parseShards reads the number of shards ("auto" and "" are 0) and checks this
// process's share against it.
func parseShards(count string, ids []int) (int, error) {
	n := 0
	if count != "" && count != "auto" {
		var err error
		if n, err = strconv.Atoi(count); err != nil || n < 1 {
			return 0, fmt.Errorf("shards %q: neither auto nor a number", count)
		}
	}
	for _, id := range ids {
		if id < 0 || n > 0 && id >= n {
			return 0, fmt.Errorf("shard id %d: not below the number of shards, %s", id, count)
		}
	}
	return n, nil
}

// distinct returns the ids once each, in order.
func distinct(ids []int) []int {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}

// share returns the ids of the shards that this process runs, of n.
func share(ids []int, n int) ([]int, error) {
	if len(ids) == 0 {
		for id := range n {
			ids = append(ids, id)
		}
	}
	if last := slices.Max(ids); last >= n {
		return nil, &chat.SettingError{Setting: "ShardIDs", Problem: fmt.Sprintf("there are %d shards", n), Advice: "the ids of shards must be below"}
	}
	return ids, nil
}
