package discord

import (
	"cmp"
	"context"
	"errors"

	"okbot/bot/chat"
)

// pressed acts on a press of a button. [chat.ErrNotFound] tells that the answer
// is no longer kept.
func (a *Adapter) pressed(ctx context.Context, r *response) error {
	p, ok := parsePress(r.i.Data.CustomID)
	if !ok {
		return r.send(ctx, respondMessage, r.notice(chat.Gone))
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
		return r.tell(ctx, "thanks")
	case removeButton:
		return a.remove(ctx, r, p)
	}
	return r.send(ctx, respondMessage, r.notice(chat.Gone))
}

// tell answers with a phrase for the person alone.
func (r *response) tell(ctx context.Context, phrase string) error {
	return r.send(ctx, respondMessage, newOutgoing(say(cmp.Or(language(r.i.Locale), "en"), phrase)).private())
}

// view is how the message with the button is shown.
func (r *response) view(p press, reply chat.Reply) view {
	return view{lang: cmp.Or(language(r.i.Locale), reply.Lang), private: hasShare(r.i.Message), owner: p.owner}
}

// turnPage shows another page of an answer in its place.
func (a *Adapter) turnPage(ctx context.Context, r *response, p press) error {
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
		return r.tell(ctx, "no more")
	}
	v := r.view(p, reply)
	out := render(reply, v)
	if p.page > 0 {
		out.Components = pageButtons(p.reply, v, p.page, more)
	}
	out.Content = "" // stays as it is
	return r.send(ctx, respondUpdate, out)
}

// share shows everybody the answer that only the asker has seen, once. The button
// stays until that has been done.
func (a *Adapter) share(ctx context.Context, r *response, p press) error {
	reply, err := a.service.Replay(ctx, p.reply)
	if err != nil {
		return err
	}
	key := platform + "/share/" + p.reply
	if !a.service.FirstTime(ctx, key) {
		return r.tell(ctx, "shared")
	}
	if err := r.acknowledge(ctx); err != nil {
		a.service.Withdraw(ctx, key)
		return err
	}
	v := r.view(p, reply)
	v.private, v.question = false, reply.Answer.Question
	if err := r.follow(ctx, render(reply, v)); err != nil {
		a.service.Withdraw(ctx, key)
		what := "not shared"
		if _, status := codes(err); status == 0 && !errors.Is(err, errLimited) { // nobody heard what became of it
			what = "perhaps shared"
		}
		return errors.Join(err, r.tell(ctx, what))
	}
	v.question = ""
	own := render(reply, v)
	own.Content = "" // stays as it is
	return r.edit(ctx, own)
}

// unknownMessage is Discord's code for a message that is not there.
const unknownMessage = 10008

// remove deletes an answer for the person who asked.
func (a *Adapter) remove(ctx context.Context, r *response, p press) error {
	mine, err := a.service.AskedBy(ctx, p.reply, platform, r.i.asker())
	if err != nil {
		return err
	}
	if !mine {
		return r.tell(ctx, "not yours")
	}
	if err := r.acknowledge(ctx); err != nil {
		return err
	}
	err = r.remove(ctx)
	if code, _ := codes(err); code == unknownMessage {
		return r.tell(ctx, "removed")
	}
	if err != nil {
		return errors.Join(err, r.tell(ctx, "not removed"))
	}
	return nil
}
