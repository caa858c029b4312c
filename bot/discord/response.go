package discord

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Types of responses
// (https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object).
const (
	respondPong        = 1
	respondMessage     = 4
	respondLater       = 5
	respondUpdateLater = 6
	respondUpdate      = 7
	respondChoices     = 8
)

// response answers one interaction, which Discord wants to hear of within 3 s:
// what is sent first is the response itself or, once the person has been told to
// wait, takes its place; what is sent later follows it.
type response struct {
	a        *Adapter
	i        *interaction
	received time.Time
	hidden   bool // the answer is for the asker alone
	waiting  *time.Timer

	mu    sync.Mutex
	state responseState
}

type responseState int

const (
	unanswered responseState = iota
	deferred                 // the person has been told to wait
	answered
)

// watch tells the person to wait if nothing was sent in time.
func (r *response) watch() {
	r.waiting = time.AfterFunc(r.a.timing.deferring, func() { r.a.aside.do(r.hold) })
}

// stop ends the watch.
func (r *response) stop() {
	if r.waiting != nil {
		r.waiting.Stop()
	}
}

// hold tells the person to wait.
func (r *response) hold(ctx context.Context) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.state != unanswered {
		return
	}
	kind, data := respondLater, map[string]any{}
	if r.i.Type == componentPressed {
		kind = respondUpdateLater
	} else if r.hidden {
		data["flags"] = discordgo.MessageFlagsEphemeral
	}
	if err := r.callback(ctx, kind, data); err != nil {
		r.a.log.WarnContext(ctx, "defer a discord interaction", "id", r.id(), "error", err)
		return
	}
	r.state = deferred
}

// send sends a message of some kind of response, in whatever way there still is.
func (r *response) send(ctx context.Context, kind int, out outgoing) error {
	r.stop()
	r.mu.Lock()
	defer r.mu.Unlock()
	err := orBare(out, func(out outgoing) error { return r.deliver(ctx, kind, out) })
	if err == nil {
		r.state = answered
	}
	return err
}

// deliver sends a message in the way that the state asks for.
func (r *response) deliver(ctx context.Context, kind int, out outgoing) error {
	switch {
	case r.state == unanswered:
		err := r.callback(ctx, kind, out)
		if code, _ := codes(err); code == acknowledged { // by a request nobody heard the end of, or by a process that died
			return r.edit(ctx, out)
		}
		return err
	case r.state == deferred && (kind == respondUpdate || r.i.Type != componentPressed):
		return r.edit(ctx, out)
	}
	return r.post(ctx, out)
}

// acknowledge responds without a message.
func (r *response) acknowledge(ctx context.Context) error {
	r.stop()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.state != unanswered {
		return nil
	}
	err := r.callback(ctx, respondUpdateLater, nil)
	if code, _ := codes(err); err != nil && code != acknowledged {
		return err
	}
	r.state = answered
	return nil
}

// choose offers choices for an option.
func (r *response) choose(ctx context.Context, choices []discordgo.ApplicationCommandOptionChoice) error {
	return r.callback(ctx, respondChoices, map[string]any{"choices": choices})
}

// callback makes the first response.
func (r *response) callback(ctx context.Context, kind int, data any) error {
	body := map[string]any{"type": kind}
	if data != nil {
		body["data"] = data
	}
	err := r.a.rest.do(ctx, call{
		op: "respond", method: http.MethodPost, path: "/interactions/" + r.i.ID + "/" + r.i.Token + "/callback", body: body, twice: true,
	}, nil)
	if err == nil {
		r.a.service.Metrics().Acks.WithLabelValues(platform).Observe(time.Since(r.received).Seconds())
	}
	return err
}

// edit puts a message in the place of the response, or of the message whose
// button was pressed.
func (r *response) edit(ctx context.Context, out outgoing) error {
	out.Flags = 0 // cannot be changed
	return r.a.rest.do(ctx, call{op: "edit response", method: http.MethodPatch, path: r.webhook() + "/messages/@original", body: out, twice: true}, nil)
}

// follow sends a further message.
func (r *response) follow(ctx context.Context, out outgoing) error {
	return orBare(out, func(out outgoing) error { return r.post(ctx, out) })
}

func (r *response) post(ctx context.Context, out outgoing) error {
	return r.a.rest.do(ctx, call{op: "follow up", method: http.MethodPost, path: r.webhook(), body: out}, nil)
}

// remove deletes the response, or the message whose button was pressed.
func (r *response) remove(ctx context.Context) error {
	return r.a.rest.do(ctx, call{op: "delete response", method: http.MethodDelete, path: r.webhook() + "/messages/@original", twice: true}, nil)
}

func (r *response) webhook() string { return "/webhooks/" + r.i.ApplicationID + "/" + r.i.Token }

// id names the interaction for the service and the log.
func (r *response) id() string { return platform + "/interaction/" + r.i.ID }

// started reports whether anything has surely arrived.
func (r *response) started() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.state == answered
}
