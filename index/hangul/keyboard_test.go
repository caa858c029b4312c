package hangul_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"okbot/index/hangul"
)

func TestKeys(t *testing.T) {
	for in, want := range map[string]string{
		"":         "",
		"챗":        "cot",
		"오픈AI 카카오": "dhvmsAI zkzkdh",
		"값 닭 쨰":    "rkqt ekfr WO",
		"ㅋㅋ ㅘ ㄳ":   "zz hk rt",
		"ㆍ漢\xff!":  "ㆍ漢\xff!",
	} {
		if got := hangul.Keys(in); got != want {
			t.Errorf("Keys(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFromKeys(t *testing.T) {
	tests := []struct {
		in, want string
		clean    bool
	}{
		{"", "", false},
		{"123 !", "123 !", false},
		{"cot", "챗", true},
		{"zkzkdh", "카카오", true},
		{"dhvmsAI zhfldk", "오픈먀 코리아", true}, // AI is 먀, as good a syllable as any,
		{"dkssudgktpdy", "안녕하세요", true},
		{"rkqtdl", "값이", true}, // compound final kept before a lead
		{"rkqtk", "갑사", true},  // compound final split before a vowel
		{"ekfrl", "달기", true},  // and the single one moved
		{"RhRkEkQkTkWk", "꼬까따빠싸짜", true},
		{"Rkgr", "깧ㄱ", false},
		{"rkE", "가ㄸ", false}, // ㄸ is no final
		{"DKSSUD", "안녕", true},
		{"rr", "ㄱㄱ", false},
		{"hkk", "ㅘㅏ", false},
		{"rhkdml", "과의", true},
		{"dho dhk dhl dnj dnp dnl dml", "왜 와 외 워 웨 위 의", true},
		{"rkrt rksw rksg rkfr rkfa rkfq rkft rkfx rkfv rkfg rkqt", "갃 갅 갆 갉 갊 갋 갌 갍 갎 갏 값", true},
		{"카zk\xff", "카카\xff", true},
		{"r1k", "ㄱ1ㅏ", false},
		{"hello", "ㅗ디ㅣㅐ", false},
		{"go", "해", true},
	}
	for _, tt := range tests {
		if got, clean := hangul.FromKeys(tt.in); got != tt.want || clean != tt.clean {
			t.Errorf("FromKeys(%q) = %q, %v, want %q, %v", tt.in, got, clean, tt.want, tt.clean)
		}
	}
}

func TestKeysOfEverySyllableTypeIt(t *testing.T) {
	for r := '가'; r <= '힣'; r++ {
		if got, clean := hangul.FromKeys(hangul.Keys(string(r))); got != string(r) || !clean {
			t.Fatalf("%c came back as %s, clean %v", r, got, clean)
		}
	}
}

func TestKeysOfRandomSyllablesTypeThem(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		var b strings.Builder
		for range 1 + rnd.IntN(8) {
			b.WriteRune('가' + rune(rnd.IntN('힣'-'가'+1)))
		}
		if got, clean := hangul.FromKeys(hangul.Keys(b.String())); got != b.String() || !clean {
			t.Fatalf("%s came back as %s, clean %v", b.String(), got, clean)
		}
	}
}

// syllablesOnly leaves out what FromKeys(Keys(x)) == x does not cover.
func syllablesOnly(s string) string {
	var b strings.Builder
	for _, r := range s {
		letter := 'a' <= r|0x20 && r|0x20 <= 'z'
		if !letter && !hangul.IsJamo(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func FuzzFromKeys(f *testing.F) {
	for _, s := range []string{"", "dhvmsAI zhfldk", "갃사 갑사", "rkqtk", "\xff\xfeㄱ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, clean := hangul.FromKeys(s)
		if strings.ContainsFunc(text, func(r rune) bool { return 'a' <= r|0x20 && r|0x20 <= 'z' }) {
			t.Errorf("FromKeys(%q) = %q has letters left", s, text)
		}
		if again, _ := hangul.FromKeys(hangul.Keys(text)); clean && !strings.ContainsFunc(text, hangul.IsJamo) && again != text {
			t.Errorf("%q came back as %q", text, again)
		}
		plain := syllablesOnly(s)
		if got, _ := hangul.FromKeys(hangul.Keys(plain)); got != plain {
			t.Errorf("%q came back as %q", plain, got)
		}
	})
}

func BenchmarkFromKeys(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		hangul.FromKeys("akdlzmfhthvmxm zhvkdlffjt")
	}
}
