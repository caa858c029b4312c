package corpus

import (
	"fmt"
	"maps"
	"strings"
)

// Merge returns one corpus with everything in cs. An article whose ID is taken gets
// the name of its folder, or of its file, before it: "handbook/lunch".
func Merge(cs ...*Corpus) *Corpus {
	if len(cs) == 1 {
		return cs[0]
	}
	all := &Corpus{Sources: map[string]Source{}, SourcePlaces: map[string]Place{}}
	taken := map[string]bool{}
	for _, c := range cs {
		all.Articles = append(all.Articles, renamed(c, taken)...)
		all.Names = append(all.Names, c.Names...)
		all.LeftOut = append(all.LeftOut, c.LeftOut...)
		all.Notes = append(all.Notes, c.Notes...)
		all.Sidecars = append(all.Sidecars, c.Sidecars...)
		maps.Copy(all.Sources, c.Sources)
		maps.Copy(all.SourcePlaces, c.SourcePlaces)
	}
	return all
}

// renamed returns the articles of c, those with new IDs whose IDs are taken, and
// takes their IDs.
func renamed(c *Corpus, taken map[string]bool) []Article {
	renames := map[string]string{}
	for _, a := range c.Articles {
		if !taken[a.ID] {
			continue
		}
		id := c.name + "/" + a.ID
		for n := 2; taken[id]; n++ {
			id = fmt.Sprintf("%s-%d/%s", c.name, n, a.ID)
		}
		renames[a.ID] = id
		taken[id] = true
	}
	out := make([]Article, len(c.Articles))
	for i, a := range c.Articles {
		taken[a.ID] = true
		if len(renames) > 0 {
			a = a.rename(renames)
		}
		out[i] = a
	}
	return out
}

// rename returns a with the new IDs of renames, its own and those that it names.
func (a Article) rename(renames map[string]string) Article {
	id := a.ID
	if renames[id] != "" {
		a.ID = renames[id]
	}
	passages := make([]Passage, len(a.Passages))
	for i, p := range a.Passages {
		p.Article, p.ID = a.ID, a.ID+strings.TrimPrefix(p.ID, id)
		if to, n, ok := strings.Cut(p.ReplacedBy, "#"); ok && renames[to] != "" {
			p.ReplacedBy = renames[to] + "#" + n
		}
		passages[i] = p
	}
	a.Passages = passages
	return a
}
