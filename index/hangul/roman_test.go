package hangul_test

import (
	"strings"
	"testing"

	"okbot/index/hangul"
)

// romanized is mostly the examples of 문화관광부 고시 제2000-8호.
const romanized = `
구미 gumi|영동 yeongdong|백암 baegam|옥천 okcheon|합덕 hapdeok|호법 hobeop|월곶 wolgot
벚꽃 beotkkot|한밭 hanbat|구리 guri|설악 seorak|칠곡 chilgok|임실 imsil|울릉 ulleung
대관령 daegwallyeong|백마 baengma|종로 jongno|왕십리 wangsimni|별내 byeollae|신라 silla
해돋이 haedoji|같이 gachi|좋고 joko|놓다 nota|낳지 nachi|묵호 mukho|집현전 jiphyeonjeon
압구정 apgujeong|낙동강 nakdonggang|죽변 jukbyeon|낙성대 nakseongdae|합정 hapjeong
팔당 paldang|샛별 saetbyeol|울산 ulsan|독립 dongnip|국립 gungnip|담력 damnyeok
많아 mana|많고 manko|잃어 ireo|않는 anneun|앓는 alleun|좋은 joeun|좋네 jonne|값이 gapsi
닭이 dalgi|삶은 salmeun|핥이다 halchida|강아지 gangaji|굳히다 guchida|맞히다 machida
앉히다 anchida|낱말 nanmal|밖에 bakke|있어 isseo|학여울 hagyeoul|의원 uiwon
AI와_카카오! AI와_kakao!`

func TestRomanize(t *testing.T) {
	for _, pair := range strings.FieldsFunc(romanized, func(r rune) bool { return r == '|' || r == '\n' }) {
		in, want, _ := strings.Cut(pair, " ")
		want = strings.ReplaceAll(want, "와", "wa")
		if got := hangul.Romanize(in); got != want {
			t.Errorf("Romanize(%q) = %q, want %q", in, got, want)
		}
	}
	if in := "a1 ㅋ漢\xff"; hangul.Romanize(in) != in {
		t.Errorf("Romanize(%q) = %q", in, hangul.Romanize(in))
	}
}

// FuzzRomanize holds that no syllable is left and that other text is kept.
func FuzzRomanize(f *testing.F) {
	for _, s := range []string{"대관령", "앉히다ㅋ", "\xff값\xff", "a값b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := hangul.Romanize(s)
		if strings.ContainsFunc(got, hangul.IsSyllable) {
			t.Errorf("Romanize(%q) = %q", s, got)
		}
		if !strings.ContainsFunc(s, hangul.IsSyllable) && got != s {
			t.Errorf("Romanize(%q) = %q changed other text", s, got)
		}
	})
}

func TestRomanizeEveryPairOfLetters(t *testing.T) {
	for tail := range 28 {
		for lead := range 19 {
			for vowel := range 21 {
				s := string([]rune{hangul.Join(0, 0, tail), hangul.Join(lead, vowel, 0)})
				got := hangul.Romanize(s)
				if !strings.HasPrefix(got, "ga") || strings.Trim(got, "abcdefghijklmnoprstuwy") != "" {
					t.Fatalf("Romanize(%s) = %q", s, got)
				}
			}
		}
	}
}
