package slacktest

// ring keeps the last max things it was given, or all if max is 0.
type ring[T any] struct {
	max   int
	items []T
	next  int // once full: where the oldest is
	total int // ever given
}

func newRing[T any](max int) ring[T] { return ring[T]{max: max} }

// add returns what had to go.
func (r *ring[T]) add(v T) (old T, dropped bool) {
	r.total++
	if r.max == 0 || len(r.items) < r.max {
		r.items = append(r.items, v)
		return old, false
	}
	old, r.items[r.next] = r.items[r.next], v
	r.next = (r.next + 1) % r.max
	return old, true
}

// all returns a copy, oldest first.
func (r *ring[T]) all() []T {
	out := make([]T, 0, len(r.items))
	out = append(out, r.items[r.next:]...)
	return append(out, r.items[:r.next]...)
}
