package discord

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/discord/lenient"
	"okbot/bot/l10n"
	"okbot/index/query"
)

// The types of interactions.
const (
	pinged           = 1
	commandGiven     = 2
	componentPressed = 3
	questionTyped    = 4 // half: autocomplete
)

// onInteraction starts the response to an interaction.
func (a *Adapter) onInteraction(i *interaction) {
	r := &response{a: a, i: i, received: time.Now()}
	switch i.Type {
	case commandGiven:
		text, work, asks := a.command(r)
		a.serve(r, r.delivery(asks), text, work)
	case componentPressed:
		a.serve(r, r.delivery(false), "", func(ctx context.Context) error { return a.onComponent(ctx, r) })
	case questionTyped:
		a.autocomplete(r)
	case pinged:
		a.background.do(func(ctx context.Context) {
			if err := r.callback(ctx, respondPong, nil); err != nil {
				a.log.WarnContext(ctx, "answer a discord ping", "id", r.id(), "error", err)
			}
		})
	default:
		a.serve(r, r.delivery(false), "", func(ctx context.Context) error { return r.sayPrivately(ctx, l10n.DiscordUnknown) })
	}
}

// serve submits the work for an interaction. If the service refuses it, the user is
// informed. text is what they wrote.
func (a *Adapter) serve(r *response, d chat.Delivery, text string, work func(context.Context) error) {
	r.deferLater()
	refused := a.inbox.Submit(d, func(ctx context.Context) error { return a.respond(ctx, r, work) })
	if refused == nil {
		return
	}
	r.stop()
	if errors.Is(refused, chat.ErrBusy) {
		a.service.Busy(platform, d.User)
	}
	deadline := createdAt(r.i.ID).Add(respondWithin) // then Discord has told the user itself, and takes nothing
	started := time.Now().Before(deadline) && a.background.do(func(ctx context.Context) {
		ctx, cancel := context.WithDeadline(ctx, deadline)
		defer cancel()
		out := newOutgoing(refusal(refused, cmp.Or(language(r.i.Locale), query.Language(text)))).private()
		if err := r.send(ctx, respondMessage, out); err != nil {
			a.service.Untold(platform)
			a.log.DebugContext(ctx, "say that the interaction is refused", "id", r.id(), "error", err)
		}
	})
	if !started {
		a.service.Untold(platform)
		a.log.Debug("interaction dropped", "id", r.id(), "error", refused)
	}
}

// respond does the work for an interaction. If it fails before it has responded, the
// user is informed.
func (a *Adapter) respond(ctx context.Context, r *response, work func(context.Context) error) error {
	defer r.stop()
	err := work(ctx)
	if errors.Is(err, chat.ErrNotFound) {
		err = r.send(ctx, respondMessage, r.notice(l10n.Gone))
	}
	if err == nil {
		return nil
	}
	a.log.ErrorContext(ctx, "discord interaction", "id", r.id(), "error", err)
	if !r.started() && !unreachable(err) {
		r.send(ctx, respondMessage, r.notice(l10n.Sorry))
	}
	return err
}

// language returns the bot's language for a locale of Discord's, "" for others.
func language(locale string) string {
	switch lang, _, _ := strings.Cut(locale, "-"); lang {
	case "ko", "en":
		return lang
	}
	return ""
}

// notice returns a notice for the user alone.
func (r *response) notice(n l10n.Key) outgoing {
	return newOutgoing(n.In(cmp.Or(language(r.i.Locale), "en"))).private()
}

// command returns the text of /ask or of the command on a message, the work for it, and
// whether it asks a question.
func (a *Adapter) command(r *response) (text string, work func(context.Context) error, asks bool) {
	data := &r.i.Data
	no := l10n.DiscordUnknown
	switch {
	case data.Name == askCommand && data.Type == lenient.Int(discordgo.ChatApplicationCommand):
		text, r.ephemeral, asks = data.text(questionOption), data.yes(privateOption), true
	case data.Type == lenient.Int(discordgo.MessageApplicationCommand):
		r.ephemeral = true
		if m := data.Resolved.Messages[data.TargetID]; m != nil {
			text = beginning(query.Clean(query.CutTags(m.textOf(), markup)))
		}
		asks, no = text != "", l10n.DiscordNoText
	}
	if !asks {
		return text, func(ctx context.Context) error { return r.sayPrivately(ctx, no) }, false
	}
	return text, func(ctx context.Context) error { return a.ask(ctx, r, text) }, true
}

