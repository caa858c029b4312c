package discord

import (
	"context"
	"fmt"
	"net/http"
)

// A Finding is one thing that Check looked at. Fix tells what to do where OK is
// false.
type Finding struct {
	Name string `json:"name"`
	OK   bool   `json:"ok"`
	Text string `json:"text"`
	Fix  string `json:"fix,omitempty"`
}

// fewStarts is how many sessions are left when it is time to worry.
const fewStarts = 100

// Check asks Discord whether everything is as the adapter needs it, and changes
// nothing.
func (a *Adapter) Check(ctx context.Context) []Finding {
	defer a.rest.client.CloseIdleConnections()
	app, err := a.rest.application(ctx)
	if err != nil {
		if _, status := codes(err); status == http.StatusUnauthorized {
			return []Finding{{Name: "token", Text: "Discord refuses it",
				Fix: "set DISCORD_TOKEN to the token of the application's Bot page (Reset Token makes a new one)"}}
		}
		return []Finding{{Name: "token", Text: err.Error(), Fix: "see that this machine reaches Discord's API"}}
	}
	found := []Finding{{Name: "token", OK: true, Text: fmt.Sprintf("application %s (%s)", app.Name, app.ID)}}
	intents := "no privileged ones needed; message content is off, so threads are followed by mention and reply alone"
	if app.readsContent() {
		intents = "no privileged ones needed; message content is on, so the bot's own threads are followed without a mention"
	}
	found = append(found, Finding{Name: "intents", OK: true, Text: intents})
	return append(found, a.checkInstall(app), a.checkCommands(ctx, app.ID), a.checkGateway(ctx))
}

func (a *Adapter) checkInstall(app application) Finding {
	_, guild := app.Install["0"]
	_, user := app.Install["1"]
	if guild && user {
		return Finding{Name: "installation", OK: true, Text: "to servers and to users"}
	}
	return Finding{Name: "installation", Text: "not to both servers and users",
		Fix: "switch on Guild Install and User Install on the application's Installation page"}
}

func (a *Adapter) checkCommands(ctx context.Context, app string) Finding {
	known, err := a.rest.commands(ctx, app)
	switch {
	case err != nil:
		return Finding{Name: "commands", Text: err.Error(), Fix: "see that this machine reaches Discord's API"}
	case !sameCommands(known, Commands()):
		return Finding{Name: "commands", Text: "not registered as this version has them", Fix: "start okbot serve, which registers them"}
	}
	return Finding{Name: "commands", OK: true, Text: "registered"}
}

func (a *Adapter) checkGateway(ctx context.Context) Finding {
	gateway, err := a.rest.gateway(ctx)
	if err != nil {
		return Finding{Name: "gateway", Text: err.Error(), Fix: "see that this machine reaches Discord's API"}
	}
	limit := gateway.SessionStartLimit
	text := fmt.Sprintf("%d of %d sessions left today, %d shards recommended", limit.Remaining, limit.Total, gateway.Shards)
	switch {
	case limit.Total > 0 && limit.Remaining < fewStarts:
		return Finding{Name: "gateway", Text: text, Fix: "find out what starts so many sessions: at 0 Discord lets nobody in until tomorrow"}
	case a.shards > 0 && a.shards < gateway.Shards:
		return Finding{Name: "gateway", Text: text, Fix: "set DISCORD_SHARDS to auto or a larger number"}
	}
	return Finding{Name: "gateway", OK: true, Text: text}
}
