package corpus

import "unicode"

// Language tells Korean ("ko") from English ("en") by the share of Hangul among
// the letters of text: a fifth suffices, since Korean prose is full of Latin
// names and English prose quotes little Hangul.
func Language(text string) string {
	hangul, letters := 0, 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if unicode.Is(unicode.Hangul, r) {
			hangul++
		}
	}
	if hangul*5 >= letters && hangul > 0 {
		return "ko"
	}
	return "en"
}
