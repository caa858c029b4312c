package state

import (
	"container/list"
	"context"
	"fmt"
	"time"

	"okbot/bot/chat"
)

// What a store in memory keeps at most: values of a bucket without a Max, and
// records of a log. Beyond that the oldest are forgotten.
const (
	maxValues  = 50_000
	maxRecords = 10_000
)

// values are those of one bucket. As all live equally long, the order in which
// they were written is that in which they are forgotten.
type values struct {
	bucket chat.Bucket
	byKey  map[string]*list.Element
	order  list.List // of value, the oldest first
}

type value struct {
	key      string
	data     []byte
	revision uint64
	base     uint64 // the revision in the store that memory stands in for
	written  time.Time
}

// dirty reports whether the value was written here.
func (v value) dirty() bool { return v.revision >= firstRevision }

func newValues(b chat.Bucket) *values {
	if b.Max <= 0 {
		b.Max = maxValues
	}
	return &values{bucket: b, byKey: map[string]*list.Element{}}
}

func (v *values) get(key string) (value, bool) {
	v.keep(v.bucket.Max)
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
	v.keep(v.bucket.Max)
}

// keep drops what is too old, and the oldest beyond most.
func (v *values) keep(most int) {
	for e := v.order.Front(); e != nil; e = v.order.Front() {
		val := e.Value.(value)
		if v.order.Len() <= most && (v.bucket.TTL == 0 || time.Since(val.written) < v.bucket.TTL) {
			return
		}
		v.remove(val.key)
	}
}

// trim drops the oldest beyond most, but none that was written here.
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
	return r.end() - 1
}

// end is the number that the next record gets.
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
