package corpustest

import (
	"runtime"
	"testing"
)

// Allocated returns how many bytes do allocates, freed ones included.
func Allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// What reading a text may allocate: a little whatever it is, and so much for each of
// its bytes. A mark that meets all others would take more.
const (
	anyText = 1 << 20
	perByte = 500
)

// Weigh fails the test if do, which reads a text of size bytes, allocates more than a
// text of that size may cost; not with -short, since the race detector multiplies it.
func Weigh(t testing.TB, size int, do func()) {
	t.Helper()
	if testing.Short() {
		do()
		return
	}
	if used, most := Allocated(do), uint64(anyText+perByte*size); used > most {
		t.Errorf("%d bytes took %d bytes of memory, more than %d", size, used, most)
	}
}
