package discord

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	"github.com/bwmarrin/discordgo"
	"github.com/jellydator/ttlcache/v3"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/index/query"
)

// heard is a message that may be for the bot.
type heard struct {
	*message
	id     string // of the question, for the service and the log
	text   string // what is asked
	to     to
	known  bool // whether this is a thread
	thread bool
	parent string // the channel of a thread, where known
}

// hear hands a message that may be for the bot to the service.
func (a *Adapter) hear(m *message) {
	self, role := a.places.names(m.GuildID)
	h := heard{message: m, id: platform + "/" + m.ChannelID + "/" + m.ID}
	h.text, h.to = question(m, self, role)
	h.in(a.places.channel(m.ChannelID))
	elsewhere := h.known && !h.thread || h.text == ""
	if h.to == toNobody || h.to == toEverybody && elsewhere && !h.repliesUnseen() {
		return
	}
	err := a.service.Submit(func(ctx context.Context) { a.answer(ctx, h) })
	if err == nil || h.to == toEverybody {
		return
	}
	told := a.aside.do(func(ctx context.Context) {
		if err := a.reply(ctx, h, newOutgoing(refusal(err, query.Language(h.text)))); err != nil {
			a.log.WarnContext(ctx, "tell that the bot is busy", "id", h.id, "error", err)
		}
	})
	if !told {
		a.log.Warn("question dropped", "id", h.id, "error", err)
	}
}

// in notes the channel of h, if it is known.
func (h *heard) in(c channel, known bool) {
	h.known = known || h.GuildID == ""
	if h.thread = isThread(c.Type) || isThread(h.ChannelType); h.thread {
		h.parent = c.ParentID
	}
}

// refusal tells somebody why the service does not take a question.
func refusal(err error, lang string) string {
	if err == chat.ErrBusy {
		return chat.Busy.In(lang)
	}
	return chat.Sorry.In(lang)
}

// answer answers a message.
func (a *Adapter) answer(ctx context.Context, h heard) {
	h = a.lookUp(ctx, h)
	if h.to == toEverybody && !h.thread {
		return
	}
	conversation := a.conversation(ctx, h)
	if h.to == toEverybody && (h.text == "" || !a.service.HasHistory(ctx, conversation)) {
		return
	}
	request := chat.Request{
		ID: h.id, Platform: platform, User: h.Author.ID, Overheard: h.to == toEverybody,
		After:    pressOf(h.Referenced).reply,
		Locale:   a.places.language(h.GuildID),
		Question: bot.Question{Text: h.text, Conversation: conversation},
	}
	if h.GuildID != "" {
		request.Channel = cmp.Or(h.parent, h.ChannelID)
	}
	if bot.IntentOf(h.text) == bot.Sources {
		request.Intent = bot.Sources
	}
	told := false
	err := a.service.Handle(ctx, request, func(ctx context.Context, r chat.Reply) error {
		out := render(r, view{lang: r.Lang, owner: h.owner(), about: a.service.About()})
		if h.to == toBotUnread && r.Notice == bot.EmptyNote(r.Lang) {
			out = newOutgoing(say(r.Lang, "unread"))
		}
		err := a.reply(ctx, h, out)
		told = err == nil
		return err
	})
	if err == nil {
		return
	}
	a.log.ErrorContext(ctx, "answer a discord message", "id", h.id, "error", err)
	if !told && h.to != toEverybody && ctx.Err() == nil && !closed(err) {
		if err := a.reply(ctx, h, newOutgoing(chat.Sorry.In(query.Language(h.text)))); err != nil {
			a.log.ErrorContext(ctx, "apologise on discord", "id", h.id, "error", err)
		}
	}
}

// owner is whose conversation a message in a channel belongs to: that of the
// answer to which it replies, else its author's.
func (h heard) owner() string {
	if h.Referenced != nil {
		return cmp.Or(pressOf(h.Referenced).owner, h.Author.ID)
	}
	return h.Author.ID
}

