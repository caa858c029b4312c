package slack

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/cenkalti/backoff/v5"
	"github.com/slack-go/slack"
)

const (
	answerEvent = "okbot_answer" // event type of the metadata of answers
	postTries   = 5
)

// post posts m exactly once. If an earlier attempt may have succeeded (maybeDuplicate,
// or an error that leaves it open), it looks for m in the channel first. A private
// message, or one that the bot may not post there, goes to the asker alone.
func (s *Adapter) post(ctx context.Context, to destination, m message, maybeDuplicate bool) error {
	if to.visibility.private {
		return s.postEphemeral(ctx, to, m)
	}
	lookFirst := maybeDuplicate
	var err error
	return retry(ctx, postTries, func() error {
		if lookFirst {
			posted, lookErr := s.alreadyPosted(ctx, to, m.id)
			switch {
			case posted:
				return nil
			case lookErr != nil && err != nil:
				return errors.Join(err, lookErr)
			}
		}
		err = s.postMessage(ctx, to, m)
		switch {
		case err == nil:
		case fatalError("chat.postMessage", err) != nil:
			err = backoff.Permanent(err)
		case uncertain(err):
			lookFirst = true
		case !unsent(err):
			s.log.WarnContext(ctx, "answer privately", "id", m.id, "error", err)
			err = backoff.Permanent(s.postEphemeral(ctx, to, m))
		}
		return err
	})
}

// postMessage posts m. If Slack refuses the blocks, it posts the text alone.
func (s *Adapter) postMessage(ctx context.Context, to destination, m message) error {
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

// blockErrors are errors that a message without blocks cannot cause.
var blockErrors = []string{"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "block_mismatch"}

// content returns the arguments of all methods that post: text, blocks and thread.
func (m message) content(to destination) []slack.MsgOption {
	options := []slack.MsgOption{slack.MsgOptionText(m.text, false)}
	if m.blocks != nil {
		options = append(options, slack.MsgOptionBlocks(m.blocks...))
	}
	if to.thread != "" {
		options = append(options, slack.MsgOptionTS(to.thread))
	}
	return options
}

// options returns the arguments of chat.postMessage.
func (m message) options(to destination) []slack.MsgOption {
	options := append(m.content(to), slack.MsgOptionDisableMarkdown(), slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
	if m.id != "" {
		options = append(options, slack.MsgOptionMetadata(m.metadata()))
	}
	return options
}

// metadata has the id of the question that m answers, for [Adapter.alreadyPosted].
func (m message) metadata() slack.SlackMetadata {
	return slack.SlackMetadata{EventType: answerEvent, EventPayload: map[string]any{"question": m.id}}
}

// maxLookBack bounds the messages since the question among which its answer is looked
// for.
const maxLookBack = 100

// alreadyPosted reports whether the answer to the question id is in the channel or
// thread.
func (s *Adapter) alreadyPosted(ctx context.Context, to destination, id string) (bool, error) {
	var found []slack.Message
	var err error
	if to.thread != "" {
		err = s.call(ctx, "conversations.replies", to.channel, func() (err error) {
			found, _, _, err = s.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
				ChannelID: to.channel, Timestamp: to.thread, Oldest: to.since, Inclusive: true, Limit: maxLookBack, IncludeAllMetadata: true})
			return err
		})
	} else {
		err = s.call(ctx, "conversations.history", to.channel, func() error {
			history, err := s.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
				ChannelID: to.channel, Oldest: to.since, Limit: maxLookBack, IncludeAllMetadata: true})
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
