package discord

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"

	"github.com/bwmarrin/discordgo"

	"okbot/bot"
	"okbot/bot/discord/gateway"
	"okbot/bot/discord/rest"
	"okbot/bot/pause"
)

// The names of the commands and of their options.
const (
	askCommand     = "ask"
	messageCommand = "Ask about this"
	questionOption = "question"
	privateOption  = "private"
)

// Commands returns the commands to register with Discord
// (https://docs.discord.com/developers/interactions/application-commands).
func Commands() []*discordgo.ApplicationCommand {
	contexts := &[]discordgo.InteractionContextType{
		discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel}
	install := &[]discordgo.ApplicationIntegrationType{
		discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall}
	korean := func(text string) map[discordgo.Locale]string {
		return map[discordgo.Locale]string{discordgo.Korean: text}
	}
	name, about, message := korean("질문"), korean("물어보면 자료의 문장을 그대로 인용해 답해요"), korean("이 메시지에 대해 묻기")
	least := 1
	return []*discordgo.ApplicationCommand{{
		Type: discordgo.ChatApplicationCommand, Name: askCommand, NameLocalizations: &name,
		Description: "Ask a question: the answer is quoted, with its sources", DescriptionLocalizations: &about,
		Contexts: contexts, IntegrationTypes: install,
		Options: []*discordgo.ApplicationCommandOption{{
			Type: discordgo.ApplicationCommandOptionString, Name: questionOption, NameLocalizations: korean("질문"),
			Description: "What you want to know", DescriptionLocalizations: korean("궁금한 것"),
			Required: true, Autocomplete: true, MinLength: &least, MaxLength: bot.MaxQuestion,
		}, {
			Type: discordgo.ApplicationCommandOptionBoolean, Name: privateOption, NameLocalizations: korean("나만보기"),
			Description: "Show the answer to you alone", DescriptionLocalizations: korean("나에게만 답을 보여 줘요"),
		}},
	}, {
		Type: discordgo.MessageApplicationCommand, Name: messageCommand, NameLocalizations: &message,
		Contexts: contexts, IntegrationTypes: install,
	}}
}

// syncCommands registers the commands with Discord, until that succeeds or ctx ends.
func (a *Adapter) syncCommands(ctx context.Context, app string) {
	waits := gateway.Waits(a.timing.FirstWait, a.timing.LastWait)
	for {
		changed, err := a.registerCommands(ctx, app)
		if err == nil {
			a.log.InfoContext(ctx, "discord commands", "changed", changed)
			return
		}
		if ctx.Err() != nil {
			return
		}
		a.log.WarnContext(ctx, "register discord commands", "error", err)
		if pause.For(ctx, waits.NextBackOff()) != nil {
			return
		}
	}
}

// registerCommands overwrites the commands that Discord knows if they differ,
// and reports whether they did.
func (a *Adapter) registerCommands(ctx context.Context, app string) (changed bool, err error) {
	known, err := a.commands(ctx, app)
	if _, status := rest.Codes(err); err != nil && status != http.StatusNotFound {
		return false, err
	}
	want := Commands()
	if sameCommands(known, want) {
		return false, nil
	}
	return true, a.rest.Do(ctx, rest.Call{
		Operation: "write commands", Method: http.MethodPut, Path: "/applications/" + app + "/commands", Body: normalizedCommands(want), Idempotent: true,
	}, nil)
}

// commands returns the application's global commands as Discord knows them.
func (a *Adapter) commands(ctx context.Context, app string) ([]*discordgo.ApplicationCommand, error) {
	var known []*discordgo.ApplicationCommand
	err := a.rest.Do(ctx, rest.Call{
		Operation: "get commands", Method: http.MethodGet, Path: "/applications/" + app + "/commands?with_localizations=true", Idempotent: true,
	}, &known)
	return known, err
}

// sameCommands compares all that Commands sets, in any order.
func sameCommands(known, want []*discordgo.ApplicationCommand) bool {
	byName := func(list []*discordgo.ApplicationCommand) map[string]any {
		m := map[string]any{}
		for i, c := range normalizedCommands(list) {
			m[list[i].Name] = c
		}
		return m
	}
	return len(known) == len(want) && reflect.DeepEqual(byName(known), byName(want))
}

// normalizedCommands returns commands as JSON objects, without the members that Discord
// adds and without zero values.
func normalizedCommands(list []*discordgo.ApplicationCommand) []any {
	out := make([]any, len(list))
	for i, c := range list {
		var plain map[string]any
		data, _ := json.Marshal(c) // of plain types
		json.Unmarshal(data, &plain)
		for _, added := range []string{"id", "application_id", "guild_id", "version", "dm_permission", "default_permission", "nsfw"} {
			delete(plain, added)
		}
		out[i] = prune(plain)
	}
	return out
}

// prune removes null, false, 0, "" and empty lists and objects from JSON.
func prune(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			if member = prune(member); member == nil {
				delete(v, name)
			} else {
				v[name] = member
			}
		}
		if len(v) == 0 {
			return nil
		}
	case []any: // its elements are never nothing: 0 is a context
		if len(v) == 0 {
			return nil
		}
		for i, element := range v {
			if object, ok := element.(map[string]any); ok {
				v[i] = prune(object)
			}
		}
	case bool:
		if !v {
			return nil
		}
	case string:
		if v == "" {
			return nil
		}
	case float64:
		if v == 0 {
			return nil
		}
	}
	return v
}
