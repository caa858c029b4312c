package corpus

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

const (
	maxProblemsListed = 100 // broken lines of one file that are listed; the rest are counted
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
func OpenWhole(name string) (*Corpus, error) {
	return openJSONL(context.Background(), name, ReadWholeJSONL)
}

func openJSONL(ctx context.Context, name string, read func(r io.Reader, name string) (*Corpus, error)) (*Corpus, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("corpus %s: %w", name, cause(err))
	}
	defer f.Close()
	return read(interruptible{ctx, f}, name)
}

// interruptible is a reader that ends with its context.
type interruptible struct {
	ctx context.Context
	io.Reader
}

// Read reads from the reader. The error is the context's once that has ended.
func (r interruptible) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
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

// A cutter makes the passages of the title and text of article id: their IDs and
// texts.
type cutter func(id, title, text string) []Passage

func splitPassages(id, _, text string) []Passage {
	var out []Passage
	for i, part := range split(text) {
		out = append(out, Passage{ID: fmt.Sprintf("%s#%d", id, i+1), Text: part})
	}
	return out
}

// wholePassage takes the title for the text if there is none.
func wholePassage(id, title, text string) []Passage {
	if text = firstOf(tidy(text), title); text == "" {
		return nil
	}
	return []Passage{{ID: id, Text: text}}
}

func readJSONL(r io.Reader, name string, cut cutter) (*Corpus, error) {
	c := &Corpus{Sources: map[string]Source{}, name: strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))}
	var problems Problems
	seen := map[string]int{}
	broken := 0
	add := func(n int, format string, args ...any) {
		if broken++; broken <= maxProblemsListed {
			problems.add(name, n, format, args...)
		}
	}
	leaveOut := func(n int, kind, format string, args ...any) {
		c.LeftOut = append(c.LeftOut, Problem{name, n, kind, fmt.Sprintf(format, args...)})
	}
	err := readLines(r, func(n int, line []byte, tooLong bool) {
		if tooLong {
			leaveOut(n, KindSize, "the line is longer than %s", size(maxLineBytes))
			return
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if len(bytes.TrimSpace(line)) == 0 {
			return
		}
		rec, err := parseRecord(line, name)
		if err != nil {
			add(n, "%v", err)
			return
		}
		a := rec.article(name, n, cut)
		switch first, dup := seen[a.ID]; {
		case dup:
			leaveOut(n, KindDuplicate, "_id %q is already on line %d", a.ID, first)
			return
		case len(a.Passages) == 0:
			leaveOut(n, KindEmpty, "the row has no text")
			return
		}
		if _, ok := readDate(rec.Date); !ok && rec.Date != "" {
			c.Notes = append(c.Notes, Problem{name, n, "date", fmt.Sprintf("date %q cannot be read: write YYYY-MM-DD", rec.Date)})
		}
		if err := newWordCounter().add(rec.Text, 0); err != nil {
			leaveOut(n, KindSize, "%v", err)
			return
		}
		seen[a.ID] = n
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

// parseRecord reads one line of the file name.
func parseRecord(line []byte, name string) (record, error) {
	var rec record
	if bad := checkUTF8(line); bad != nil {
		return rec, errors.New(bad.message(name))
	}
	if err := json.Unmarshal(line, &rec); err != nil {
		return rec, badRecord(err)
	}
	if rec.ID == "" {
		return rec, errors.New("no _id")
	}
	return rec, nil
}

// article makes an article of the row on a line of the file name. Without text it
// has no passages.
func (r record) article(name string, line int, cut cutter) Article {
	a := Article{ID: string(r.ID), Path: name, Title: oneLine(r.Title), Lang: r.Lang}
	a.Date, _ = readDate(r.Date)
	a.Passages = cut(a.ID, a.Title, newlines.Replace(r.Text))
	if a.Lang = languageOf(r.Lang); a.Lang == "" && len(a.Passages) > 0 {
		a.Lang = Language(firstOf(strings.TrimSpace(r.Text), a.Title))
	}
	source := r.source(a)
	for i := range a.Passages {
		p := &a.Passages[i]
		p.Article, p.Lang, p.Title, p.Date, p.Line = a.ID, a.Lang, a.Title, a.Date, line
		p.Sources, p.Quoted = []Source{source}, true
	}
	return a
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

// source returns the row, whose article is a, as a source.
func (r record) source(a Article) Source {
	if !isWeb(r.URL) {
		r.URL = ""
	}
	return Source{
		ID: a.ID, Publisher: r.Publisher, Date: a.Date, Lang: a.Lang, Title: firstOf(a.Title, a.ID), URL: r.URL,
		Path: filepath.Base(a.Path),
	}
}