// conversation names what a message belongs to: a direct message or a thread as
// a whole; a thread that was begun on an answer of the bot's belongs to the
// conversation of that answer.
func (a *Adapter) conversation(ctx context.Context, h heard) string {
	switch {
	case h.GuildID == "":
		return talk(h.ChannelID, "")
	case !h.thread:
		return talk(h.ChannelID, h.owner())
	}
	if owner := a.begunBy(ctx, h); owner != "" {
		return talk(h.parent, owner)
	}
	return talk(h.ChannelID, "")
}

// talk names the conversation of a channel, or of somebody there.
func talk(channel, owner string) string {
	return strings.TrimSuffix(platform+"/"+channel+"/"+owner, "/")
}

// maxBegun is how many threads it is remembered of who asked what they began on.
const maxBegun = 10_000

// begunBy returns whose conversation the thread of h was begun on, or "". A
// thread that begins on a message has that one's id.
func (a *Adapter) begunBy(ctx context.Context, h heard) string {
	if h.parent == "" {
		return ""
	}
	if item := a.begun.Get(h.ChannelID); item != nil {
		return item.Value()
	}
	var first message
	err := a.rest.do(ctx, call{
		op: "get message", method: http.MethodGet, path: "/channels/" + h.parent + "/messages/" + h.ChannelID, twice: true,
	}, &first)
	if _, status := codes(err); err != nil && status == 0 {
		a.log.WarnContext(ctx, "look where a discord thread begins", "id", h.id, "error", err)
		return ""
	}
	owner := ""
	if self, _ := a.places.names(""); first.Author != nil && first.Author.ID == self {
		owner = pressOf(&first).owner
	}
	a.begun.Set(h.ChannelID, owner, ttlcache.DefaultTTL)
	return owner
}

// Codes of Discord's refusals.
const (
	missingAccess      = 50001
	missingPermissions = 50013
	mayNotReadHistory  = 160002
	acknowledged       = 40060
)

// reply posts a reply to a message: without what Discord refuses or what the bot
// is not permitted to do there, and if it may not write at all, as a direct message.
func (a *Adapter) reply(ctx context.Context, h heard, out outgoing) error {
	never := false
	out.Nonce, out.EnforceNonce = h.ID, true
	out.Reference = &discordgo.MessageReference{MessageID: h.ID, ChannelID: h.ChannelID, FailIfNotExists: &never}
	post := func(out outgoing) error { return a.post(ctx, h.ChannelID, out) }
	err := post(out)
	if code, _ := codes(err); code == mayNotReadHistory {
		out.Reference = nil
		err = post(out)
	}
	if code, _ := codes(err); code == missingPermissions {
		out.Reference, out = nil, out.asText()
		err = post(out)
	}
	if _, status := codes(err); status == http.StatusBadRequest {
		err = post(out.bare())
	}
	if code, _ := codes(err); (code == missingPermissions || code == missingAccess) && h.GuildID != "" && h.to != toEverybody {
		a.log.WarnContext(ctx, "may not write in discord channel", "id", h.id, "channel", h.ChannelID)
		return a.direct(ctx, h, out)
	}
	return err
}

// direct sends a direct message to the author of h.
func (a *Adapter) direct(ctx context.Context, h heard, out outgoing) error {
	var dm channel
	err := a.rest.do(ctx, call{
		op: "open direct message", method: http.MethodPost, path: "/users/@me/channels", body: map[string]string{"recipient_id": h.Author.ID}, twice: true,
	}, &dm)
	if err != nil {
		return err
	}
	out.Reference = nil
	note := say(query.Language(h.text), "not there")
	out.Content = cut(strings.TrimSpace(note+"\n"+out.Content), maxContent)
	return orBare(out, func(out outgoing) error { return a.post(ctx, dm.ID, out) })
}

// post creates a message. Its nonce keeps it from being there twice.
func (a *Adapter) post(ctx context.Context, channel string, out outgoing) error {
	return a.rest.do(ctx, call{
		op: "create message", method: http.MethodPost, path: "/channels/" + channel + "/messages", body: out, twice: out.EnforceNonce,
		patience: postPatience,
	}, nil)
}
