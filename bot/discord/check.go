package discord

import (
	"context"
	"fmt"
	"net/http"

	"okbot/bot/chat"
	"okbot/bot/discord/rest"
)

// minStarts is the number of sessions left in a day below which something is wrong.
const minStarts = 100

// Check implements [chat.Platform].
func (a *Adapter) Check(ctx context.Context) []chat.Finding {
	defer a.rest.CloseIdleConnections()
	app, err := a.application(ctx)
	if err != nil {
		if _, status := rest.Codes(err); status == http.StatusUnauthorized {
			return []chat.Finding{{Name: "token", Found: "Discord refuses it", Setting: "Token",
				Advice: "use the token of the application's Bot page (Reset Token makes a new one)"}}
		}
		return []chat.Finding{{Name: "token", Found: err.Error(), Advice: "see that this machine reaches Discord's API"}}
	}
	found := []chat.Finding{{Name: "token", OK: true, Found: fmt.Sprintf("application %s (%s)", app.Name, app.ID)}}
	intents := "no privileged ones needed; message content is off, so threads are followed by mention and reply alone"
	if app.readsContent() {
		intents = "no privileged ones needed; message content is on, so the bot's own threads are followed without a mention"
	}
	found = append(found, chat.Finding{Name: "intents", OK: true, Found: intents})
	return append(found, a.checkInstall(app), a.checkCommands(ctx, app.ID), a.checkGateway(ctx))
}

func (a *Adapter) checkInstall(app application) chat.Finding {
	_, guild := app.Install["0"]
	_, user := app.Install["1"]
	found := chat.Finding{Name: "installation", OK: true, Found: "to servers and to users"}
	switch {
	case guild && user:
	case guild:
		found.Found = "to servers alone; User Install on the application's Installation page lets people take the commands anywhere"
	case user:
		return chat.Finding{Name: "installation", Found: "not to servers",
			Advice: "switch on Guild Install on the application's Installation page"}
	default:
		found.Found = "Discord does not say; see that Guild Install is on, on the application's Installation page"
	}
	return found
}

func (a *Adapter) checkCommands(ctx context.Context, app string) chat.Finding {
	known, err := a.commands(ctx, app)
	found := chat.Finding{Name: "commands", OK: true, Found: "registered"}
	_, status := rest.Codes(err)
	switch {
	case err != nil && status != http.StatusNotFound:
		return chat.Finding{Name: "commands", Found: err.Error(), Advice: "see that this machine reaches Discord's API"}
	case len(known) == 0:
		found.Found = "not registered yet; okbot serve registers them"
	case !sameCommands(known, Commands()):
		found.Found = "not as this version has them; okbot serve registers them anew"
	}
	return found
}

func (a *Adapter) checkGateway(ctx context.Context) chat.Finding {
	info, err := a.gatewayInfo(ctx)
	if err != nil {
		return chat.Finding{Name: "gateway", Found: err.Error(), Advice: "see that this machine reaches Discord's API"}
	}
	limit, shards := info.Starts, int(max(1, info.Shards))
	text := fmt.Sprintf("%d of %d sessions left today, %d shards recommended", limit.Remaining, limit.Total, shards)
	if limit.Total == 0 {
		text = fmt.Sprintf("%d shards recommended; Discord does not say how many sessions are left", shards)
	}
	switch {
	case limit.Total > 0 && limit.Remaining < minStarts:
		return chat.Finding{Name: "gateway", Found: text, Advice: "find out what starts so many sessions: at 0 Discord lets nobody in until tomorrow"}
	case a.shards > 0 && a.shards < shards:
		return chat.Finding{Name: "gateway", Found: text, Setting: "Shards", Advice: "use auto or a larger number"}
	}
	return chat.Finding{Name: "gateway", OK: true, Found: text}
}
