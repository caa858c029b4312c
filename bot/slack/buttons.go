package slack

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/l10n"
	"okbot/bot/text"
)

// visibility is what of an answer's form depends on who sees it.
type visibility struct {
	private bool // the asker alone sees the answer, and may share it
	direct  bool // the answer is a direct message
	quoted  bool // the question is shown as well
}

// A buttonValue identifies the answer that a button belongs to and how it is shown. Its
// text has letters for the visibility, the page and the answer's id, as "pq.1.2Zk-7".
type buttonValue struct {
	visibility visibility
	page       int
	id         string // of [chat.Reply]
}

// String returns the value as the text of a button.
func (h buttonValue) String() string {
	letters := ""
	if h.visibility.private {
		letters += "p"
	}
	if h.visibility.direct {
		letters += "d"
	}
	if h.visibility.quoted {
		letters += "q"
	}
	return letters + "." + strconv.Itoa(h.page) + "." + h.id
}

var buttonValues = regexp.MustCompile(`^([pdq]{0,3})\.([0-9])\.([A-Za-z0-9-]{1,24})$`)

// parseButtonValue reads the value of a button. ok is false for any other text.
func parseButtonValue(value string) (buttonValue, bool) {
	m := buttonValues.FindStringSubmatch(value)
	if m == nil {
		return buttonValue{}, false
	}
	has := func(letter string) bool { return strings.Contains(m[1], letter) }
	page, _ := strconv.Atoi(m[2])
	return buttonValue{visibility{private: has("p"), direct: has("d"), quoted: has("q")}, page, m[3]}, true
}

// The action ids of the buttons. A button with a suggested question has actionAsk and a
// number, and the question as its value.
const (
	actionShare    = "share"
	actionNext     = "next"
	actionPrevious = "previous"
	actionGood     = "good"
	actionBad      = "bad"
	actionFeedback = "feedback"
	actionRemove   = "remove"
	actionAsk      = "ask"
)

// answerButtons returns the buttons below an answer.
func answerButtons(r chat.Reply, v view) []slack.Block {
	if r.ID == "" {
		return nil
	}
	lang := r.Lang
	h := buttonValue{v.visibility, v.page, r.ID}
	turn := func(page int) string { return buttonValue{v.visibility, page, r.ID}.String() }
	var row, below []slack.BlockElement
	if v.visibility.private && !v.shared && len(r.Answer.Snippets) > 0 {
		row = append(row, button(actionShare, h.String(), l10n.SlackShare.In(lang)))
	}
	if v.page > 0 {
		row = append(row, button(actionPrevious, turn(v.page-1), l10n.SlackPrevious.In(lang)))
	}
	if v.more && v.page < maxPage {
		row = append(row, button(actionNext, turn(v.page+1), l10n.SlackNext.In(lang)))
	}
	if v.visibility.direct {
		below = append(below, feedbackButtons(lang, h))
	} else {
		row = append(row, thumb(actionGood, h, "👍", l10n.SlackGood.In(lang)), thumb(actionBad, h, "👎", l10n.SlackBad.In(lang)))
	}
	row = append(row, button(actionRemove, h.String(), l10n.SlackRemove.In(lang)))
	blocks := []slack.Block{slack.NewActionBlock("", row...)}
	if below != nil {
		blocks = append(blocks, slack.NewContextActionsBlock("", below...))
	}
	return blocks
}

// maxPage bounds the pages of further snippets.
const maxPage = bot.MaxLimit / bot.DefaultLimit

func button(action, value, label string) *slack.ButtonBlockElement {
	return slack.NewButtonBlockElement(action, value, plainText(cut(text.Printable(label), maxButton)))
}

// thumb returns a button that shows an emoji and is read out as label.
func thumb(action string, h buttonValue, emoji, label string) *slack.ButtonBlockElement {
	b := button(action, h.String(), emoji)
	b.AccessibilityLabel = label
	return b
}

// feedbackButtons are Slack's own thumbs, which keep showing what was pressed:
// https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element.
func feedbackButtons(lang string, h buttonValue) slack.BlockElement {
	good := slack.NewFeedbackButton(plainText(l10n.SlackGood.In(lang)), actionGood+" "+h.String())
	bad := slack.NewFeedbackButton(plainText(l10n.SlackBad.In(lang)), actionBad+" "+h.String())
	return slack.NewFeedbackButtonsBlockElement(actionFeedback,
		good.WithAccessibilityLabel(l10n.SlackGood.In(lang)), bad.WithAccessibilityLabel(l10n.SlackBad.In(lang)))
}

// Limits of suggested questions.
const (
	maxQuestionButtons = 5   // at once
	maxButtonQuestion  = 500 // characters
)

// questionButtons returns buttons that ask questions, nil for none.
func questionButtons(questions []string) slack.Block {
	var row []slack.BlockElement
	for _, q := range questions {
		q = text.Printable(q)
		if n := utf8.RuneCountInString(q); n > 0 && n <= maxButtonQuestion && len(row) < maxQuestionButtons {
			row = append(row, button(actionAsk+strconv.Itoa(len(row)), q, q))
		}
	}
	if row == nil {
		return nil
	}
	return slack.NewActionBlock("", row...)
}
