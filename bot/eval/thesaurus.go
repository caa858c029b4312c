package eval

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"okbot/bot"
	"okbot/corpus"
	"okbot/index"
	"okbot/index/names"
)

// Thesaurus measures each word of the thesaurus by leaving it out: which rows of
// the question file name are then wrong (what the word gains), and which are
// right only then (what it costs), asked of c, and of each half of c in the
// other language. It writes a line a word to out, those that cost most first.
func Thesaurus(ctx context.Context, c *corpus.Corpus, name string, out io.Writer) error {
	rows, err := readRows(name)
	if err != nil {
		return err
	}
	dictionary, err := names.Builtin()
	if err != nil {
		return err
	}
	with, err := worth(ctx, c, rows, nil)
	if err != nil {
		return err
	}
	type line struct {
		balance int
		text    string
	}
	var lines []line
	for _, n := range dictionary {
		if n.Kind != "word" {
			continue
		}
		without, err := worth(ctx, c, rows, func(x corpus.Name) bool { return slices.Equal(x.Ko, n.Ko) && slices.Equal(x.En, n.En) })
		if err != nil {
			return err
		}
		var gained, lost []string
		for id, right := range with {
			switch {
			case right && !without[id]:
				gained = append(gained, id)
			case !right && without[id]:
				lost = append(lost, id)
			}
		}
		slices.Sort(gained)
		slices.Sort(lost)
		text := fmt.Sprintf("%+3d %-40s gains %v, costs %v", len(gained)-len(lost), strings.Join(n.Ko[:min(3, len(n.Ko))], " ")+" / "+strings.Join(n.En[:min(2, len(n.En))], " "), gained, lost)
		lines = append(lines, line{len(gained) - len(lost), text})
	}
	slices.SortStableFunc(lines, func(a, b line) int { return a.balance - b.balance })
	for _, l := range lines {
		if _, err := fmt.Fprintln(out, l.text); err != nil {
			return err
		}
	}
	return nil
}

// worth returns which rows are useful, and which, marked "across", find their
// passage among three in the other language.
func worth(ctx context.Context, c *corpus.Corpus, rows []Row, drop func(corpus.Name) bool) (map[string]bool, error) {
	right := map[string]bool{}
	for _, lang := range []string{"", "ko", "en"} {
		part, asked := c, rows
		if lang != "" {
			part = Half(c, lang)
			asked = slices.DeleteFunc(slices.Clone(rows), func(r Row) bool { return r.Lang == lang || len(r.Answer) == 0 || r.Base != "" })
		}
		ix, err := index.New(part, index.Options{Without: drop})
		if err != nil {
			return nil, err
		}
		b := bot.New(ix, bot.Options{Newest: ix.Newest()})
		for _, row := range asked {
			o, err := ask(ctx, b, row, bot.Question{Conversation: row.ID})
			if err != nil {
				return nil, err
			}
			if lang == "" {
				right[row.ID] = o.Useful
			} else {
				right[row.ID+" across"] = o.Hit3
			}
		}
		if err := ix.Close(); err != nil {
			return nil, err
		}
	}
	return right, nil
}
