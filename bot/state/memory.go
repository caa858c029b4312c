package state

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"okbot/bot/chat"
)

// Memory returns a store in this process. It keeps at most 50,000 values a bucket and
// 10,000 records a log, the latest.
func Memory() chat.Store { return newMemory() }

type memory struct {
	prefix string // of the records' ids, unique to the process

	mu        sync.Mutex
	revision  uint64 // the last one
	buckets   map[string]*values
	logs      map[chat.Log]*records
	revisions map[uint64]uint64 // revisions in the store of values that were moved there
	writing   map[cacheKey]int  // writes to the store in flight, by key
}

type cacheKey struct{ bucket, key string }

func newMemory() *memory {
	return &memory{
		prefix:    memoryID + strings.ToLower(rand.Text()[:10]) + "-",
		revision:  firstRevision,
		buckets:   map[string]*values{},
		logs:      map[chat.Log]*records{},
		revisions: map[uint64]uint64{},
		writing:   map[cacheKey]int{},
	}
}

// The range of ids and revisions made in memory, which those of a store are not in.
const (
	memoryID      = "m"
	firstRevision = 1 << 63
)

// Get implements [chat.Store].
func (m *memory) Get(ctx context.Context, b chat.Bucket, key string) ([]byte, uint64, error) {
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.bucket(b).get(key)
	if !ok {
		return nil, 0, chat.ErrNotFound
	}
	return slices.Clone(v.data), v.revision, nil
}

// Put implements [chat.Store].
func (m *memory) Put(ctx context.Context, b chat.Bucket, key string, data []byte, revision uint64) (uint64, error) {
	if err := checkValue(ctx, key, data); err != nil {
		return 0, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	v, _ := m.bucket(b).get(key)
	if v.revision != revision {
		return 0, chat.ErrConflict
	}
	return m.write(b, key, data, v.base), nil
}

func (m *memory) write(b chat.Bucket, key string, data []byte, base uint64) (revision uint64) {
	m.revision++
	m.bucket(b).put(value{key: key, data: slices.Clone(data), revision: m.revision, base: base, written: time.Now()})
	return m.revision
}

// Append implements [chat.Store].
func (m *memory) Append(ctx context.Context, l chat.Log, record []byte) (string, error) {
	if err := checkRecord(ctx, record); err != nil {
		return "", err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	log := m.log(l)
	return m.prefix + strconv.Itoa(log.append(append([]byte{}, record...))), nil
}

// Record implements [chat.Store].
func (m *memory) Record(ctx context.Context, l chat.Log, id string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	record := m.log(l).at(m.number(id))
	if record == nil {
		return nil, chat.ErrNotFound
	}
	return slices.Clone(record), nil
}

// Records implements [chat.Store].
func (m *memory) Records(ctx context.Context, l chat.Log, yield func(string, []byte) error) error {
	m.mu.Lock()
	first, end := m.log(l).first, m.log(l).end()
	m.mu.Unlock()
	for n := first; n < end; n++ {
		id := m.prefix + strconv.Itoa(n)
		record, err := m.Record(ctx, l, id)
		if errors.Is(err, chat.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if err := yield(id, record); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Remove implements [chat.Store].
func (m *memory) Remove(ctx context.Context, l chat.Log, id string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.log(l).remove(m.number(id))
	return nil
}

// erase removes the values of a bucket that match.
func (m *memory) erase(b chat.Bucket, match func([]byte) bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	bucket := m.bucket(b)
	for key, e := range bucket.byKey {
		if match(e.Value.(value).data) {
			bucket.remove(key)
		}
	}
}

// number returns the number in the id of a record, or -1.
func (m *memory) number(id string) int {
	digits, ours := strings.CutPrefix(id, m.prefix)
	n, err := strconv.Atoi(digits)
	if !ours || err != nil || strconv.Itoa(n) != digits {
		return -1
	}
	return n
}

func (m *memory) bucket(b chat.Bucket) *values {
	v, ok := m.buckets[b.Name]
	if !ok {
		v = newValues(b)
		m.buckets[b.Name] = v
	}
	return v
}

func (m *memory) log(l chat.Log) *records {
	r, ok := m.logs[l]
	if !ok {
		r = &records{first: 1}
		m.logs[l] = r
	}
	return r
}
