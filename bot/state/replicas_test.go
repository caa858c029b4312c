package state_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"okbot/bot/chat"
	"okbot/bot/state"
)

// A replica handles keys until it dies: from then on nothing it does reaches the store.
type replica struct {
	chat.Store
	dead atomic.Bool
}

var errDead = errors.New("this replica is dead")

func (r *replica) Get(ctx context.Context, b chat.Bucket, key string) ([]byte, uint64, error) {
	if r.dead.Load() {
		return nil, 0, errDead
	}
	return r.Store.Get(ctx, b, key)
}

func (r *replica) Put(ctx context.Context, b chat.Bucket, key string, value []byte, revision uint64) (uint64, error) {
	if r.dead.Load() {
		return 0, errDead
	}
	return r.Store.Put(ctx, b, key, value, revision)
}

// handle handles key if nobody else does, or has.
func (r *replica) handle(ctx context.Context, leases *chat.Leases, key string, handled func(again bool)) error {
	lease, err := leases.Acquire(ctx, key)
	for err == nil && !lease.Held() {
		time.Sleep(lease.Duration())
		err = lease.Retry(ctx)
	}
	if errors.Is(err, chat.ErrDone) {
		return nil
	}
	if err != nil {
		return err
	}
	if r.dead.Load() {
		lease.Release()
		return errDead
	}
	handled(lease.Recovered())
	return lease.Complete(ctx)
}

// Two replicas are handed the same keys; one dies half-way.
func TestReplicas(t *testing.T) {
	url := listen(t, server.Options{StoreDir: t.TempDir()}).ClientURL()
	const keys, workers, lease = 2_000, 32, time.Second
	var mu sync.Mutex
	first, again := map[string]int{}, map[string]int{}
	var count atomic.Int32
	replicas := []*replica{{Store: whole(t, state.Options{URL: url})}, {Store: whole(t, state.Options{URL: url})}}
	var group sync.WaitGroup
	for which, r := range replicas {
		queue := make(chan string, keys)
		for i := range keys {
			queue <- fmt.Sprintf("slack/T1/C1/%d.000100", [...]int{i, keys - 1 - i}[which])
		}
		close(queue)
		leases := chat.NewLeases(r, lease)
		for range workers {
			group.Go(func() {
				for key := range queue {
					err := r.handle(t.Context(), leases, key, func(taken bool) {
						if which == 1 && count.Add(1) == keys/4 {
							r.dead.Store(true)
						}
						mu.Lock()
						defer mu.Unlock()
						if taken {
							again[key]++
						} else {
							first[key]++
						}
					})
					switch {
					case errors.Is(err, errDead):
						return
					case err != nil:
						t.Errorf("%s: %v", key, err)
					}
				}
			})
		}
	}
	group.Wait()
	if !replicas[1].dead.Load() {
		t.Fatal("no replica has died")
	}
	for i := range keys {
		key := fmt.Sprintf("slack/T1/C1/%d.000100", i)
		if first[key] > 1 || first[key]+again[key] == 0 {
			t.Errorf("%s was handled %d times, and %d times by one that knew it may have been", key, first[key], again[key])
		}
	}
	t.Logf("%d keys were taken over", len(again))
}
