package corpus

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	maxLine    = 16 << 20 // bytes of one JSON line
	maxPassage = 3000     // characters of one passage of JSON Lines
)

// record is a line of JSON Lines: BEIR's corpus.jsonl with optional extras.
type record struct {
	ID        any    `json:"_id"` // a string or a number
	Title     string `json:"title"`
	Text      string `json:"text"`
	Lang      string `json:"lang"`
	Date      string `json:"date"`
	URL       string `json:"url"`
	Publisher string `json:"publisher"`
}

// OpenWhole reads a .jsonl file as [Open] does, but splits no text: each line
// is one passage, whose ID is its article's.
func OpenWhole(name string) (*Corpus, error) { return openJSONL(name, true) }

func openJSONL(name string, whole bool) (*Corpus, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("corpus %s: %w", name, errors.Unwrap(err))
	}
	defer f.Close()
	return ReadJSONL(f, name, whole)
}

// ReadJSONL reads JSON Lines from r; name is what problems call it. Unless
// whole is set, a text with blank lines or of over 3,000 characters is split.
func ReadJSONL(r io.Reader, name string, whole bool) (*Corpus, error) {
	c := &Corpus{Sources: map[string]Source{}}
	var problems Problems
	seen := map[string]int{}
	err := readLines(r, func(n int, line []byte, tooLong bool) {
		if tooLong {
			problems.add(name, n, "the line is longer than %d MiB", maxLine>>20)
			return
		}
		if len(strings.TrimSpace(string(line))) == 0 {
			return
		}
		a, err := parseRecord(line, whole)
		if err == nil && seen[a.ID] != 0 {
			err = fmt.Errorf("_id %q is already on line %d", a.ID, seen[a.ID])
		}
		if err != nil {
			problems.add(name, n, "%v", err)
			return
		}
		seen[a.ID] = n
		a.Path = name
		for i := range a.Passages {
			a.Passages[i].Line = n
		}
		c.Articles = append(c.Articles, a)
	})
	if err != nil {
		return nil, fmt.Errorf("corpus %s: %w", name, err)
	}
	if len(problems) == 0 && len(c.Articles) == 0 {
		problems.add(name, 0, `no articles here: an article is a line {"_id":"…","title":"…","text":"…"}`)
	}
	return c, problems.err()
}

// readLines calls do for every line, numbered from 1, without its line break.
// A line over maxLine bytes is skipped and passed as too long.
func readLines(r io.Reader, do func(n int, line []byte, tooLong bool)) error {
	in := bufio.NewReaderSize(r, 64<<10)
	var line []byte
	tooLong := false
	for n := 1; ; {
		part, err := in.ReadSlice('\n')
		if tooLong = tooLong || len(line)+len(part) > maxLine; !tooLong {
			line = append(line, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil && err != io.EOF {
			return err
		}
		if len(line) > 0 || tooLong {
			do(n, line, tooLong)
		}
		if err == io.EOF {
			return nil
		}
		n++
		line, tooLong = line[:0], false
	}
}

func parseRecord(line []byte, whole bool) (Article, error) {
	var rec record
	if !utf8.Valid(line) {
		return Article{}, errors.New("not UTF-8 text (it may be EUC-KR)")
	}
	if err := json.Unmarshal(line, &rec); err != nil {
		return Article{}, fmt.Errorf("broken JSON: %w", err)
	}
	var a Article
	switch id := rec.ID.(type) {
	case string:
		a.ID = norm.NFC.String(id)
	case float64:
		a.ID = fmt.Sprintf("%.0f", id)
	}
	if a.ID == "" {
		return a, errors.New("no _id")
	}
	if rec.Date != "" {
		d, err := ParseDate(rec.Date)
		if err != nil {
			return a, err
		}
		a.Date = d
	}
	a.Title = tidy(norm.NFC.String(rec.Title))
	text := norm.NFC.String(rec.Text)
	if strings.TrimSpace(text) == "" {
		text = a.Title
	}
	a.Lang = rec.Lang
	if a.Lang != "ko" && a.Lang != "en" {
		a.Lang = Language(text)
	}
	a.Passages = recordPassages(a, rec, split(text, whole), whole)
	if len(a.Passages) == 0 {
		return a, errors.New("no text")
	}
	return a, nil
}

func recordPassages(a Article, rec record, texts []string, whole bool) []Passage {
	var sources []Source
	if rec.Publisher != "" || rec.URL != "" {
		sources = []Source{{ID: a.ID, Publisher: rec.Publisher, Date: a.Date, Lang: a.Lang, Title: a.Title, URL: rec.URL}}
	}
	var out []Passage
	for i, text := range texts {
		id := a.ID
		if !whole {
			id = fmt.Sprintf("%s#%d", a.ID, i+1)
		}
		out = append(out, Passage{
			ID: id, Article: a.ID, Lang: a.Lang, Title: a.Title, Text: text,
			Date: a.Date, Sources: sources, Quoted: true,
		})
	}
	return out
}

// split cuts a text into passages: at blank lines, else (where it is too long)
// at line breaks, and what is still too long at the bounds of sentences.
func split(text string, whole bool) []string {
	if whole {
		return nonEmpty([]string{tidy(text)})
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	pieces := blankLines.Split(text, -1)
	if len(nonEmpty(pieces)) < 2 && utf8.RuneCountInString(text) > maxPassage {
		pieces = strings.Split(text, "\n")
	}
	var out []string
	for _, piece := range pieces {
		if piece = tidy(piece); utf8.RuneCountInString(piece) <= maxPassage {
			out = append(out, piece)
		} else {
			out = append(out, splitLong(piece)...)
		}
	}
	return nonEmpty(out)
}

// splitLong packs the sentences of text into pieces of at most maxPassage
// characters; a sentence that is longer still is cut between characters.
func splitLong(text string) []string {
	var out []string
	start, end, size := 0, 0, 0
	for _, s := range Sentences(text) {
		n := utf8.RuneCountInString(text[s[0]:s[1]])
		if size > 0 && size+n > maxPassage {
			out = append(out, text[start:end])
			size = 0
		}
		for ; n > maxPassage; n -= maxPassage {
			cut := s[0] + len(string([]rune(text[s[0]:s[1]])[:maxPassage]))
			out = append(out, text[s[0]:cut])
			s[0] = cut
		}
		if size == 0 {
			start = s[0]
		}
		end, size = s[1], size+n
	}
	return append(out, text[start:end])
}

func nonEmpty(list []string) []string {
	var out []string
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			out = append(out, s)
		}
	}
	return out
}
