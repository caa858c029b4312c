package discord

import (
	"cmp"
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/jellydator/ttlcache/v3"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/discord/rest"
	"okbot/bot/l10n"
	"okbot/index/query"
)

// incoming is a message that may be for the bot.
type incoming struct {
	*message
	id     string // of the question, for the service and the log
	text   string // of the question
	to     addressee
	known  bool // whether thread is
	thread bool
	parent string // the channel of a thread, if known
	title  string // of the thread that the message begins, if it does: a forum's post
}

// onEdit submits an edited message if the edit may have added the mention of the bot. One
// that was answered before is not answered again.
func (a *Adapter) onEdit(m *message) {
	self, role := a.guilds.names(m.GuildID)
	if _, to := question(m, self, role); to == toBot && m.GuildID != "" && m.edited() {
		a.onMessage(m)
	}
}

// onMessage submits a message that may be for the bot.
func (a *Adapter) onMessage(m *message) {
	self, role := a.guilds.names(m.GuildID)
	h := a.incoming(m)
	h.text, h.to = question(m, self, role)
	elsewhere := h.known && !h.thread || h.text == ""
	if h.to == toNobody || h.to == toEverybody && elsewhere && !h.repliesUnseen() {
		return
	}
	err := a.inbox.Submit(h.delivery(), func(ctx context.Context) error { return a.answer(ctx, h) })
	if err != nil && h.to != toEverybody {
		a.refuse(h, err)
	}
}

// incoming returns a message with what the gateway has sent of its channel.
func (a *Adapter) incoming(m *message) incoming {
	h := incoming{message: m, id: platform + "/" + m.ChannelID + "/" + m.ID}
	h.setChannel(a.guilds.channel(m.ChannelID))
	return h
}

// setChannel sets what is known of the channel of h.
func (h *incoming) setChannel(c channel, known bool) {
	h.known = known || h.GuildID == ""
	if h.thread = isThread(c.Type) || isThread(h.ChannelType); h.thread {
		h.parent = c.ParentID
	}
	if h.thread && h.ID == h.ChannelID {
		h.title = c.Name
	}
}

// answer answers a message.
func (a *Adapter) answer(ctx context.Context, h incoming) error {
	h = a.resolve(ctx, h)
	if h.to == toEverybody && !h.thread {
		return nil
	}
	if h.title != "" && needsSubject(h.text) {
		h.text = h.title
	}
	conversation := a.conversation(ctx, h)
	if h.to == toEverybody && (h.text == "" || !a.service.HasHistory(ctx, conversation)) {
		return nil
	}
	request := chat.Request{
		ID: h.id, Platform: platform, User: h.Author.ID, Overheard: h.to == toEverybody,
		After:    componentOf(h.Referenced).reply,
		Locale:   a.guilds.language(h.GuildID),
		Question: bot.Question{Text: h.text, Conversation: conversation},
	}
	if h.GuildID != "" && !h.thread {
		request.Question.Within = conversationPause
	}
	if h.GuildID != "" {
		request.Channel = cmp.Or(h.parent, h.ChannelID)
	}
	if bot.IntentOf(h.text) == bot.Sources {
		request.Intent = bot.Sources
	}
	replied := false
	err := a.service.Handle(ctx, request, func(ctx context.Context, r chat.Reply) error {
		out := render(r, view{lang: r.Lang, owner: h.owner(), about: a.service.About()})
		if h.to == toBotUnreadable && r.Notice == bot.EmptyNote(r.Lang) {
			out = newOutgoing(l10n.DiscordUnread.In(r.Lang))
		}
		err := a.reply(ctx, h, out)
		replied = err == nil
		return err
	})
	if err == nil {
		return nil
	}
	a.log.ErrorContext(ctx, "answer a discord message", "id", h.id, "error", err)
	if !replied && h.to != toEverybody && ctx.Err() == nil && !unreachable(err) {
		if err := a.reply(ctx, h, newOutgoing(l10n.Sorry.In(query.Language(h.text)))); err != nil {
			a.log.ErrorContext(ctx, "apologise on discord", "id", h.id, "error", err)
		}
	}
	return err
}

// conversationPause is how long after an answer in a channel a question of the same user
// may continue it: other people talk there as well.
const conversationPause = 10 * time.Minute

// owner returns the user whose conversation a message in a channel belongs to: that of
// the answer to which it replies, else its author.
func (h incoming) owner() string {
	if h.Referenced != nil {
		return cmp.Or(componentOf(h.Referenced).owner, h.Author.ID)
	}
	return h.Author.ID
}

