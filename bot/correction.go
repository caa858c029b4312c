package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"okbot/index"
	"okbot/index/query"
)

// corrected returns the question of the turn last with what c changes in it, and false
// if nothing in it can be replaced.
func (b *Bot) corrected(ctx context.Context, last Turn, c *query.Correction) (string, bool, error) {
	text := query.WithoutDate(last.Asked, c.Instead)
	if text != last.Asked {
		return c.Instead + " " + text, true, nil
	}
	res, err := b.searcher.Search(ctx, index.Request{Query: query.Reread(text, query.Options{Vocabulary: b.searcher.Vocabulary()}), Limit: 1})
	if err != nil {
		return "", false, fmt.Errorf("read the last question: %w", err)
	}
	words := slices.DeleteFunc(slices.Clone(res.Words), func(w index.Word) bool {
		return w.Start+len(w.Surface) > len(text) || text[w.Start:w.Start+len(w.Surface)] != w.Surface
	})
	slices.SortFunc(words, func(x, y index.Word) int { return x.Start - y.Start })
	at := replaceable(words, c)
	if at < 0 {
		return "", false, nil
	}
	first, final := at, at
	if words[at].Name {
		for first > 0 && words[first-1].Name && touches(text, words[first-1], words[first]) {
			first--
		}
		for final+1 < len(words) && words[final+1].Name && touches(text, words[final], words[final+1]) {
			final++
		}
	}
	end := words[final].Start + len(words[final].Surface)
	return text[:words[first].Start] + c.Instead + text[end:], true, nil
}

// replaceable returns the word that c replaces: what it says that was not meant, or else
// the rarest name; -1 if there is none.
func replaceable(words []index.Word, c *query.Correction) int {
	at := -1
	for i, w := range words {
		surface := strings.ToLower(w.Surface)
		if c.Not != "" && (strings.Contains(strings.ToLower(c.Not), surface) || strings.Contains(surface, strings.ToLower(c.Not))) {
			return i
		}
		if w.Name && (at < 0 || w.Weight > words[at].Weight) {
			at = i
		}
	}
	return at
}

// touches reports whether only a blank stands between two words of text.
func touches(text string, x, y index.Word) bool {
	from := x.Start + len(x.Surface)
	return from <= y.Start && strings.TrimSpace(text[from:y.Start]) == ""
}

// act answers a message that asks for the last answer in another form.
func (b *Bot) act(ctx context.Context, q Question, act query.Act, last Turn, a *Answer) error {
	again := q
	again.Text, again.After, again.Conversation, again.Speculative = last.Asked, Turn{Asked: last.About}, "", true
	switch act {
	case query.InEnglish:
		again.Lang = "en"
	case query.InKorean:
		again.Lang = "ko"
	case query.More:
		again.Limit = MaxLimit
	}
	found, err := b.Answer(ctx, again)
	if err != nil {
		return err
	}
	if shown := min(q.Limit, len(found.Snippets)); act == query.More && shown < len(found.Snippets) {
		found.Snippets = found.Snippets[shown:min(shown+q.Limit, len(found.Snippets))]
	}
	for i := range found.Snippets {
		found.Snippets[i].AllSources = act == query.Cite
	}
	found.Question, found.Corrected, found.Turn = a.Question, "", last
	*a = found
	return nil
}
