// Package corpus reads articles and documents and splits them into passages, each
// with its headings, date and sources.
//
// An article is one text in one language. Its passages are the units that are
// indexed, ranked and cited: a paragraph with the code below it, a list with the
// sentence that introduces it, or a row of a table. Articles come from a folder of
// Markdown, MDX, HTML or plain text ([Open]), from JSON Lines in the manner of BEIR
// ([Open] on a .jsonl file), or out of the binary itself ([Builtin]). All text is NFC.
//
// A document is read in three steps: its markup becomes blocks, the same ones
// whatever the markup was (markdownReader, htmlReader); a drafter makes passages of
// the blocks; and the loader adds what the front matter, a sidecar and sources.yaml
// say. A file that is over a bound (bounds.go) is left out and named.
package corpus

import (
	"cmp"
	"slices"
	"strings"
)

// A Source is a page or a file that a passage rests on.
type Source struct {
	ID        string `yaml:"-" json:"-"`
	Publisher string `yaml:"publisher" json:"publisher,omitempty"`
	// PublisherKo and PublisherEn are what readers of that language call the
	// publisher, and TitleKo and TitleEn the title, where that is something else.
	PublisherKo string `yaml:"publisher_ko" json:"publisher_ko,omitempty"`
	PublisherEn string `yaml:"publisher_en" json:"publisher_en,omitempty"`
	TitleKo     string `yaml:"title_ko" json:"title_ko,omitempty"`
	TitleEn     string `yaml:"title_en" json:"title_en,omitempty"`
	// Grade is official, press or aggregator; it may be empty.
	Grade Grade  `yaml:"grade" json:"grade,omitempty"`
	Date  Date   `yaml:"date" json:"date,omitempty"`
	Lang  string `yaml:"lang" json:"lang,omitempty"` // ISO 639-1
	Title string `yaml:"title" json:"title,omitempty"`
	URL   string `yaml:"url" json:"url,omitempty"`
	// Mirror says that URL is a copy of the page, whose own address is unknown.
	Mirror bool `yaml:"mirror" json:"mirror,omitempty"`
	// Path is set if the source is a file of the corpus itself: its path in its
	// folder, slash-separated, or the name of the file that has the row.
	Path string `yaml:"-" json:"path,omitempty"`
	// Link is the address or the path that the front matter of that file gives it.
	// URL is the same if it is an address.
	Link string `yaml:"-" json:"link,omitempty"`
}

// In returns s as readers of the language lang know it, "ko" or "en".
func (s Source) In(lang string) Source {
	switch lang {
	case "ko":
		s.Publisher, s.Title = firstOf(s.PublisherKo, s.Publisher), firstOf(s.TitleKo, s.Title)
	case "en":
		s.Publisher, s.Title = firstOf(s.PublisherEn, s.Publisher), firstOf(s.TitleEn, s.Title)
	}
	return s
}

// A Passage is one paragraph as plain text, with its metadata.
type Passage struct {
	ID      string // article, '#', number from 1: "country-head.ko#2"
	Article string // "country-head.ko"
	Lang    string // "ko" or "en": the language it is written in
	Title   string // of the article
	// Section are the headings above it, the outermost first, without the title. If
	// it goes on a list that is too long for one passage, the last of them are the
	// list's lead-in and the items that it is in.
	Section []string  `json:",omitempty"`
	Text    string    // NFC, no marks, no footnotes; lines of code are kept as they are
	Kind    BlockKind `json:",omitempty"` // Paragraph, List, Row or Code
	// Spans are the lead-ins, items and code in Text, in order. The rest of it is
	// running text, or a row.
	Spans []Span `json:",omitempty"`
	Date  Date   // of the events in it; may be empty
	Topic string
	Provenance
	Sources []Source
	// Quoted means that Text is the source's own wording, so that a link may
	// point at those words.
	Quoted bool

	// Outdated means that its document says of itself that it holds no longer.
	Outdated bool `json:",omitempty"`

	Questions  []string // questions that the passage answers, in both languages
	Keywords   []string // other words that a reader would use for it
	ReplacedBy string   // ID of the later passage that replaces this one
	Facts      []string // ids of the research notes it was written from

	Line int // where it starts in its file, from 1
}

// Headings returns the title and the section of p as one text: "Handbook – Leave".
func (p *Passage) Headings() string {
	if len(p.Section) == 0 {
		return p.Title
	}
	return p.Title + " – " + strings.Join(p.Section, " – ")
}

// An Article is one text in one language.
type Article struct {
	ID       string // path in its folder without the ending, or the JSON line's _id
	Path     string // file it was read from, as problems show it
	File     string `json:",omitempty"` // path in its folder, slash-separated
	Link     string `json:",omitempty"` // its address or path, by its front matter
	Lang     string
	Title    string
	Topic    string
	Date     Date
	Passages []Passage
	// Unanswered are hard negatives: questions near its subject, in both languages,
	// that no passage of the corpus answers.
	Unanswered []string
}

// A Name is one thing with all its names in the two languages.
type Name struct {
	Ko   []string `json:"ko"`
	En   []string `json:"en"`
	Also []string `json:"also,omitempty"` // forms of speech, in either language, that are not printed
	Kind string   `json:"kind,omitempty"`
}

// A Corpus is everything that was loaded.
type Corpus struct {
	Articles []Article
	Sources  map[string]Source // by ID, used or not
	Names    []Name
	Builtin  bool      // it is the one in the binary, alone
	LeftOut  []Problem // files and passages that are not loaded; see the kinds

	name string // of its folder or file, without the ending

	// For package lint: nothing of it is indexed.
	Notes        []Problem        // what is unwise, but could be read
	Sidecars     []*Sidecar       // all that belong to an article
	SourcePlaces map[string]Place // where a sources.yaml defines a source, by ID
}

// A Place is a line of a file.
type Place struct {
	Path string // as problems show it
	Line int    // from 1
}

// Passages returns all passages in the order of their articles.
func (c *Corpus) Passages() []Passage {
	n := 0
	for _, a := range c.Articles {
		n += len(a.Passages)
	}
	all := make([]Passage, 0, n)
	for _, a := range c.Articles {
		all = append(all, a.Passages...)
	}
	return all
}

// Newest returns the latest date of any passage, or "" if none is dated. A year or
// a month counts as its first day.
func (c *Corpus) Newest() Date {
	var newest Date
	for _, a := range c.Articles {
		for _, p := range a.Passages {
			newest = later(newest, p.Date)
		}
	}
	return newest
}

func (c *Corpus) sort() {
	slices.SortStableFunc(c.Articles, func(a, b Article) int { return cmp.Compare(a.ID, b.ID) })
}
