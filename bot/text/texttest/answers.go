// Package texttest holds made-up answers from documents, for the tests of what
// shows answers: lists, code, citations of files, related documents, and texts that
// try to be more than text.
package texttest

import (
	"strings"

	"okbot/bot"
	"okbot/corpus"
)

// Snippet returns a snippet in the language lang that consists of parts, a line each.
// In Text, [[ and ]] stand around what is highlighted; the rest of a part but its kind
// and depth is filled in.
func Snippet(lang string, parts ...bot.Part) bot.Snippet {
	s := bot.Snippet{Lang: lang}
	for i, part := range parts {
		if i > 0 {
			s.Text += "\n"
		}
		start := len(s.Text)
		before, rest, found := strings.Cut(part.Text, "[[")
		s.Text += before
		for found {
			var word string
			word, rest, _ = strings.Cut(rest, "]]")
			s.Highlights = append(s.Highlights, [2]int{len(s.Text), len(s.Text) + len(word)})
			before, rest, found = strings.Cut(rest, "[[")
			s.Text += word + before
		}
		part.Start, part.End = start, len(s.Text)
		s.Blocks = append(s.Blocks, part.Block)
	}
	return s
}

// Text, Item and Code return parts for [Snippet].
func Text(text string) bot.Part { return bot.Part{Text: text} }

// Item returns an item that is in depth others.
func Item(depth int, text string) bot.Part {
	return bot.Part{Block: bot.Block{Item: true, Depth: depth}, Text: text}
}

// Code returns lines of code.
func Code(text string) bot.Part { return bot.Part{Block: bot.Block{Code: true}, Text: text} }

// Cited returns s of the day date with citations.
func Cited(s bot.Snippet, citations ...bot.Citation) bot.Snippet {
	if len(citations) > 0 {
		s.Date = citations[0].Date
	}
	s.Citations = citations
	return s
}

