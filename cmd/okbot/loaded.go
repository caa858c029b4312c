package main

import (
	"fmt"
	"strings"

	"golang.org/x/text/message"

	"okbot/bot/text"
	"okbot/corpus"
)

// warnLeftOut says in one line what the rest of a corpus answers without, if
// anything is left out.
func (p *program) warnLeftOut(c *corpus.Corpus) {
	if len(c.LeftOut) > 0 {
		fmt.Fprintln(p.stderr, "okbot: "+text.Printable(leftOutLine(c.LeftOut)))
	}
}

// reportLoaded says in one line what a corpus holds and what is left out of it.
func (p *program) reportLoaded(c *corpus.Corpus) {
	line := loadedLine(c)
	if len(c.LeftOut) > 0 {
		line += "; " + leftOutLine(c.LeftOut)
	}
	fmt.Fprintln(p.stderr, text.Printable(line))
}

// loadedLine says how much there is: "56 files, 1,204 passages, 640 Korean, 564
// English".
func loadedLine(c *corpus.Corpus) string {
	files := map[string]bool{}
	passages, byLang := 0, map[string]int{}
	for _, a := range c.Articles {
		files[a.Path] = true
		for _, p := range a.Passages {
			passages++
			byLang[p.Lang]++
		}
	}
	en := message.NewPrinter(message.MatchLanguage("en"))
	return en.Sprintf("%s, %s, %d Korean, %d English", number(en, len(files), "file"), number(en, passages, "passage"), byLang["ko"], byLang["en"])
}

// number is "1 file", "1,204 files".
func number(en *message.Printer, n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return en.Sprintf("%d %ss", n, what)
}

// leftOutShown is how many files a line names.
const leftOutShown = 3

// leftOutLine names the first files of a corpus that are left out, and why.
func leftOutLine(files []corpus.Problem) string {
	var named []string
	for _, f := range files[:min(len(files), leftOutShown)] {
		named = append(named, f.String())
	}
	line := fmt.Sprintf("%d left out: %s", len(files), strings.Join(named, "; "))
	if more := len(files) - leftOutShown; more > 0 {
		line += fmt.Sprintf("; and %d more: see \"okbot corpus check\"", more)
	}
	return line
}
