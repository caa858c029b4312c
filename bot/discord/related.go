package discord

import (
	"okbot/bot"
	"okbot/bot/l10n"
)

// related returns lines of a size in all that name documents, with links as far as
// they fit.
func related(documents []bot.Related, lang string, limit int) []string {
	if len(documents) == 0 {
		return nil
	}
	lines := []string{l10n.Related.In(lang)}
	share := (limit - size(lines[0])) / len(documents)
	for _, r := range documents {
		line := "- " + escaped(join(" · ", r.Citation().Heading(), otherPath(r.Citation())), min(maxLine, share-size("\n- ")))
		if address := webLink(r.URL); address != "" {
			linked := "- [" + escaped(r.Citation().Heading(), maxLine) + "](<" + address + ">)"
			if size(linked) < share {
				line = linked
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// otherPath returns the path of a source unless it is its heading.
func otherPath(c bot.Citation) string {
	if c.Path == c.Heading() {
		return ""
	}
	return c.Path
}