// Answers returns the answers, by name.
func Answers() map[string]bot.Answer {
	holidays := bot.Citation{Title: "Time off", Date: "2024-05-01", Lang: "en", Path: "handbook/time-off.md", Section: []string{"Holidays"}}
	linked := holidays
	linked.URL = "https://example.com/handbook/time-off"
	list := Cited(Snippet("en", Text("On [[holidays]] we pay:"), Item(0, "the [[day]] itself"), Item(1, "half of it in Seoul"), Item(0, "the day after, which is long enough to be folded")), holidays)
	list.ListGoesOn = true
	answered := func(lang string, snippets ...bot.Snippet) bot.Answer {
		return bot.Answer{Lang: lang, Question: "holidays?", Answered: true, Snippets: snippets}
	}
	command := Text("[[파드]]를 보려면 다음을 실행한다.")
	code := Code("kubectl get pods \\\n\t-n kube-system\n\n  # <pod> & `끝`")
	apart := bot.Citation{Title: "파드", Path: "docs/pods.md", Date: "2023-12", Publisher: "쿠버네티스", Section: []string{"디버그", "로그"}}
	goesOn := Cited(Snippet("ko", Item(0, "목록의 첫째")), apart)
	goesOn.ListGoesOn = true
	graded := func(g corpus.Grade, text string) bot.Snippet {
		gana, dara := bot.Citation{Publisher: "Gana", Date: "2026-05", URL: "https://gana.example"}, bot.Citation{Publisher: "Dara", Date: "2026-06", URL: "https://dara.example/1"}
		s := Cited(Snippet("en", Text(text)), gana, gana, dara, bot.Citation{Publisher: "Mara"})
		s.Date, s.Grade = "2026-04-30", g
		return s
	}
	related := []bot.Related{
		{Title: "Time off", Path: "handbook/time-off.md", Section: []string{"Holidays"}},
		{Title: "*Pay* <!channel> [x](y)", Path: "pay.md", URL: "https://example.com/pay(1)"},
		{Path: "notes/untitled.txt"},
	}
	near := func(s bot.Snippet) *bot.Snippet { return &s }
	return map[string]bot.Answer{
		"list-en":            answered("en", list),
		"list-ko":            answered("ko", list),
		"items-en":           answered("en", Cited(Snippet("en", Item(0, "[[one]]"), Item(0, "two")), linked), goesOn),
		"item-en":            answered("en", Cited(Snippet("en", Item(2, "the [[day]] itself")), bot.Citation{Title: "Time off", Path: "time-off.md", Section: []string{"Holidays", "On holidays we pay:"}})),
		"code-ko":            answered("ko", Cited(Snippet("ko", command, code), apart)),
		"code-alone-ko":      answered("ko", Cited(Snippet("en", code), linked)),
		"mixed-en":           answered("en", Cited(Snippet("en", Text("Do [[this]]:"), Item(0, "first"), Code("ls"), Item(0, "[[then]]"), Text("And all is well.")), linked, apart)),
		"row-en":             answered("en", Cited(Snippet("en", Text("Plan: Team · Price: 5")), bot.Citation{Path: "prices.html"}), Cited(Snippet("en", Text("Plan: One")), bot.Citation{Title: "doc-7", Path: "rows.jsonl", Date: "2024"})),
		"hostile-en":         answered("en", hostile()),
		"huge-ko":            answered("ko", hugeList(), hugeCode(), hugeList()),
		"related-en":         {Lang: "en", Question: "pay?", Related: related},
		"related-ko":         {Lang: "ko", Question: "급여?", Related: related, Suggestions: []string{"휴가는 며칠인가요?"}},
		"nearest-en":         {Lang: "en", Question: "pay?", Nearest: near(list)},
		"nearest-ko":         {Lang: "ko", Question: "파드?", Nearest: near(Cited(Snippet("ko", command, code), apart)), Related: related, Suggestions: []string{"휴가는 며칠인가요?"}},
		"nearest-hostile-en": {Lang: "en", Question: "pay?", Nearest: near(hostile()), Related: related[1:2]},
		"grades-en":          answered("en", graded(corpus.Single, "It began on 30 April 2026."), graded(corpus.Aggregator, "It began in May 2026."), graded(corpus.Press, "It began.")),
		"unconfirmed-ko":     answered("ko", graded(corpus.Unconfirmed, "It began.")),
		"related-huge-en": {Lang: "en", Question: "pay?", Suggestions: []string{strings.Repeat("Why? ", 100), strings.Repeat("How? ", 100), strings.Repeat("Who? ", 100)}, Related: []bot.Related{
			{Title: strings.Repeat("*long* ", 300), URL: "https://example.com/" + strings.Repeat("a", 400)},
			{Title: "far", Path: strings.Repeat("folder/", 100) + "far.md", URL: "https://example.com/" + strings.Repeat("b", 3000)},
			{Title: "near", Path: "near.md", URL: "https://example.com/near"}}},
	}
}

// hostile returns a snippet whose text, code and citation try to mention, to format,
// to turn the writing round and to end the code.
func hostile() bot.Snippet {
	s := Snippet("en", Text("# <!channel> @everyone\u202e *[[bold]]*"), Item(0, "- <@U1> ```x``` [[\x1b[31m]]"), Item(9, "1. [here](https://evil.example) ||x||"), Code("a```\n```` <!here> <@1> @everyone\r\n`````\x1b[2J \u202egpj.exe"), Item(0, "\u2066end\x07"))
	return Cited(s, bot.Citation{Title: "a|b> <@U1>", Path: "`x`/*y*\x1b.md", Section: []string{"[x](y)", "@here\u202e"}})
}

const family = "👩\u200d👩\u200d👧\u200d👦"

func hugeList() bot.Snippet {
	parts := []bot.Part{Text("아주 긴 목록")}
	for range 40 {
		parts = append(parts, Item(0, strings.Repeat(family+"*한글* ", 20)))
	}
	return Cited(Snippet("ko", parts...), bot.Citation{Title: strings.Repeat("긴 제목 ", 100), Path: strings.Repeat("folder/", 100) + "file.md", Date: "2024-01-02"})
}

func hugeCode() bot.Snippet {
	return Cited(Snippet("ko", Text("긴 코드"), Code(strings.Repeat("echo \""+family+"\" <&>\n", 400)+"done")), bot.Citation{Title: "코드", Path: "code.md"})
}
