package state

import (
	"context"
	"slices"
	"time"

	"okbot/bot/chat"
)

// This file lets memory stand in for a store: it knows the values that this process
// has lately seen there, goes on from them, and later moves what was written.

// maxSeen is how many values of a bucket are known, the latest ones.
const maxSeen = 2_000

// saw tells what the store has for a key.
func (m *memory) saw(b chat.Bucket, key string, data []byte, revision uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	bucket := m.bucket(b)
	if v, _ := bucket.get(key); revision > v.revision {
		bucket.put(value{key: key, data: slices.Clone(data), revision: revision, base: revision, written: time.Now()})
		bucket.trim(maxSeen)
	}
}

// gone tells that the store has the given revision of a key no longer.
func (m *memory) gone(b chat.Bucket, key string, revision uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	bucket := m.bucket(b)
	if v, ok := bucket.get(key); ok && v.revision <= revision {
		bucket.remove(key)
	}
}

// adopt is Put where the caller may have the revision from the store.
func (m *memory) adopt(ctx context.Context, b chat.Bucket, key string, data []byte, revision uint64) (uint64, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	v, here := m.bucket(b).get(key)
	base, known := m.there(revision)
	switch {
	case revision == 0 && m.writing[place{b.Name, key}] > 0: // it may be there already
		return 0, chat.ErrConflict
	case here && (v.revision == revision || known && v.revision == base):
		return m.write(b, key, data, v.base), nil
	case !here && known:
		return m.write(b, key, data, base), nil
	}
	return 0, chat.ErrConflict
}

// underWay tells that a key is being written to the store, until the function
// that it returns is called: nobody may make it here meanwhile.
func (m *memory) underWay(b chat.Bucket, key string) (done func()) {
	at := place{b.Name, key}
	m.mu.Lock()
	m.writing[at]++
	m.mu.Unlock()
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		if m.writing[at]--; m.writing[at] == 0 {
			delete(m.writing, at)
		}
	}
}

// stored returns the store's revision for one that a caller has; false for one
// from here that is out of date.
func (m *memory) stored(revision uint64) (uint64, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.there(revision)
}

func (m *memory) there(revision uint64) (uint64, bool) {
	if revision < firstRevision {
		return revision, true
	}
	base, ok := m.became[revision]
	return base, ok
}

// An entry is a value that is to move.
type entry struct {
	bucket chat.Bucket
	value
}

// entries returns the values that were written here.
func (m *memory) entries() (all []entry) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, v := range m.buckets {
		v.keep(v.bucket.Max)
		for e := v.order.Front(); e != nil; e = e.Next() {
			if val := e.Value.(value); val.dirty() {
				all = append(all, entry{v.bucket, val})
			}
		}
	}
	return all
}

// moved tells that e has the given revision in the store now, or 0 if something
// newer was there: that counts.
func (m *memory) moved(e entry, revision uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	bucket := m.bucket(e.bucket)
	if revision == 0 {
		bucket.remove(e.key)
		return
	}
	if len(m.became) >= maxValues {
		clear(m.became)
	}
	m.became[e.revision] = revision
	if v, ok := bucket.get(e.key); ok {
		if v.revision == e.revision {
			v.revision = revision
		}
		v.base = revision
		bucket.byKey[e.key].Value = v
	}
}

// left returns how many records have not moved.
func (m *memory) left() (n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.logs {
		n += len(r.all)
	}
	return n
}
