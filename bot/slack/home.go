package slack

import (
	"context"

	"github.com/slack-go/slack"

	"okbot/bot"
	"okbot/bot/l10n"
)

// openHome publishes the Home tab to a user who opens it, or suggests questions in the
// Messages tab.
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

// homeBlocks returns the blocks of the Home tab.
func homeBlocks(lang string, about bot.About) []slack.Block {
	blocks := []slack.Block{
		slack.NewHeaderBlock(plainText("okbot")),
		paragraph(l10n.SlackHello.In(lang)),
		slack.NewDividerBlock(),
		paragraph(aboutText(lang, about)),
		slack.NewDividerBlock(),
		paragraph(l10n.SlackHelp.In(lang, shortcutName)),
	}
	return append(blocks, exampleBlocks(lang, about)...)
}

// helpMessage explains how to ask.
func helpMessage(lang string, about bot.About) message {
	m := notice(l10n.SlackHelp.In(lang, shortcutName))
	m.blocks = append(m.blocks, exampleBlocks(lang, about)...)
	return m
}

// aboutText describes what the bot answers from, as plain text.
func aboutText(lang string, about bot.About) string {
	return about.Text(lang, func(name string) string { return name })
}

// exampleBlocks returns the example questions as buttons, nil for none.
func exampleBlocks(lang string, about bot.About) []slack.Block {
	buttons := questionButtons(about.Examples[lang])
	if buttons == nil {
		return nil
	}
	return []slack.Block{paragraph(l10n.SlackTry.In(lang)), buttons}
}
