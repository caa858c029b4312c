package slack

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/text"
)

// A look is what a message's place does to how an answer is shown.
type look struct {
	private bool // only the asker sees it, and may share it
	direct  bool // in a direct message
	quoted  bool // with the question
}

// A handle is what a button tells of the answer that it belongs to. As a button's
// value it is letters for the look, the page and the answer's id, as "pq.1.2Zk-7".
type handle struct {
	look look
	page int
	id   string // of [chat.Reply]
}

func (h handle) String() string {
	letters := ""
	if h.look.private {
		letters += "p"
	}
	if h.look.direct {
		letters += "d"
	}
	if h.look.quoted {
		letters += "q"
	}
	return letters + "." + strconv.Itoa(h.page) + "." + h.id
}

var handles = regexp.MustCompile(`^([pdq]{0,3})\.([0-9])\.([A-Za-z0-9-]{1,24})$`)

// parseHandle reads a button's value.
func parseHandle(value string) (handle, bool) {
	m := handles.FindStringSubmatch(value)
	if m == nil {
		return handle{}, false
	}
	has := func(letter string) bool { return strings.Contains(m[1], letter) }
	page, _ := strconv.Atoi(m[2])
	return handle{look{private: has("p"), direct: has("d"), quoted: has("q")}, page, m[3]}, true
}

// The action ids of the buttons. Those of suggested questions are pressAsk and
// a number, and their value is the question.
const (
	pressShare    = "share"
	pressNext     = "next"
	pressPrevious = "previous"
	pressGood     = "good"
	pressBad      = "bad"
	pressFeedback = "feedback"
	pressRemove   = "remove"
	pressAsk      = "ask"
)

// answerButtons are what one can do with an answer.
func answerButtons(r chat.Reply, v view) []slack.Block {
	if r.ID == "" {
		return nil
	}
	lang := r.Lang
	h := handle{v.look, v.page, r.ID}
	turn := func(page int) string { return handle{v.look, page, r.ID}.String() }
	var row, below []slack.BlockElement
	if v.look.private && !v.shared && len(r.Answer.Snippets) > 0 {
		row = append(row, button(pressShare, h.String(), say(lang, "share")))
	}
	if v.page > 0 {
		row = append(row, button(pressPrevious, turn(v.page-1), say(lang, "previous")))
	}
	if v.more && v.page < maxPage {
		row = append(row, button(pressNext, turn(v.page+1), say(lang, "next")))
	}
	if v.look.direct {
		below = append(below, feedbackButtons(lang, h))
	} else {
		row = append(row, thumb(pressGood, h, "👍", say(lang, "good")), thumb(pressBad, h, "👎", say(lang, "bad")))
	}
	row = append(row, button(pressRemove, h.String(), say(lang, "remove")))
	blocks := []slack.Block{slack.NewActionBlock("", row...)}
	if below != nil {
		blocks = append(blocks, slack.NewContextActionsBlock("", below...))
	}
	return blocks
}

// maxPage is the last page of further snippets that there can be.
const maxPage = bot.MaxLimit / bot.DefaultLimit

func button(action, value, label string) *slack.ButtonBlockElement {
	return slack.NewButtonBlockElement(action, value, plainText(cut(text.Printable(label), maxButton)))
}

// thumb is a button that shows an emoji and is read out as label.
func thumb(action string, h handle, emoji, label string) *slack.ButtonBlockElement {
	b := button(action, h.String(), emoji)
	b.AccessibilityLabel = label
	return b
}

// feedbackButtons are Slack's own thumbs, which keep showing what was pressed:
// https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element.
func feedbackButtons(lang string, h handle) slack.BlockElement {
	good := slack.NewFeedbackButton(plainText(say(lang, "good")), pressGood+" "+h.String())
	bad := slack.NewFeedbackButton(plainText(say(lang, "bad")), pressBad+" "+h.String())
	return slack.NewFeedbackButtonsBlockElement(pressFeedback,
		good.WithAccessibilityLabel(say(lang, "good")), bad.WithAccessibilityLabel(say(lang, "bad")))
}

// What is suggested at once: so many questions, of so many characters.
const (
	maxAsks = 5
	maxAsk  = 500
)

// askButtons are buttons that ask questions, or nil for none.
func askButtons(questions []string) slack.Block {
	var row []slack.BlockElement
	for _, q := range questions {
		q = text.Printable(q)
		if n := utf8.RuneCountInString(q); n > 0 && n <= maxAsk && len(row) < maxAsks {
			row = append(row, button(pressAsk+strconv.Itoa(len(row)), q, q))
		}
	}
	if row == nil {
		return nil
	}
	return slack.NewActionBlock("", row...)
}