// conversation returns the conversation of a message: a direct message or a thread as
// a whole. A thread on an answer of the bot belongs to the conversation of that
// answer.
func (a *Adapter) conversation(ctx context.Context, h incoming) string {
	switch {
	case h.GuildID == "":
		return conversationKey(h.ChannelID, "")
	case !h.thread:
		return conversationKey(h.ChannelID, h.owner())
	}
	if owner := a.threadOwner(ctx, h); owner != "" {
		return conversationKey(h.parent, owner)
	}
	return conversationKey(h.ChannelID, "")
}

// conversationKey returns the name of the conversation of a channel, or of one user
// there.
func conversationKey(channel, owner string) string {
	return strings.TrimSuffix(platform+"/"+channel+"/"+owner, "/")
}

// maxThreads bounds the threads of which the owner is cached.
const maxThreads = 10_000

// threadOwner returns the owner of the conversation on which the thread of h began, ""
// if there is none. A thread that begins on a message has the id of that message.
func (a *Adapter) threadOwner(ctx context.Context, h incoming) string {
	if h.parent == "" {
		return ""
	}
	if item := a.threads.Get(h.ChannelID); item != nil {
		return item.Value()
	}
	var first message
	err := a.rest.Do(ctx, rest.Call{
		Operation: "get message", Method: http.MethodGet, Path: "/channels/" + h.parent + "/messages/" + h.ChannelID, Idempotent: true,
	}, &first)
	if _, status := rest.Codes(err); err != nil && status == 0 {
		a.log.WarnContext(ctx, "look where a discord thread begins", "id", h.id, "error", err)
		return ""
	}
	owner := ""
	if self, _ := a.guilds.names(""); first.Author != nil && first.Author.ID == self {
		owner = componentOf(&first).owner
	}
	a.threads.Set(h.ChannelID, owner, ttlcache.DefaultTTL)
	return owner
}

// Discord's error codes.
const (
	missingAccess      = 50001
	missingPermissions = 50013
	mayNotReadHistory  = 160002
	acknowledged       = 40060
)

// reply posts a reply to a message. It drops what Discord refuses or does not permit
// in the channel. If the bot may not write there at all, the reply is a direct
// message.
func (a *Adapter) reply(ctx context.Context, h incoming, out outgoing) error {
	never := false
	out.Nonce, out.EnforceNonce = h.ID, true
	out.Reference = &discordgo.MessageReference{MessageID: h.ID, ChannelID: h.ChannelID, FailIfNotExists: &never}
	post := func(out outgoing) error { return a.post(ctx, h.ChannelID, out) }
	err := post(out)
	if code, _ := rest.Codes(err); code == mayNotReadHistory {
		out.Reference = nil
		err = post(out)
	}
	if code, _ := rest.Codes(err); code == missingPermissions {
		out.Reference, out = nil, out.asText()
		err = post(out)
	}
	if _, status := rest.Codes(err); status == http.StatusBadRequest {
		err = post(out.fallback())
	}
	if code, _ := rest.Codes(err); (code == missingPermissions || code == missingAccess) && h.GuildID != "" && h.to != toEverybody {
		a.log.WarnContext(ctx, "may not write in discord channel", "id", h.id, "channel", h.ChannelID)
		return a.direct(ctx, h, out)
	}
	return err
}

// direct sends a direct message to the author of h.
func (a *Adapter) direct(ctx context.Context, h incoming, out outgoing) error {
	var dm channel
	err := a.rest.Do(ctx, rest.Call{
		Operation: "open direct message", Method: http.MethodPost, Path: "/users/@me/channels", Body: map[string]string{"recipient_id": h.Author.ID}, Idempotent: true,
	}, &dm)
	if err != nil {
		return err
	}
	out.Reference = nil
	note := l10n.DiscordNotThere.In(query.Language(h.text))
	out.Content = cut(strings.TrimSpace(note+"\n"+out.Content), maxContent)
	return withFallback(out, func(out outgoing) error { return a.post(ctx, dm.ID, out) })
}

// postTimeout bounds a post: messages to a busy channel wait for their turn, 5 in 5 s.
const postTimeout = 2 * time.Minute

// post creates a message. Its nonce keeps Discord from creating it twice.
func (a *Adapter) post(ctx context.Context, channel string, out outgoing) error {
	return a.rest.Do(ctx, rest.Call{
		Operation: "create message", Method: http.MethodPost, Path: "/channels/" + channel + "/messages", Body: out, Idempotent: out.EnforceNonce,
		Timeout: postTimeout,
	}, nil)
}
