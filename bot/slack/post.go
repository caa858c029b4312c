package slack

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/slack-go/slack"
)

const (
	answerEvent = "okbot_answer" // event type of the metadata of answers
	postTries   = 5
	firstWait   = 500 * time.Millisecond // before something is tried again; doubled each time
	lastWait    = 30 * time.Second
)

// post says m at a place, once: seen before it was tried (again), or after a
// failure that leaves it open whether Slack took it, it first looks whether it
// is there. What is private, and what the bot may not post, only whoever asked sees.
func (s *Adapter) post(ctx context.Context, to place, m message, again bool) error {
	if to.look.private {
		return s.whisper(ctx, to, m)
	}
	unsure := again
	var err error
	for try, wait := 0, firstWait; try < postTries; try, wait = try+1, 2*wait {
		if try > 0 {
			if err := sleep(ctx, wait); err != nil {
				return err
			}
		}
		if unsure {
			there, lookErr := s.posted(ctx, to, m.id)
			switch {
			case there:
				return nil
			case lookErr != nil && try > 0:
				err = errors.Join(err, lookErr)
				continue
			}
		}
		err = s.postMessage(ctx, to, m)
		switch {
		case err == nil, fatalError("chat.postMessage", err) != nil:
			return err
		case uncertain(err):
			unsure = true
		case !unsent(err):
			s.log.WarnContext(ctx, "answer privately", "id", m.id, "error", err)
			return s.whisper(ctx, to, m)
		}
	}
	return err
}

// postMessage posts m, as text alone where Slack refuses its blocks.
func (s *Adapter) postMessage(ctx context.Context, to place, m message) error {
	err := s.call(ctx, "chat.postMessage", to.channel, func() error {
		_, _, err := s.api.PostMessageContext(ctx, to.channel, m.options(to)...)
		return err
	})
	if m.blocks != nil && slices.Contains(blockErrors, code(err)) {
		s.log.ErrorContext(ctx, "Slack refuses the blocks", "id", m.id, "error", err)
		m.blocks = nil
		return s.postMessage(ctx, to, m)
	}
	return err
}

// blockErrors are answers that a message without blocks does not get.
var blockErrors = []string{"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "block_mismatch"}

// content is what all methods that post take: text, blocks and thread.
func (m message) content(to place) []slack.MsgOption {
	options := []slack.MsgOption{slack.MsgOptionText(m.text, false)}
	if m.blocks != nil {
		options = append(options, slack.MsgOptionBlocks(m.blocks...))
	}
	if to.thread != "" {
		options = append(options, slack.MsgOptionTS(to.thread))
	}
	return options
}

// options are the arguments of chat.postMessage.
func (m message) options(to place) []slack.MsgOption {
	options := append(m.content(to), slack.MsgOptionDisableMarkdown(), slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
	if m.id != "" {
		options = append(options, slack.MsgOptionMetadata(m.metadata()))
	}
	return options
}

// metadata names the question that the message answers, for [Adapter.posted].
func (m message) metadata() slack.SlackMetadata {
	return slack.SlackMetadata{EventType: answerEvent, EventPayload: map[string]any{"question": m.id}}
}

// lookAt is how many messages since the question are looked at for its answer.
const lookAt = 100

// posted reports whether the answer to the question id stands at a place.
func (s *Adapter) posted(ctx context.Context, to place, id string) (bool, error) {
	var found []slack.Message
	var err error
	if to.thread != "" {
		err = s.call(ctx, "conversations.replies", to.channel, func() (err error) {
			found, _, _, err = s.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
				ChannelID: to.channel, Timestamp: to.thread, Oldest: to.since, Inclusive: true, Limit: lookAt, IncludeAllMetadata: true})
			return err
		})
	} else {
		err = s.call(ctx, "conversations.history", to.channel, func() error {
			history, err := s.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
				ChannelID: to.channel, Oldest: to.since, Limit: lookAt, IncludeAllMetadata: true})
			if err == nil {
				found = history.Messages
			}
			return err
		})
	}
	if err != nil {
		return false, fmt.Errorf("look for the answer: %w", err)
	}
	self := s.self.Load()
	return slices.ContainsFunc(found, func(m slack.Message) bool {
		return (m.User == self.UserID || m.BotID == self.BotID) && m.Metadata.EventType == answerEvent && m.Metadata.EventPayload["question"] == id
	}), nil
}
