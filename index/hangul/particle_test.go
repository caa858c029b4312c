package hangul_test

import (
	"testing"

	"okbot/index/hangul"
)

func TestParticle(t *testing.T) {
	for _, tt := range []struct{ s, with, without, want string }{
		{"카카오", "은", "는", "카카오는"},
		{"삼성", "이", "가", "삼성이"},
		{"서울", "으로", "로", "서울로"},
		{"부산", "으로", "로", "부산으로"},
		{"제주", "으로", "로", "제주로"},
		{"서울", "을", "를", "서울을"},
		{"서울", "으로부터", "로부터", "서울로부터"},
		{"1", "으로", "로", "1로"},
		{"6", "으로", "로", "6으로"},
		{"SQL", "으로", "로", "SQL로"},
		{"Google", "으로", "로", "Google로"},
		{"", "은", "는", "는"},
	} {
		if got := hangul.Particle(tt.s, tt.with, tt.without); got != tt.want {
			t.Errorf("Particle(%q, %s, %s) = %q, want %q", tt.s, tt.with, tt.without, got, tt.want)
		}
	}
}

func TestParticleAfterConsonants(t *testing.T) {
	final := []string{
		"강", "값", "‘카카오톡’", "〈삼성〉 ", "(삼성)", "삼성(Samsung Electronics Co)", "삼성.",
		"0", "1", "3", "6", "7", "8", "10", "2,000", "1000000000", "3.0", "GPT-3",
		"L", "m", "N", "R", "LLM", "IBM", "URL",
		"Google", "Chrome", "iPhone", "Samsung", "Intel", "Gemini Pro Plan",
		"Slack", "Chat", "Facebook", "WhatsApp", "Anthropic", "Grok", "KakaoTalk", "Copilot", "ㄱ", "ㄸ", "SLACK bot",
	}
	open := []string{
		"", "…", "네이버", "카카오(삼성)", "“토스”", "2", "4", "5", "9", "GPT-4", "90%", "30℃",
		"1,000,000,000,000", "10000000000000", "X", "H", "AI", "ChatGPT", "OpenAI", "iOS", "KT",
		"Naver", "Meta", "Claude", "Nvidia", "Hub", "YouTube", "Microsoft", "Duke", "web",
		"日本", "\xff", "ㅏ", "🙂",
	}
	for _, s := range final {
		if got := hangul.Particle(s, "은", "는"); got != s+"은" {
			t.Errorf("Particle(%q) = %q", s, got)
		}
	}
	for _, s := range open {
		if got := hangul.Particle(s, "은", "는"); got != s+"는" {
			t.Errorf("Particle(%q) = %q", s, got)
		}
	}
}

func FuzzParticle(f *testing.F) {
	for _, s := range []string{"카카오", "a)", "((", "1,000", "\xff", "x（）"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := hangul.Particle(s, "은", "는"); got != s+"은" && got != s+"는" {
			t.Errorf("Particle(%q) = %q", s, got)
		}
	})
}
