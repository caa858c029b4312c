package state

import (
	"container/list"
	"context"
	"fmt"
	"time"

	"okbot/bot/chat"
)

// Limits of a store in memory, beyond which the oldest are dropped: values of a bucket
// without a Max, records of a log.
const (
	maxValues  = 50_000
	maxRecords = 10_000
)

// values has the values of one bucket. All live equally long, so they expire in the
// order in which they were written.
type values struct {
	bucket chat.Bucket
	byKey  map[string]*list.Element
	order  list.List // of value, the oldest first
}

type value struct {
	key      string
	data     []byte
	revision uint64
	base     uint64 // the revision in the store
	written  time.Time
}

// dirty reports whether the value was written in memory and not in the store.
func (v value) dirty() bool { return v.revision >= firstRevision }

func newValues(b chat.Bucket) *values {
	if b.Max <= 0 {
		b.Max = maxValues
	}
	return &values{bucket: b, byKey: map[string]*list.Element{}}
}

func (v *values) get(key string) (value, bool) {
	v.expire(v.bucket.Max)
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
	v.expire(v.bucket.Max)
}

// expire drops values older than the bucket's TTL, and the oldest beyond most.
func (v *values) expire(most int) {
	for e := v.order.Front(); e != nil; e = v.order.Front() {
		val := e.Value.(value)
		if v.order.Len() <= most && (v.bucket.TTL == 0 || time.Since(val.written) < v.bucket.TTL) {
			return
		}
		v.remove(val.key)
	}
}

// trim drops the oldest values beyond most, until one is dirty.
func (v *values) trim(most int) {
	for v.order.Len() > most {
		oldest := v.order.Front().Value.(value)
		if oldest.dirty() {
			return
		}
		v.remove(oldest.key)
	}
}

func (v *values) remove(key string) {
	if e, ok := v.byKey[key]; ok {
		v.order.Remove(e)
		delete(v.byKey, key)
	}
}

// records has the records of one log, numbered from first. A removed one is nil.
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
	return r.end() - 1
}

// end returns the number of the next record.
func (r *records) end() int { return r.first + len(r.all) }

func (r *records) at(number int) []byte {
	if number < r.first || number >= r.end() {
		return nil
	}
	return r.all[number-r.first]
}

func (r *records) remove(number int) {
	if record := r.at(number); record != nil {
		clear(record)
		r.all[number-r.first] = nil
	}
	for len(r.all) > 0 && r.all[0] == nil {
		r.all = r.all[1:]
		r.first++
	}
}

// Limits of a store, in bytes.
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
