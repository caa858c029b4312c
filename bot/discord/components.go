package discord

import (
	"cmp"
	"context"
	"errors"

	"okbot/bot/chat"
	"okbot/bot/discord/rest"
	"okbot/bot/l10n"
)

// onComponent handles the use of a button. The error is [chat.ErrNotFound] if the
// record of the answer is no longer kept.
func (a *Adapter) onComponent(ctx context.Context, r *response) error {
	p, ok := parseComponent(r.i.Data.CustomID)
	if !ok {
		return r.send(ctx, respondMessage, r.notice(l10n.Gone))
	}
	if !a.service.FirstTime(ctx, r.id()) {
		return nil
	}
	switch p.what {
	case pageButton:
		return a.turnPage(ctx, r, p)
	case shareButton:
		return a.share(ctx, r, p)
	case goodButton, badButton:
		if err := a.service.Rate(ctx, p.reply, platform, r.i.asker(), p.what == goodButton); err != nil {
			return err
		}
		return r.sayPrivately(ctx, l10n.DiscordThanks)
	case removeButton:
		return a.remove(ctx, r, p)
	}
	return r.send(ctx, respondMessage, r.notice(l10n.Gone))
}

// sayPrivately responds with a phrase for the user alone.
func (r *response) sayPrivately(ctx context.Context, phrase l10n.Key) error {
	return r.send(ctx, respondMessage, r.notice(phrase))
}

// view returns how the message with the button is shown.
func (r *response) view(p component, reply chat.Reply) view {
	return view{lang: cmp.Or(language(r.i.Locale), reply.Lang), private: hasShare(r.i.Message), owner: p.owner}
}

// turnPage replaces the page of an answer that is shown.
func (a *Adapter) turnPage(ctx context.Context, r *response, p component) error {
	var reply chat.Reply
	var more bool
	var err error
	if p.page == 0 {
		reply, err = a.service.Replay(ctx, p.reply)
	} else {
		reply, more, err = a.service.Page(ctx, p.reply, p.page)
	}
	if err != nil {
		return err
	}
	if p.page > 0 && len(reply.Answer.Snippets) == 0 {
		return r.sayPrivately(ctx, l10n.DiscordNoMore)
	}
	v := r.view(p, reply)
	out := render(reply, v)
	if p.page > 0 {
		out.Components = pageButtons(p.reply, v, p.page, more)
	}
	out.Content = "" // stays as it is
	return r.send(ctx, respondUpdate, out)
}

// share posts a private answer for all, once. The button stays until that is done.
func (a *Adapter) share(ctx context.Context, r *response, p component) error {
	reply, err := a.service.Replay(ctx, p.reply)
	if err != nil {
		return err
	}
	key := platform + "/share/" + p.reply
	if !a.service.FirstTime(ctx, key) {
		return r.sayPrivately(ctx, l10n.DiscordShared)
	}
	if err := r.acknowledge(ctx); err != nil {
		a.service.Withdraw(ctx, key)
		return err
	}
	v := r.view(p, reply)
	v.private, v.question = false, reply.Answer.Question
	if err := r.followUp(ctx, render(reply, v)); err != nil {
		a.service.Withdraw(ctx, key)
		what := l10n.DiscordNotShared
		if _, status := rest.Codes(err); status == 0 && !errors.Is(err, rest.ErrRateLimited) { // the effect is unknown
			what = l10n.DiscordPerhapsShared
		}
		return errors.Join(err, r.sayPrivately(ctx, what))
	}
	v.question = ""
	own := render(reply, v)
	own.Content = "" // stays as it is
	return r.edit(ctx, own)
}

// unknownMessage is Discord's error code for a message that does not exist.
const unknownMessage = 10008

// remove deletes an answer if the user asked for it.
func (a *Adapter) remove(ctx context.Context, r *response, p component) error {
	mine, err := a.service.AskedBy(ctx, p.reply, platform, r.i.asker())
	if err != nil {
		return err
	}
	if !mine {
		return r.sayPrivately(ctx, l10n.DiscordNotYours)
	}
	if err := r.acknowledge(ctx); err != nil {
		return err
	}
	err = r.remove(ctx)
	if code, _ := rest.Codes(err); code == unknownMessage {
		return r.sayPrivately(ctx, l10n.DiscordRemoved)
	}
	if err != nil {
		return errors.Join(err, r.sayPrivately(ctx, l10n.DiscordNotRemoved))
	}
	return nil
}
