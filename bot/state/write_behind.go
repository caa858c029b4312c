package state

import (
	"context"
	"slices"
	"time"

	"okbot/bot/chat"
)

// This file makes memory a write-behind cache of a store. It caches the values that this
// process has lately read or written there. During an outage they are changed in
// memory; afterwards the dirty ones are moved to the store.

// maxCached bounds the cached values of a bucket.
const maxCached = 2_000

// observe caches a value of the store.
func (m *memory) observe(b chat.Bucket, key string, data []byte, revision uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	bucket := m.bucket(b)
	if v, _ := bucket.get(key); revision > v.revision {
		bucket.put(value{key: key, data: slices.Clone(data), revision: revision, base: revision, written: time.Now()})
		bucket.trim(maxCached)
	}
}

// invalidate drops a cached value that the store has replaced, up to a revision.
func (m *memory) invalidate(b chat.Bucket, key string, revision uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	bucket := m.bucket(b)
	if v, ok := bucket.get(key); ok && v.revision <= revision {
		bucket.remove(key)
	}
}

// putCached is Put for a revision that may be the store's.
func (m *memory) putCached(ctx context.Context, b chat.Bucket, key string, data []byte, revision uint64) (uint64, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	v, here := m.bucket(b).get(key)
	base, known := m.resolveLocked(revision)
	switch {
	case revision == 0 && m.writing[cacheKey{b.Name, key}] > 0: // the store may have it already
		return 0, chat.ErrConflict
	case here && (v.revision == revision || known && v.revision == base):
		return m.write(b, key, data, v.base), nil
	case !here && known:
		return m.write(b, key, data, base), nil
	}
	return 0, chat.ErrConflict
}

// inFlight marks a key as being written to the store until done is called, so that an
// outage in between cannot create it a second time in memory.
func (m *memory) inFlight(b chat.Bucket, key string) (done func()) {
	at := cacheKey{b.Name, key}
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

// resolve returns the store's revision for one that a caller has, and false if that one
// is from memory and out of date.
func (m *memory) resolve(revision uint64) (uint64, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.resolveLocked(revision)
}

func (m *memory) resolveLocked(revision uint64) (uint64, bool) {
	if revision < firstRevision {
		return revision, true
	}
	base, ok := m.revisions[revision]
	return base, ok
}

// An entry is a dirty value, to be moved to the store.
type entry struct {
	bucket chat.Bucket
	value
}

// entries returns the dirty values.
func (m *memory) entries() (all []entry) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, v := range m.buckets {
		v.expire(v.bucket.Max)
		for e := v.order.Front(); e != nil; e = e.Next() {
			if val := e.Value.(value); val.dirty() {
				all = append(all, entry{v.bucket, val})
			}
		}
	}
	return all
}

// moved records the revision that e has in the store now. With 0 it drops e: the store
// has a newer value.
func (m *memory) moved(e entry, revision uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	bucket := m.bucket(e.bucket)
	if revision == 0 {
		bucket.remove(e.key)
		return
	}
	if len(m.revisions) >= maxValues {
		clear(m.revisions)
	}
	m.revisions[e.revision] = revision
	if v, ok := bucket.get(e.key); ok {
		if v.revision == e.revision {
			v.revision = revision
		}
		v.base = revision
		bucket.byKey[e.key].Value = v
	}
}

// unmoved returns the number of records that are to be moved to the store.
func (m *memory) unmoved() (n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.logs {
		n += len(r.all)
	}
	return n
}
