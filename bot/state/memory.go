package state

import (
	"container/list"
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"okbot/bot"
)

// What a store in memory keeps at most: values of a bucket without a Max, and
// records of a log. Beyond that the oldest are forgotten.
const (
	maxValues  = 200_000
	maxRecords = 10_000
)

// Memory returns a store that lives in this process and ends with it. It keeps
// at most 200,000 values a bucket and 10,000 records a log.
func Memory() bot.Store { return newMemory() }

type memory struct {
	prefix string // of the records' ids, unlike that of any other process

	mu       sync.Mutex
	revision uint64 // the last one
	buckets  map[string]*values
	logs     map[bot.Log]*records
}

func newMemory() *memory {
	return &memory{
		prefix:  memoryID + strings.ToLower(rand.Text()[:10]) + "-",
		buckets: map[string]*values{},
		logs:    map[bot.Log]*records{},
	}
}

// memoryID begins the ids of records in memory, and no others.
const memoryID = "m"

func (m *memory) Get(ctx context.Context, b bot.Bucket, key string) ([]byte, uint64, error) {
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.bucket(b).get(key)
	if !ok {
		return nil, 0, bot.ErrNotFound
	}
	return slices.Clone(v.data), v.revision, nil
}

func (m *memory) Put(ctx context.Context, b bot.Bucket, key string, data []byte, revision uint64) (uint64, error) {
	if err := checkValue(ctx, key, data); err != nil {
		return 0, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	bucket := m.bucket(b)
	if v, _ := bucket.get(key); v.revision != revision {
		return 0, bot.ErrConflict
	}
	m.revision++
	bucket.put(value{key: key, data: slices.Clone(data), revision: m.revision, written: time.Now()})
	return m.revision, nil
}

func (m *memory) Append(ctx context.Context, l bot.Log, record []byte) (string, error) {
	if err := checkRecord(ctx, record); err != nil {
		return "", err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	log := m.log(l)
	return m.prefix + strconv.Itoa(log.append(append([]byte{}, record...))), nil
}

func (m *memory) Record(ctx context.Context, l bot.Log, id string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	record := m.log(l).at(m.number(id))
	if record == nil || *record == nil {
		return nil, bot.ErrNotFound
	}
	return slices.Clone(*record), nil
}

func (m *memory) Records(ctx context.Context, l bot.Log, yield func(string, []byte) error) error {
	m.mu.Lock()
	log := m.log(l)
	first, all := log.first, slices.Clone(log.all)
	m.mu.Unlock()
	for i, record := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		if record == nil {
			continue
		}
		if err := yield(m.prefix+strconv.Itoa(first+i), slices.Clone(record)); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) Remove(ctx context.Context, l bot.Log, id string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if record := m.log(l).at(m.number(id)); record != nil {
		clear(*record)
		*record = nil
	}
	return nil
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

func (m *memory) bucket(b bot.Bucket) *values {
	v, ok := m.buckets[b.Name]
	if !ok {
		v = &values{ttl: b.TTL, most: b.Max, byKey: map[string]*list.Element{}}
		if b.Max <= 0 {
			v.most = maxValues
		}
		m.buckets[b.Name] = v
	}
	return v
}

func (m *memory) log(l bot.Log) *records {
	r, ok := m.logs[l]
	if !ok {
		r = &records{first: 1}
		m.logs[l] = r
	}
	return r
}

// values are those of one bucket. As all live equally long, the order in which
// they were written is that in which they are forgotten.
type values struct {
	ttl   time.Duration // 0: for ever
	most  int
	byKey map[string]*list.Element
	order list.List // of value, the oldest first
}

type value struct {
	key      string
	data     []byte
	revision uint64
	written  time.Time
}

func (v *values) get(key string) (value, bool) {
	v.forget()
	e, ok := v.byKey[key]
	if !ok {
		return value{}, false
	}
	return e.Value.(value), true
}

func (v *values) put(val value) {
	if e, ok := v.byKey[val.key]; ok {
		e.Value = val
		v.order.MoveToBack(e)
		return
	}
	v.byKey[val.key] = v.order.PushBack(val)
	v.forget()
}

// forget drops what is too old or too much.
func (v *values) forget() {
	for e := v.order.Front(); e != nil; e = v.order.Front() {
		val := e.Value.(value)
		if v.order.Len() <= v.most && (v.ttl == 0 || time.Since(val.written) < v.ttl) {
			return
		}
		v.order.Remove(e)
		delete(v.byKey, val.key)
	}
}

// records are those of one log, numbered from first; nil is one that was removed.
type records struct {
	first int
	all   [][]byte
}

func (r *records) append(record []byte) (number int) {
	r.all = append(r.all, record)
	if len(r.all) > maxRecords {
		r.all[0] = nil
		r.all = r.all[1:]
		r.first++
	}
	return r.first + len(r.all) - 1
}

func (r *records) at(number int) *[]byte {
	if number < r.first || number >= r.first+len(r.all) {
		return nil
	}
	return &r.all[number-r.first]
}

// What a store takes at most, in bytes.
const (
	maxKey   = 512
	maxValue = 64 << 10
)

func checkValue(ctx context.Context, key string, data []byte) error {
	if len(key) > maxKey || len(data) > maxValue {
		return fmt.Errorf("key of %d and value of %d bytes: at most %d and %d are kept", len(key), len(data), maxKey, maxValue)
	}
	return ctx.Err()
}

func checkRecord(ctx context.Context, record []byte) error {
	if len(record) > maxValue {
		return fmt.Errorf("record of %d bytes: at most %d are kept", len(record), maxValue)
	}
	return ctx.Err()
}
