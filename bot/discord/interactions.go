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
	"okbot/index/query"
)

// Types of interactions.
const (
	pinged           = 1
	commandGiven     = 2
	componentPressed = 3
	questionTyped    = 4 // half: autocomplete
)

// interact hands an interaction to the service.
func (a *Adapter) interact(i *interaction) {
	r := &response{a: a, i: i, received: time.Now()}
	switch i.Type {
	case commandGiven:
		a.command(r)
	case componentPressed:
		a.serve(r, "", func(ctx context.Context) error { return a.pressed(ctx, r) })
	case questionTyped:
		a.typed(r)
	case pinged:
		a.aside.do(func(ctx context.Context) {
			if err := r.callback(ctx, respondPong, nil); err != nil {
				a.log.WarnContext(ctx, "answer a discord ping", "id", r.id(), "error", err)
			}
		})
	default:
		a.serve(r, "", func(ctx context.Context) error { return r.tell(ctx, "unknown") })
	}
}

// serve lets the service do the work that ends in a response. Where it has no room,
// or the work fails before it has said anything, the person is told so. Text is
// what they wrote.
func (a *Adapter) serve(r *response, text string, work func(context.Context) error) {
	r.watch()
	busy := a.service.Submit(func(ctx context.Context) {
		defer r.stop()
		err := work(ctx)
		if errors.Is(err, chat.ErrNotFound) {
			err = r.send(ctx, respondMessage, r.notice(chat.Gone))
		}
		if err == nil {
			return
		}
		a.log.ErrorContext(ctx, "discord interaction", "id", r.id(), "error", err)
		if !r.started() && !closed(err) {
			r.send(ctx, respondMessage, r.notice(chat.Sorry))
		}
	})
	if busy == nil {
		return
	}
	r.stop()
	told := a.aside.do(func(ctx context.Context) {
		out := newOutgoing(refusal(busy, cmp.Or(language(r.i.Locale), query.Language(text)))).private()
		if err := r.send(ctx, respondMessage, out); err != nil {
			a.log.WarnContext(ctx, "tell that the bot is busy", "id", r.id(), "error", err)
		}
	})
	if !told {
		a.log.Warn("interaction dropped", "id", r.id(), "error", busy)
	}
}

// language returns the bot's language for a locale of Discord's, "" if it speaks
// none of them.
func language(locale string) string {
	switch lang, _, _ := strings.Cut(locale, "-"); lang {
	case "ko", "en":
		return lang
	}
	return ""
}

// notice is a sentence for the person alone.
func (r *response) notice(n chat.Notice) outgoing {
	return newOutgoing(n.In(cmp.Or(language(r.i.Locale), "en"))).private()
}

// command answers /ask and the command on a message.
func (a *Adapter) command(r *response) {
	data := &r.i.Data
	text := ""
	switch {
	case data.Name == askCommand && data.Type == number(discordgo.ChatApplicationCommand):
		text, r.hidden = data.text(questionOption), data.yes(privateOption)
	case data.Type == number(discordgo.MessageApplicationCommand):
		r.hidden = true
		if m := data.Resolved.Messages[data.TargetID]; m != nil {
			text = strings.TrimSpace(markup.ReplaceAllString(m.said(), " "))
		}
		if text == "" {
			a.serve(r, text, func(ctx context.Context) error { return r.tell(ctx, "no text") })
			return
		}
	default:
		a.serve(r, text, func(ctx context.Context) error { return r.tell(ctx, "unknown") })
		return
	}
	a.serve(r, text, func(ctx context.Context) error { return a.ask(ctx, r, text) })
}

// ask answers what a command asks.
func (a *Adapter) ask(ctx context.Context, r *response, text string) error {
	i, asker := r.i, r.i.asker()
	request := chat.Request{
		ID: r.id(), Platform: platform, User: asker, Locale: language(i.Locale),
		Question: bot.Question{Text: text, Conversation: a.conversationOf(r)},
	}
	if bot.IntentOf(text) == bot.Sources {
		request.Intent = bot.Sources
	}
	if i.GuildID != "" {
		request.Channel = cmp.Or(i.parent(), i.ChannelID)
	}
	return a.service.Handle(ctx, request, func(ctx context.Context, reply chat.Reply) error {
		out := render(reply, view{
			lang: cmp.Or(language(i.Locale), reply.Lang), question: text, private: r.hidden, owner: asker, about: a.service.About(),
		})
		if r.hidden || reply.Notice != "" {
			out = out.private()
		}
		return r.send(ctx, respondMessage, out)
	})
}

// parent is the channel of the thread where an interaction takes place, or "".
func (i *interaction) parent() string {
	if isThread(i.Channel.Type) {
		return i.Channel.ParentID
	}
	return ""
}

// conversationOf names what an interaction belongs to: what a person asks for
// themselves alone is a conversation of its own.
func (a *Adapter) conversationOf(r *response) string {
	const directMessage = 1
	owner := r.i.asker()
	shared := isThread(r.i.Channel.Type) || r.i.Channel.Type == directMessage
	switch {
	case r.hidden:
		return talk(r.i.ChannelID, owner) + "/private"
	case shared:
		return talk(r.i.ChannelID, "")
	}
	return talk(r.i.ChannelID, owner)
}

// Limits of choices.
const (
	maxChoices = 25
	maxChoice  = 100 // characters
)

// typed offers questions that go on from what is being typed.
func (a *Adapter) typed(r *response) {
	busy := a.service.Submit(func(ctx context.Context) {
		if err := r.choose(ctx, a.choices(r.i)); err != nil {
			a.log.WarnContext(ctx, "complete a question on discord", "id", r.id(), "error", err)
		}
	})
	if busy != nil {
		a.aside.do(func(ctx context.Context) { r.choose(ctx, []discordgo.ApplicationCommandOptionChoice{}) })
	}
}

// choices are questions in the language that is being typed or, where that has
// none, in the other: keys may have been struck in the wrong layout.
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
