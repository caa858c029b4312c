package discord

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"okbot/bot/discord/rest"
)

// The types of responses
// (https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object).
const (
	respondPong        = 1
	respondMessage     = 4
	respondLater       = 5
	respondUpdateLater = 6
	respondUpdate      = 7
	respondChoices     = 8
)

// respondWithin is how long Discord waits for the first response to an interaction.
const respondWithin = 3 * time.Second

// A response answers one interaction, which Discord expects within respondWithin. The first
// message is the response itself or, if the response was deferred, replaces it;
// further ones follow it.
type response struct {
	a         *Adapter
	i         *interaction
	received  time.Time
	ephemeral bool // the answer is for the asker alone
	waiting   *time.Timer

	mu    sync.Mutex
	state responseState
}

type responseState int

const (
	unanswered responseState = iota
	deferred                 // the user sees that the answer will take a while
	answered
)

// deferLater defers the response if nothing is sent in time.
func (r *response) deferLater() {
	r.waiting = time.AfterFunc(r.a.timing.deferAfter, func() { r.a.background.do(r.deferResponse) })
}

// stop ends deferLater.
func (r *response) stop() {
	if r.waiting != nil {
		r.waiting.Stop()
	}
}

// deferResponse shows the user that the answer will take a while.
func (r *response) deferResponse(ctx context.Context) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.state != unanswered {
		return
	}
	kind, data := respondLater, map[string]any{}
	if r.i.Type == componentPressed {
		kind = respondUpdateLater
	} else if r.ephemeral {
		data["flags"] = discordgo.MessageFlagsEphemeral
	}
	err := r.callback(ctx, kind, data)
	if code, _ := rest.Codes(err); err != nil && code != acknowledged {
		r.a.log.WarnContext(ctx, "defer a discord interaction", "id", r.id(), "error", err)
		return
	}
	r.state = deferred
}

// send sends a message as a type of response, or in the way that is still possible.
func (r *response) send(ctx context.Context, kind int, out outgoing) error {
	r.stop()
	r.mu.Lock()
	defer r.mu.Unlock()
	err := withFallback(out, func(out outgoing) error { return r.deliver(ctx, kind, out) })
	if err == nil {
		r.state = answered
	}
	return err
}

// deliver sends a message in the way that the state requires.
func (r *response) deliver(ctx context.Context, kind int, out outgoing) error {
	switch {
	case r.state == unanswered:
		err := r.callback(ctx, kind, out)
		if code, _ := rest.Codes(err); code == acknowledged { // by a request whose response was lost, or by a process that died
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
	if code, _ := rest.Codes(err); err != nil && code != acknowledged {
		return err
	}
	r.state = answered
	return nil
}

// choose responds with completions for an option.
func (r *response) choose(ctx context.Context, choices []discordgo.ApplicationCommandOptionChoice) error {
	return r.callback(ctx, respondChoices, map[string]any{"choices": choices})
}

// callback makes the first response.
func (r *response) callback(ctx context.Context, kind int, data any) error {
	body := map[string]any{"type": kind}
	if data != nil {
		body["data"] = data
	}
	err := r.a.rest.Do(ctx, rest.Call{
		Operation: "respond", Method: http.MethodPost, Path: "/interactions/" + r.i.ID + "/" + r.i.Token + "/callback", Body: body, Idempotent: true,
	}, nil)
	if err == nil {
		r.a.service.Metrics().Acks.WithLabelValues(platform).Observe(time.Since(r.received).Seconds())
	}
	return err
}

// edit replaces the response, or the message with the used button.
func (r *response) edit(ctx context.Context, out outgoing) error {
	out.Flags = 0 // cannot be changed
	return r.a.rest.Do(ctx, rest.Call{Operation: "edit response", Method: http.MethodPatch, Path: r.webhook() + "/messages/@original", Body: out, Idempotent: true}, nil)
}

// followUp sends a further message.
func (r *response) followUp(ctx context.Context, out outgoing) error {
	return withFallback(out, func(out outgoing) error { return r.post(ctx, out) })
}

func (r *response) post(ctx context.Context, out outgoing) error {
	return r.a.rest.Do(ctx, rest.Call{Operation: "follow up", Method: http.MethodPost, Path: r.webhook(), Body: out}, nil)
}

// remove deletes the response, or the message with the used button.
func (r *response) remove(ctx context.Context) error {
	return r.a.rest.Do(ctx, rest.Call{Operation: "delete response", Method: http.MethodDelete, Path: r.webhook() + "/messages/@original", Idempotent: true}, nil)
}

func (r *response) webhook() string { return "/webhooks/" + r.i.ApplicationID + "/" + r.i.Token }

// id returns the id of the interaction for the service and the log.
func (r *response) id() string { return platform + "/interaction/" + r.i.ID }

// started reports whether something was certainly delivered.
func (r *response) started() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.state == answered
}
