package text

// say returns a phrase in the language lang, "ko" or else English.
func say(lang, key string) string {
	if lang == "ko" {
		return phrases[key].ko
	}
	return phrases[key].en
}

var phrases = map[string]struct{ ko, en string }{
	"more sources": {"외 %d곳", "and %d more"},
	"no sources":   {"보여 드릴 출처가 없어요.", "There are no sources to show."},
}
