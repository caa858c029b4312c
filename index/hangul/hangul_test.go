package hangul_test

import (
	"testing"

	"okbot/index/hangul"
)

func TestSplitAndJoinEverySyllable(t *testing.T) {
	for r := '가'; r <= '힣'; r++ {
		lead, vowel, tail, ok := hangul.Split(r)
		if got := hangul.Join(lead, vowel, tail); !ok || got != r {
			t.Fatalf("%c split to %d, %d, %d and joined to %c", r, lead, vowel, tail, got)
		}
	}
}

func TestSplitAndJoinOutOfRange(t *testing.T) {
	for _, r := range []rune{-1, 'a', 'ㄱ', '가' - 1, '힣' + 1} {
		if _, _, _, ok := hangul.Split(r); ok {
			t.Errorf("Split(%U) is ok", r)
		}
	}
	for _, c := range [][3]int{{-1, 0, 0}, {19, 0, 0}, {0, 21, 0}, {0, -1, 0}, {0, 0, 28}, {0, 0, -1}} {
		if got := hangul.Join(c[0], c[1], c[2]); got != '\uFFFD' {
			t.Errorf("Join(%v) = %U", c, got)
		}
	}
}

func TestClasses(t *testing.T) {
	tests := []struct {
		r              rune
		syllable, jamo bool
	}{
		{'가', true, false}, {'힣', true, false}, {'\uABFF', false, false}, {'\uD7A4', false, false},
		{'ㄱ', false, true}, {'\u318E', false, true}, {'\u3130', false, false}, {'\u318F', false, false},
		{'\u1100', false, false}, {'a', false, false}, {-1, false, false},
	}
	for _, tt := range tests {
		if hangul.IsSyllable(tt.r) != tt.syllable || hangul.IsJamo(tt.r) != tt.jamo || hangul.Is(tt.r) != (tt.syllable || tt.jamo) {
			t.Errorf("%U: syllable %v, jamo %v", tt.r, hangul.IsSyllable(tt.r), hangul.IsJamo(tt.r))
		}
	}
}
