package slack

import (
	"context"
	"strings"

	"github.com/slack-go/slack"
	"golang.org/x/text/language"
	xtext "golang.org/x/text/message"

	"okbot/bot"
)

// openHome shows what somebody who opens the app is to see: its Home tab, or
// what one can ask in its messages.
func (s *Slack) openHome(ctx context.Context, e event) error {
	switch e.Tab {
	case "home", "":
		view := slack.HomeTabViewRequest{Type: slack.VTHomeTab}
		view.Blocks.BlockSet = homeBlocks(s.locale(ctx, e.User, ""), s.service.About())
		return s.call(ctx, "views.publish", "", func() error {
			_, err := s.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: e.User, View: view})
			return err
		})
	case "messages":
		return s.suggest(ctx, e.User, e.Channel, "")
	}
	return nil
}

// homeBlocks are those of the Home tab.
func homeBlocks(lang string, about bot.About) []slack.Block {
	blocks := []slack.Block{
		slack.NewHeaderBlock(plainText("okbot")),
		paragraph(say(lang, "hello")),
		slack.NewDividerBlock(),
		paragraph(aboutText(lang, about)),
		slack.NewDividerBlock(),
		paragraph(say(lang, "help")),
	}
	return append(blocks, exampleBlocks(lang, about)...)
}

// helpMessage tells how to ask.
func helpMessage(lang string, about bot.About) message {
	m := notice(say(lang, "help"))
	m.blocks = append(m.blocks, exampleBlocks(lang, about)...)
	return m
}

// aboutMessage tells what the bot answers from.
func aboutMessage(lang string, about bot.About) message { return notice(aboutText(lang, about)) }

// maxPublishers is how many publishers are named.
const maxPublishers = 10

func aboutText(lang string, about bot.About) string {
	lines := []string{say(lang, "knows", xtext.NewPrinter(language.English).Sprint(about.Passages))}
	if about.Oldest != "" && about.Newest != "" {
		lines = append(lines, say(lang, "span", bot.ShowDate(lang, about.Oldest), bot.ShowDate(lang, about.Newest)))
	}
	var names []string
	for _, p := range about.Publishers[:min(maxPublishers, len(about.Publishers))] {
		names = append(names, p.Name)
	}
	if names != nil {
		lines = append(lines, say(lang, "publishers", strings.Join(names, ", ")))
	}
	return strings.Join(lines, "\n")
}

// exampleBlocks are example questions as buttons.
func exampleBlocks(lang string, about bot.About) []slack.Block {
	buttons := askButtons(about.Examples[lang])
	if buttons == nil {
		return nil
	}
	return []slack.Block{paragraph(say(lang, "try")), buttons}
}
