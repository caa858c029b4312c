package hangul

const stackJamo = 64 // longest input that Distance handles on the stack

// Distance returns the Levenshtein distance between a and b in jamo: the least
// number of jamo that are inserted, deleted or replaced. A syllable counts as the
// letters it is typed with (ㅘ is ㅗㅏ, ㅄ is ㅂㅅ, but ㄲ, one key with shift,
// is one letter), and so does a compound compatibility jamo; any other rune
// counts as itself, an invalid byte as U+FFFD. It is symmetric, and 0 exactly
// when both have the same letters in the same order.
//
// A distance over max comes back as max+1, found early. A negative max is 0.
// Up to 64 jamo a side it does not allocate.
func Distance(a, b string, max int) int {
	var bufA, bufB [stackJamo]rune
	x, y := strokes(bufA[:0], a), strokes(bufB[:0], b)
	x, y = trim(x, y)
	if len(x) > len(y) {
		x, y = y, x
	}
	max = min(max, len(y)) // no distance is longer, and max+1 cannot overflow
	if max < 0 {
		max = 0
	}
	if len(y)-len(x) > max {
		return max + 1
	}
	if len(x) == 0 {
		return len(y)
	}
	return levenshtein(x, y, max)
}

// strokes appends the jamo of s, one per key typed, to dst.
func strokes(dst []rune, s string) []rune {
	for _, r := range s {
		if lead, vowel, tail, ok := Split(r); ok {
			dst = append(dst, leads[lead]) // every lead is one key
			dst = appendStrokes(dst, firstVowel+rune(vowel))
			if tail != 0 {
				dst = appendStrokes(dst, tailJamo[tail])
			}
			continue
		}
		dst = appendStrokes(dst, r)
	}
	return dst
}

func appendStrokes(dst []rune, r rune) []rune {
	k := keysOf(r)
	if len(k) < 2 {
		return append(dst, r)
	}
	return append(dst, jamoOf(k[0]), jamoOf(k[1]))
}

// trim returns x and y without their common start and end.
func trim(x, y []rune) ([]rune, []rune) {
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return x, y
}

// levenshtein computes one row per rune of y. x is the shorter of the two. It stops
// at a row whose least value is over max.
func levenshtein(x, y []rune, max int) int {
	var buf [stackJamo + 1]int
	row := buf[:]
	if len(x) >= len(row) {
		row = make([]int, len(x)+1)
	}
	row = row[:len(x)+1]
	for i := range row {
		row[i] = i
	}
	for j, c := range y {
		if step(row, x, c, j+1) > max {
			return max + 1
		}
	}
	return min(row[len(x)], max+1)
}

// step replaces row with the next one, whose first cell is first, and returns
// its least value.
func step(row []int, x []rune, c rune, first int) int {
	diagonal, left, least := row[0], first, first
	row[0] = first
	for i, r := range x {
		cost := diagonal
		if r != c {
			cost = min(diagonal, row[i+1], left) + 1
		}
		diagonal, row[i+1], left = row[i+1], cost, cost
		least = min(least, cost)
	}
	return least
}