// beginning returns the first characters of somebody else's message, which whoever asks
// about it cannot shorten.
func beginning(text string) string {
	if runes := []rune(text); len(runes) > bot.MaxQuestion {
		return string(runes[:bot.MaxQuestion])
	}
	return text
}

// ask answers the question of a command.
func (a *Adapter) ask(ctx context.Context, r *response, text string) error {
	i, asker := r.i, r.i.asker()
	request := chat.Request{
		ID: r.id(), Platform: platform, User: asker, Locale: language(i.Locale),
		Question: bot.Question{Text: text, Conversation: a.conversationOf(r)},
	}
	if bot.IntentOf(text) == bot.Sources {
		request.Intent = bot.Sources
	}
	if i.GuildID != "" && !isThread(i.Channel.Type) {
		request.Question.Within = conversationPause
	}
	if i.GuildID != "" {
		request.Channel = cmp.Or(i.parent(), i.ChannelID)
	}
	return a.service.Handle(ctx, request, func(ctx context.Context, reply chat.Reply) error {
		out := render(reply, view{
			lang: cmp.Or(language(i.Locale), reply.Lang), question: text, private: r.ephemeral, owner: asker, about: a.service.About(),
		})
		if r.ephemeral || reply.Notice != "" {
			out = out.private()
		}
		return r.send(ctx, respondMessage, out)
	})
}

// parent returns the channel of the thread of the interaction, "" outside threads.
func (i *interaction) parent() string {
	if isThread(i.Channel.Type) {
		return i.Channel.ParentID
	}
	return ""
}

// conversationOf returns the conversation of an interaction. Private questions are a
// conversation of their own.
func (a *Adapter) conversationOf(r *response) string {
	const directMessage = 1
	owner := r.i.asker()
	shared := isThread(r.i.Channel.Type) || r.i.Channel.Type == directMessage
	switch {
	case r.ephemeral:
		return conversationKey(r.i.ChannelID, owner) + "/private"
	case shared:
		return conversationKey(r.i.ChannelID, "")
	}
	return conversationKey(r.i.ChannelID, owner)
}

// Limits of completions.
const (
	maxChoices = 25
	maxChoice  = 100 // characters
)

// autocomplete offers questions that complete what is being typed.
func (a *Adapter) autocomplete(r *response) {
	busy := a.service.Submit(func(ctx context.Context) {
		if err := r.choose(ctx, a.choices(r.i)); err != nil {
			a.log.WarnContext(ctx, "complete a question on discord", "id", r.id(), "error", err)
		}
	})
	if busy != nil {
		a.background.do(func(ctx context.Context) { r.choose(ctx, []discordgo.ApplicationCommandOptionChoice{}) })
	}
}

// choices returns questions in the language that is being typed or, if there are none,
// in the other: the wrong keyboard layout may be on.
func (a *Adapter) choices(i *interaction) []discordgo.ApplicationCommandOptionChoice {
	typed := ""
	for _, o := range i.Data.Options {
		if text, ok := o.Value.(string); ok && o.Focused {
			typed = text
		}
	}
	lang, other := cmp.Or(language(i.Locale), "en"), "ko"
	if strings.TrimSpace(typed) != "" {
		lang = query.Language(typed)
	}
	if lang == "ko" {
		other = "en"
	}
	asks := a.service.Complete(typed, lang, maxChoices)
	if len(asks) == 0 {
		asks = a.service.Complete(typed, other, maxChoices)
	}
	out := []discordgo.ApplicationCommandOptionChoice{}
	for _, q := range asks {
		if q != "" && utf8.RuneCountInString(q) <= maxChoice {
			out = append(out, discordgo.ApplicationCommandOptionChoice{Name: q, Value: q})
		}
	}
	return out
}
