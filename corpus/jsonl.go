package corpus

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

const (
	maxFileBytes      = 16 << 20 // of one file of a folder
	maxLineBytes      = 16 << 20 // of one JSON line
	maxProblemsListed = 100      // broken lines of one file that are listed; the rest are counted
)

// record is a line of JSON Lines: BEIR's corpus.jsonl with optional extras.
type record struct {
	ID        id     `json:"_id"`
	Title     string `json:"title"`
	Text      string `json:"text"`
	Lang      string `json:"lang"`
	Date      string `json:"date"`
	URL       string `json:"url"`
	Publisher string `json:"publisher"`
}

// An id is a JSON string, or a number as it is written.
type id string

// UnmarshalJSON keeps a number byte for byte.
func (i *id) UnmarshalJSON(data []byte) error {
	var n json.Number
	if data[0] == '"' {
		return json.Unmarshal(data, (*string)(i))
	}
	if err := json.Unmarshal(data, &n); err != nil {
		return errors.New("_id is neither a string nor a number")
	}
	*i = id(n)
	return nil
}

// OpenWhole reads a .jsonl file as [ReadWholeJSONL] does.
func OpenWhole(name string) (*Corpus, error) { return openJSONL(name, ReadWholeJSONL) }

func openJSONL(name string, read func(r io.Reader, name string) (*Corpus, error)) (*Corpus, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("corpus %s: %w", name, cause(err))
	}
	defer f.Close()
	return read(f, name)
}

// ReadJSONL reads JSON Lines from r; problems call it name. A text with blank
// lines or of over 3,000 characters is split: passage 2 of article "a" is "a#2".
// What cannot be read is returned as [Problems].
func ReadJSONL(r io.Reader, name string) (*Corpus, error) {
	return readJSONL(r, name, splitPassages)
}

// ReadWholeJSONL reads JSON Lines as [ReadJSONL] does, but splits no text: each
// line is one passage, whose ID is its article's.
func ReadWholeJSONL(r io.Reader, name string) (*Corpus, error) {
	return readJSONL(r, name, wholePassage)
}

// A cutter makes the passages of the text of article id: their IDs and texts.
type cutter func(id, text string) []Passage

func splitPassages(id, text string) []Passage {
	var out []Passage
	for i, part := range split(text) {
		out = append(out, Passage{ID: fmt.Sprintf("%s#%d", id, i+1), Text: part})
	}
	return out
}

func wholePassage(id, text string) []Passage {
	if text = tidy(text); text == "" {
		return nil
	}
	return []Passage{{ID: id, Text: text}}
}

func readJSONL(r io.Reader, name string, cut cutter) (*Corpus, error) {
	c := &Corpus{Sources: map[string]Source{}}
	var problems Problems
	seen := map[string]int{}
	broken := 0
	add := func(n int, format string, args ...any) {
		if broken++; broken <= maxProblemsListed {
			problems.add(name, n, format, args...)
		}
	}
	err := readLines(r, func(n int, line []byte, tooLong bool) {
		if tooLong {
			add(n, "the line is longer than %d MiB", maxLineBytes>>20)
			return
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if len(bytes.TrimSpace(line)) == 0 {
			return
		}
		a, err := parseRecord(line, cut)
		if err == nil && seen[a.ID] != 0 {
			err = fmt.Errorf("_id %q is already on line %d", a.ID, seen[a.ID])
		}
		if err != nil {
			add(n, "%v", err)
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
	if broken > maxProblemsListed {
		problems.add(name, 0, "%s more", count(broken-maxProblemsListed, "broken line"))
	}
	if len(problems) == 0 && len(c.Articles) == 0 {
		problems.add(name, 0, `no articles here: an article is a line {"_id":"…","title":"…","text":"…"}`)
	}
	return c, problems.err()
}

// readLines calls do for every line, numbered from 1, without its line break.
// A line over maxLineBytes is skipped and passed as too long.
func readLines(r io.Reader, do func(n int, line []byte, tooLong bool)) error {
	in := bufio.NewReaderSize(r, 64<<10)
	var line bytes.Buffer
	tooLong := false
	for n := 1; ; {
		part, err := in.ReadSlice('\n')
		if tooLong = tooLong || line.Len()+len(part) > maxLineBytes; !tooLong {
			line.Write(part)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil && err != io.EOF {
			return err
		}
		if line.Len() > 0 || tooLong {
			do(n, bytes.TrimRight(line.Bytes(), "\r\n"), tooLong)
		}
		if err == io.EOF {
			return nil
		}
		n++
		line.Reset()
		tooLong = false
	}
}

// parseRecord reads one line. The article has neither a path nor line numbers
// yet.
func parseRecord(line []byte, cut cutter) (Article, error) {
	var rec record
	if !utf8.Valid(line) {
		return Article{}, errors.New("not UTF-8 text (it may be EUC-KR)")
	}
	if err := json.Unmarshal(line, &rec); err != nil {
		return Article{}, badRecord(err)
	}
	a := Article{ID: oneLine(string(rec.ID)), Title: oneLine(rec.Title)}
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
	text := newlines.Replace(rec.Text)
	if strings.TrimSpace(text) == "" {
		text = a.Title
	}
	a.Lang = rec.Lang
	if a.Lang != "ko" && a.Lang != "en" {
		a.Lang = Language(text)
	}
	if a.Passages = cut(a.ID, text); len(a.Passages) == 0 {
		return a, errors.New("no text")
	}
	sources := rec.sources(a)
	for i := range a.Passages {
		p := &a.Passages[i]
		p.Article, p.Lang, p.Title, p.Date, p.Sources, p.Quoted = a.ID, a.Lang, a.Title, a.Date, sources, true
	}
	return a, nil
}

// badRecord says what is wrong with a line in the words of its author.
func badRecord(err error) error {
	var typeErr *json.UnmarshalTypeError
	var syntaxErr *json.SyntaxError
	switch {
	case errors.As(err, &typeErr) && typeErr.Field != "":
		return fmt.Errorf("%q is a JSON %s, not a string", typeErr.Field, typeErr.Value)
	case errors.As(err, &typeErr):
		return fmt.Errorf("a JSON %s, not an object {\"_id\":…}", typeErr.Value)
	case errors.As(err, &syntaxErr):
		return fmt.Errorf("broken JSON: %w", err)
	}
	return err
}

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// sources returns the one source of the record, whose article is a, or none if
// it names neither a publisher nor an address.
func (r record) sources(a Article) []Source {
	if !isWeb(r.URL) {
		r.URL = ""
	}
	if r.Publisher == "" && r.URL == "" {
		return nil
	}
	return []Source{{ID: a.ID, Publisher: r.Publisher, Date: a.Date, Lang: a.Lang, Title: a.Title, URL: r.URL}}
}
