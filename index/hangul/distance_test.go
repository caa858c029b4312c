package hangul_test

import (
	"math"
	"strings"
	"testing"

	"okbot/index/hangul"
)

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		max  int
		want int
	}{
		{"", "", 3, 0},
		{"", "가", 3, 2},
		{"카카오", "카카오", 0, 0},
		{"카카오", "카카우", 3, 1},
		{"카카오", "카카", 3, 2},
		{"올트먼", "알트만", 3, 2},
		{"과", "고", 3, 1},   // ㅘ is two keys
		{"값", "갑", 3, 1},   // ㅄ too
		{"까", "가", 3, 1},   // ㄲ is one, another letter
		{"갃ㅏ", "각사", 3, 0}, // the same keys
		{"ㄳ", "ㄱㅅ", 3, 0},
		{"GPT-4", "GPT-5", 3, 1},
		{"r", "ㄱ", 3, 1}, // a key is not its letter
		{"kitten", "sitting", 3, 3},
		{"kitten", "sitting", 2, 3},
		{"kitten", "sitting", 0, 1},
		{"kitten", "sitting", -5, 1},
		{"가", "가나다라마바", 4, 5},
		{strings.Repeat("가", 100), strings.Repeat("나", 100), 300, 100},
		{strings.Repeat("가", 100) + "x", "y" + strings.Repeat("가", 100), 10, 2},
	} {
		if got := hangul.Distance(tt.a, tt.b, tt.max); got != tt.want {
			t.Errorf("Distance(%q, %q, %d) = %d, want %d", tt.a, tt.b, tt.max, got, tt.want)
		}
	}
}

func TestDistanceDoesNotAllocate(t *testing.T) {
	a, b := strings.Repeat("값", 16), strings.Repeat("닭", 16) // 64 jamo each
	if n := testing.AllocsPerRun(100, func() { hangul.Distance(a, b, 64) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// letters spells s in the letters that Distance counts. Jamo and Latin letters
// are kept apart by a mark before each rune that is not Hangul.
func letters(s string) string {
	var b strings.Builder
	for _, r := range s {
		if keys := hangul.Keys(string(r)); keys != string(r) {
			b.WriteString(keys)
		} else {
			b.WriteString("\x00" + string(r))
		}
	}
	return b.String()
}

func nonNegative(n int) int { return max(n, 0) }

func FuzzDistance(f *testing.F) {
	f.Add("카카오", "카카우", 2)
	f.Add("갃ㅏ", "각사", 0)
	f.Add("\xff", "\xfe", 1)
	f.Add(strings.Repeat("가", 40), "abc", math.MaxInt)
	f.Add("가", "", math.MinInt)
	f.Fuzz(func(t *testing.T, a, b string, max int) {
		const far = 1 << 30
		d := hangul.Distance(a, b, far)
		if back := hangul.Distance(b, a, far); back != d {
			t.Errorf("%q and %q: %d one way, %d the other", a, b, d, back)
		}
		if same := letters(a) == letters(b); same != (d == 0) {
			t.Errorf("%q and %q: distance %d, same letters %v", a, b, d, same)
		}
		want := d
		if max < d {
			want = 1 + nonNegative(max)
		}
		if got := hangul.Distance(a, b, max); d > 0 && got != want {
			t.Errorf("%q and %q within %d: %d, want %d", a, b, max, got, want)
		}
	})
}

func BenchmarkDistance(b *testing.B) {
	for _, bb := range []struct {
		name, a, b string
		max        int
	}{
		{"near", "마이크로소프트", "마이크로소프드", 2},
		{"bound", "데이터센터", "스타게이트", 2},
		{"full", strings.Repeat("값", 16), strings.Repeat("닭", 16), 64},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				hangul.Distance(bb.a, bb.b, bb.max)
			}
		})
	}
}
