package slack

import (
	"context"

	"github.com/slack-go/slack"

	"okbot/bot"
)

// openHome shows what somebody who opens the app is to see: its Home tab, or
// what one can ask in its messages.
func (s *Adapter) openHome(ctx context.Context, e event) error {
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

// aboutText describes what the bot answers from, as plain text.
func aboutText(lang string, about bot.About) string {
	return about.Text(lang, func(name string) string { return name })
}

// exampleBlocks are example questions as buttons.
func exampleBlocks(lang string, about bot.About) []slack.Block {
	buttons := askButtons(about.Examples[lang])
	if buttons == nil {
		return nil
	}
	return []slack.Block{paragraph(say(lang, "try")), buttons}
}
