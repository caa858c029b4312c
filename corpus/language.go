package corpus

import "unicode"

// Language returns "ko" if a fifth of the letters of text or more are Hangul, else
// "en". The share is low because Korean prose is full of Latin names, while English
// prose quotes little Hangul.
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
