package discord

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/bwmarrin/discordgo"

	"okbot/bot/chat"
	"okbot/bot/discord/rest"
	"okbot/bot/l10n"
	"okbot/index/query"
)

// busyReaction is what the bot reacts with to a message for which it has no room.
const busyReaction = "⏳"

const (
	maxReactions    = 256 // that may wait; a channel takes four a second
	reactionWorkers = 8
	reactionTimeout = 5 * time.Second
	// refusedFor is for how long a channel that has refused a reaction is left alone.
	// Discord bans a bot for hours that is refused 10,000 times in ten minutes.
	refusedFor = 10 * time.Minute
)

// refusal returns the notice why the service does not accept a question.
func refusal(err error, lang string) string {
	if errors.Is(err, chat.ErrBusy) {
		return l10n.Busy.In(lang)
	}
	return l10n.Sorry.In(lang)
}

// refuse informs the author of a message that the service does not accept: by a reply or,
// to whom a reply has told already that the bot is busy, by a reaction.
func (a *Adapter) refuse(h incoming, refused error) {
	queued := false
	if errors.Is(refused, chat.ErrBusy) && !a.service.Busy(platform, h.Author.ID) {
		select {
		case a.reactions <- h:
			queued = true
		default:
		}
	} else {
		queued = a.background.do(func(ctx context.Context) {
			a.untold(ctx, h, a.reply(ctx, h, newOutgoing(refusal(refused, query.Language(h.text)))))
		})
	}
	if !queued {
		a.untold(context.Background(), h, refused)
	}
}

// untold counts a message of whose refusal err kept word from its author; nil did not.
func (a *Adapter) untold(ctx context.Context, h incoming, err error) {
	if err != nil {
		a.service.Untold(platform)
		a.log.DebugContext(ctx, "say that the bot is busy", "id", h.id, "error", err)
	}
}

// errNoReactions means that a channel refused a reaction a short while ago.
var errNoReactions = errors.New("the bot may not react there")

// react reacts to the messages in the queue until ctx ends, and counts those that are left.
func (a *Adapter) react(ctx context.Context) error {
	for {
		select {
		case h := <-a.reactions:
			a.untold(ctx, h, a.addReaction(ctx, h))
		case <-ctx.Done():
			for {
				select {
				case h := <-a.reactions:
					a.untold(ctx, h, ctx.Err())
				default:
					return nil
				}
			}
		}
	}
}

// addReaction reacts to a message.
func (a *Adapter) addReaction(ctx context.Context, h incoming) error {
	if a.unreacting.Has(h.ChannelID) {
		return errNoReactions
	}
	err := a.rest.Do(ctx, rest.Call{
		Operation: "create reaction", Method: http.MethodPut, Idempotent: true, Timeout: reactionTimeout,
		Path: "/channels/" + h.ChannelID + "/messages/" + h.ID + "/reactions/" + url.PathEscape(busyReaction) + "/@me",
	}, nil)
	if code, _ := rest.Codes(err); code == discordgo.ErrCodeMissingAccess || code == discordgo.ErrCodeMissingPermissions {
		a.unreacting.Set(h.ChannelID, struct{}{}, refusedFor)
	}
	return err
}
