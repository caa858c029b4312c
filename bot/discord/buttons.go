package discord

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// What a button does.
const (
	pageButton   = "page"
	shareButton  = "share"
	goodButton   = "good"
	badButton    = "bad"
	removeButton = "remove"
)

// press is what a button's custom_id says.
type press struct {
	what  string
	reply string // id of the [chat.Reply]
	page  int    // of pageButton: 0 is the answer itself
	owner string // whose conversation the answer belongs to
}

// id is at most 100 characters, as Discord wants: a reply's id has 24 of them, a
// user's 20.
func (p press) id() string {
	return strings.Join([]string{"okbot", p.what, p.reply, strconv.Itoa(p.page), p.owner}, "/")
}

// parsePress reads a custom_id; ok is false for one that no button has.
func parsePress(id string) (p press, ok bool) {
	parts := strings.Split(id, "/")
	if len(parts) != 5 || parts[0] != "okbot" || len(id) > 100 {
		return p, false
	}
	page, err := strconv.Atoi(parts[3])
	if err != nil || page < 0 || page > maxPage {
		return p, false
	}
	return press{parts[1], parts[2], page, parts[4]}, true
}

// maxPage is beyond what an answer can have.
const maxPage = 100

// buttons stand below the answer to a question.
func buttons(reply string, v view, more bool) []discordgo.MessageComponent {
	row := []discordgo.MessageComponent{}
	add := func(what, label string, page int, style discordgo.ButtonStyle) {
		p := press{what, reply, page, v.owner}
		row = append(row, discordgo.Button{Label: label, Style: style, CustomID: p.id()})
	}
	if more {
		add(pageButton, say(v.lang, "more"), 1, discordgo.PrimaryButton)
	}
	if v.private {
		add(shareButton, say(v.lang, "share"), 0, discordgo.PrimaryButton)
	}
	add(goodButton, say(v.lang, "good"), 0, discordgo.SecondaryButton)
	add(badButton, say(v.lang, "bad"), 0, discordgo.SecondaryButton)
	if !v.private { // what the asker alone sees, Discord lets them dismiss
		add(removeButton, say(v.lang, "remove"), 0, discordgo.SecondaryButton)
	}
	return []discordgo.MessageComponent{discordgo.ActionsRow{Components: row}}
}

// pageButtons stand below page n of further snippets.
func pageButtons(reply string, v view, n int, more bool) []discordgo.MessageComponent {
	rows := buttons(reply, v, false)
	turn := []discordgo.MessageComponent{discordgo.Button{
		Label: say(v.lang, "first"), Style: discordgo.PrimaryButton, CustomID: press{pageButton, reply, 0, v.owner}.id()}}
	if more {
		turn = append(turn, discordgo.Button{
			Label: say(v.lang, "more"), Style: discordgo.PrimaryButton, CustomID: press{pageButton, reply, n + 1, v.owner}.id()})
	}
	return append([]discordgo.MessageComponent{discordgo.ActionsRow{Components: turn}}, rows...)
}

// pressOf returns what a button of one of the bot's messages says, which tells
// the answer and whose conversation it belongs to; all is "" where it has none.
func pressOf(m *message) press {
	if m == nil {
		return press{}
	}
	var rows []struct {
		Components []struct {
			CustomID string `json:"custom_id"`
		} `json:"components"`
	}
	json.Unmarshal(m.Components, &rows)
	for _, row := range rows {
		for _, c := range row.Components {
			if p, ok := parsePress(c.CustomID); ok {
				return p
			}
		}
	}
	return press{}
}

// hasShare reports whether a message offers to share it.
func hasShare(m *message) bool {
	return m != nil && strings.Contains(string(m.Components), "okbot/"+shareButton+"/")
}
