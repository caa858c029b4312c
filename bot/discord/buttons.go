package discord

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"okbot/bot/l10n"
)

// The actions of buttons.
const (
	pageButton   = "page"
	shareButton  = "share"
	goodButton   = "good"
	badButton    = "bad"
	removeButton = "remove"
)

// A component is what the custom_id of a button contains.
type component struct {
	what  string
	reply string // id of the [chat.Reply]
	page  int    // of pageButton: 0 is the answer itself
	owner string // whose conversation the answer belongs to
}

// id returns the custom_id. It has at most the 100 characters that Discord allows: a
// reply's id has 24, a user's 20.
func (p component) id() string {
	return strings.Join([]string{"okbot", p.what, p.reply, strconv.Itoa(p.page), p.owner}, "/")
}

// parseComponent parses a custom_id. ok is false if no button has it.
func parseComponent(id string) (p component, ok bool) {
	parts := strings.Split(id, "/")
	if len(parts) != 5 || parts[0] != "okbot" || len(id) > 100 {
		return p, false
	}
	page, err := strconv.Atoi(parts[3])
	if err != nil || page < 0 || page > maxPage {
		return p, false
	}
	return component{parts[1], parts[2], page, parts[4]}, true
}

// maxPage bounds the page in a custom_id, beyond what an answer can have.
const maxPage = 100

// buttons returns the buttons below an answer.
func buttons(reply string, v view, more bool) []discordgo.MessageComponent {
	row := []discordgo.MessageComponent{}
	add := func(what, label string, page int, style discordgo.ButtonStyle) {
		p := component{what, reply, page, v.owner}
		row = append(row, discordgo.Button{Label: label, Style: style, CustomID: p.id()})
	}
	if more {
		add(pageButton, l10n.DiscordMore.In(v.lang), 1, discordgo.PrimaryButton)
	}
	if v.private {
		add(shareButton, l10n.DiscordShare.In(v.lang), 0, discordgo.PrimaryButton)
	}
	add(goodButton, l10n.DiscordGood.In(v.lang), 0, discordgo.SecondaryButton)
	add(badButton, l10n.DiscordBad.In(v.lang), 0, discordgo.SecondaryButton)
	if !v.private { // what the asker alone sees, Discord lets them dismiss
		add(removeButton, l10n.DiscordRemove.In(v.lang), 0, discordgo.SecondaryButton)
	}
	return []discordgo.MessageComponent{discordgo.ActionsRow{Components: row}}
}

// pageButtons returns the buttons below page n of further snippets.
func pageButtons(reply string, v view, n int, more bool) []discordgo.MessageComponent {
	rows := buttons(reply, v, false)
	turn := []discordgo.MessageComponent{discordgo.Button{
		Label: l10n.DiscordFirst.In(v.lang), Style: discordgo.PrimaryButton, CustomID: component{pageButton, reply, 0, v.owner}.id()}}
	if more {
		turn = append(turn, discordgo.Button{
			Label: l10n.DiscordMore.In(v.lang), Style: discordgo.PrimaryButton, CustomID: component{pageButton, reply, n + 1, v.owner}.id()})
	}
	return append([]discordgo.MessageComponent{discordgo.ActionsRow{Components: turn}}, rows...)
}

// componentOf returns a component of a message of the bot's, which identifies the
// answer and the owner of its conversation; zero if the message has none.
func componentOf(m *message) component {
	if m == nil {
		return component{}
	}
	var rows []struct {
		Components []struct {
			CustomID string `json:"custom_id"`
		} `json:"components"`
	}
	json.Unmarshal(m.Components, &rows)
	for _, row := range rows {
		for _, c := range row.Components {
			if p, ok := parseComponent(c.CustomID); ok {
				return p
			}
		}
	}
	return component{}
}

// hasShare reports whether a message has a share button.
func hasShare(m *message) bool {
	return m != nil && strings.Contains(string(m.Components), "okbot/"+shareButton+"/")
}
