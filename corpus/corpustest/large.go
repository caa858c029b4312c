package corpustest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode/utf16"
)

// Large returns texts of about size bytes, by the name of their file, in which
// everything is different: what is kept of each word, sentence or entry adds up.
func Large(size int) map[string]string {
	random := rand.New(rand.NewPCG(1, 2))
	fill := func(head, tail string, each func(i int) string) string {
		var b strings.Builder
		b.WriteString(head)
		for i := 0; b.Len() < size; i++ {
			b.WriteString(each(i))
		}
		return b.String() + tail
	}
	latin := func(n int) string {
		w := make([]byte, n)
		for i := range w {
			w[i] = 'a' + byte(random.IntN(26))
		}
		return string(w)
	}
	hangul := func(n int) string {
		w := make([]rune, n)
		for i := range w {
			w[i] = 0xac00 + rune(random.IntN(11172))
		}
		return string(w)
	}
	sentence := func(word func(int) string) string {
		var words []string
		for range 5 + random.IntN(15) {
			words = append(words, word(2+random.IntN(7)))
		}
		return strings.Join(words, " ") + ". "
	}
	paragraph := func(word func(int) string) func(int) string {
		return func(int) string { return sentence(word) + sentence(word) + "\n\n" }
	}
	return map[string]string{
		"words.txt":          fill("", "", paragraph(latin)),
		"words.md":           fill("", "", paragraph(latin)),
		"words.html":         fill("<p>", "", paragraph(latin)),
		"syllables.txt":      fill("", "", paragraph(hangul)),
		"lines.txt":          fill("", "", func(int) string { return latin(9) + "\n" }),
		"one paragraph.txt":  fill("", "", func(int) string { return sentence(hangul) }),
		"one word.txt":       fill("", "", func(int) string { return hangul(50) }),
		"headings.md":        fill("", "", func(i int) string { return "# " + latin(9) + "\n\n" + latin(5) + "\n\n" }),
		"table.md":           fill("|a|b|\n|-|-|\n", "", func(int) string { return "|" + latin(8) + "|" + latin(8) + "|\n" }),
		"list.md":            fill("", "", func(int) string { return "- " + latin(8) + " " + latin(5) + "\n" }),
		"code.md":            fill("```\n", "```\n", func(int) string { return latin(30) + "()\n" }),
		"references.md":      fill("", "", func(int) string { return "&#" + fmt.Sprint(0x4e00+random.IntN(20000)) + "; " }),
		"picture.html":       fill(`Text. <img src="data:image/png;base64,`, `">`, func(int) string { return latin(64) }),
		"script.html":        fill("Text. <script>", "", func(int) string { return latin(20) + "<b>" }),
		"open comment.html":  fill("Text. <!--", "", func(int) string { return latin(20) + " -" }),
		"attributes.html":    fill("<p ", ">Text.", func(i int) string { return fmt.Sprintf("a%d=%s ", i, latin(5)) }),
		"accents.txt":        fill("e", "", func(int) string { return string(rune(0x300 + random.IntN(0x50))) }),
		"joined emoji.txt":   fill("", "", func(int) string { return "👩\u200d" }),
		"right to left.txt":  fill("", "", func(int) string { return "\u202e" + latin(3) + "\u2066 " }),
		"digits.txt":         fill("", "", func(int) string { return fmt.Sprint(random.Uint32(), " ") }),
		"dates.txt":          fill("", "", func(i int) string { return fmt.Sprintf("%d-%02d-%02d. ", 1000+random.IntN(2000), 1+i%12, 1+i%28) }),
		"ranges.txt":         fill("", "", func(i int) string { return fmt.Sprintf("%d/%d~%d/28 ", 1+i%9, 1+i%28, 3+i%9) }),
		"short ranges.txt":   fill("", "", func(i int) string { return fmt.Sprintf("%d/1~%d/31\n", 1+i%12, 1+i%12) }),
		"weekdays.txt":       fill("", "", func(int) string { return "월~일," }),
		"amounts.txt":        fill("", "", func(i int) string { return fmt.Sprintf("%d만 %d천 ", i, i%10) }),
		"short codes.txt":    fill("", "", func(i int) string { return fmt.Sprintf("%s%d ", latin(1), i) }),
		"brackets.txt":       fill("", "", func(int) string { return "(\"“[" }),
		"zeros.txt":          fill("Text. ", "", func(int) string { return "\x00\x00" }),
		"latin1.txt":         fill("", "", func(int) string { return "caf\xe9 " }),
		"utf16.txt":          fill("\xff\xfe", "", func(int) string { return utf16le(hangul(5)) }),
		"returns.txt":        fill("", "", func(int) string { return "a\r" }),
		"footnotes.en.md":    fill("Text. [^a]\n\n", "", func(i int) string { return fmt.Sprintf("[^n%d]: %s, 2025-01-01\n", i, latin(9)) }),
		"questions.en.md":    "Text.",
		"questions.yaml":     fill("paragraphs:\n- expected_questions:\n", "", func(int) string { return "  - " + latin(8) + " " + latin(6) + "?\n" }),
		"keywords.en.md":     "Text.",
		"keywords.yaml":      fill("paragraphs:\n- keywords:\n", "", func(int) string { return "  - " + latin(8) + "\n" }),
		"unanswered.en.md":   "Text.",
		"unanswered.yaml":    fill("unanswered:\n", "", func(int) string { return "- " + latin(8) + " " + latin(6) + "?\n" }),
		"paragraphs.en.md":   "Text.",
		"paragraphs.yaml":    fill("paragraphs:\n", "", func(int) string { return "- date: 2025\n" }),
		"long title.md":      "---\ntitle: " + fill("", "", func(int) string { return latin(9) + " " }) + "\n---\nText.",
		"names.jsonl":        fill("", "", func(int) string { return `{"ko":["` + hangul(4) + `"],"en":["` + latin(7) + `"]}` + "\n" }),
		"sources.yaml":       fill("", "", func(i int) string { return fmt.Sprintf("s%d: {publisher: %s, date: 2025}\n", i, latin(5)) }),
		".gitignore":         fill("", "", func(int) string { return "/" + latin(6) + "/**/*" + latin(3) + "\n" }),
		"deep.html":          fill("", "", func(int) string { return "<p><ul><li>" + latin(4) }),
		"definition list.md": fill("", "", func(int) string { return latin(6) + "\n: " + latin(6) + "\n\n" }),
		"admonitions.md":     fill("", "", func(int) string { return "!!! note \"" + latin(6) + "\"\n    " + latin(6) + "\n\n" }),
		"tabs.mdx":           fill("", "", func(int) string { return "<Tab title=\"" + latin(6) + "\">\n" + latin(4) + "\n</Tab>\n" }),
		"imports.mdx":        fill("", "\nText.", func(int) string { return "import " + latin(6) + " from '" + latin(4) + "'\n" }),
		"addresses.md":       fill("", "", func(int) string { return "https://" + latin(8) + ".com/" + latin(4) + " " }),
		"open headings.html": fill("", "", func(int) string { return "<h1>" + latin(1) }),
		"open items.html":    fill("<ul>", "", func(int) string { return "<li>" + latin(1) }),
		"heading.md":         fill("# ", "", func(int) string { return latin(1) + " " }),
		"short lines.txt":    fill("", "", func(int) string { return "Q. " + latin(3) + "?\nA. " + latin(3) + ".\n" }),
		"small tables.md":    fill("", "", func(int) string { return "|" + latin(1) + "|\n|-|\n|" + latin(1) + "|\n\n" }),
		"mixed words.txt":    fill("", "", func(i int) string { return latin(1) + fmt.Sprint(i%10) }),
		"hashes.txt": fill("", "", func(int) string {
			return fmt.Sprintf("%016x%016x%016x%016x ", random.Uint64(), random.Uint64(), random.Uint64(), random.Uint64())
		}),
		"ligatures.txt":      fill("", "", func(int) string { return "\ufdfa" }),
		"Chinese.txt":        fill("", "", func(int) string { return string(rune(0x4e00 + random.IntN(20000))) }),
		"reference links.md": fill("Text.\n\n", "", func(int) string { return "[" + latin(8) + "]: /" + latin(4) + "\n" }),
	}
}

// utf16le encodes text as UTF-16, the low byte first.
func utf16le(text string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(text)) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	return b.String()
}
