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
	found := Finding{Name: "installation", OK: true, Text: "to servers and to users"}
	switch {
	case guild && user:
	case guild:
		found.Text = "to servers alone; User Install on the application's Installation page lets people take the commands anywhere"
	case user:
		return Finding{Name: "installation", Text: "not to servers",
			Fix: "switch on Guild Install on the application's Installation page"}
	default:
		found.Text = "Discord does not tell; see that Guild Install is on, on the application's Installation page"
	}
	return found
}

func (a *Adapter) checkCommands(ctx context.Context, app string) Finding {
	known, err := a.rest.commands(ctx, app)
	found := Finding{Name: "commands", OK: true, Text: "registered"}
	_, status := codes(err)
	switch {
	case err != nil && status != http.StatusNotFound:
		return Finding{Name: "commands", Text: err.Error(), Fix: "see that this machine reaches Discord's API"}
	case len(known) == 0:
		found.Text = "not registered yet; okbot serve registers them"
	case !sameCommands(known, Commands()):
		found.Text = "not as this version has them; okbot serve registers them anew"
	}
	return found
}

func (a *Adapter) checkGateway(ctx context.Context) Finding {
	gateway, err := a.rest.gateway(ctx)
	if err != nil {
		return Finding{Name: "gateway", Text: err.Error(), Fix: "see that this machine reaches Discord's API"}
	}
	limit, shards := gateway.Starts, int(max(1, gateway.Shards))
	text := fmt.Sprintf("%d of %d sessions left today, %d shards recommended", limit.Remaining, limit.Total, shards)
	if limit.Total == 0 {
		text = fmt.Sprintf("%d shards recommended; Discord does not tell how many sessions are left", shards)
	}
	switch {
	case limit.Total > 0 && limit.Remaining < fewStarts:
		return Finding{Name: "gateway", Text: text, Fix: "find out what starts so many sessions: at 0 Discord lets nobody in until tomorrow"}
	case a.shards > 0 && a.shards < shards:
		return Finding{Name: "gateway", Text: text, Fix: "set DISCORD_SHARDS to auto or a larger number"}
	}
	return Finding{Name: "gateway", OK: true, Text: text}
}
