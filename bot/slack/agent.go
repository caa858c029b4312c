package slack

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"okbot/bot/l10n"
)

// maxPrompts bounds the prompts that Slack shows:
// https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts.
const maxPrompts = 4

// suggest shows questions to ask in a user's direct messages with the app: in a thread
// of the older assistant view, or in the agent view ("").
func (s *Adapter) suggest(ctx context.Context, user, channel, thread string) error {
	if s.noAgent.Load() {
		return nil
	}
	lang := s.locale(ctx, user, "")
	params := slack.AssistantThreadsSetSuggestedPromptsParameters{Title: l10n.SlackPrompts.In(lang), ChannelID: channel, ThreadTS: thread}
	examples := s.service.About().Examples[lang]
	for _, q := range examples[:min(maxPrompts, len(examples))] {
		params.AddPrompt(q, q)
	}
	if len(params.Prompts) == 0 {
		return nil
	}
	return s.agent(ctx, "assistant.threads.setSuggestedPrompts", channel, func() error {
		return s.api.SetAssistantThreadsSuggestedPromptsContext(ctx, params)
	})
}

// statusTimeout bounds the wait of an answer for its status to show.
const statusTimeout = time.Second

// showStatus shows in a direct message that the bot is looking for an answer. Post the
// answer after wait has returned: Slack ends a status with the next reply, but keeps
// one that is set after it. wait may be called twice.
func (s *Adapter) showStatus(ctx context.Context, a request) (wait func()) {
	if !a.mayHaveStatus() || s.noAgent.Load() {
		return func() {}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.setStatus(ctx, a.to, l10n.SlackLooking.In(languageOf(a.Question.Text)))
	}()
	return sync.OnceFunc(func() { <-done })
}

// endStatus ends a status that no reply has ended.
func (s *Adapter) endStatus(ctx context.Context, a request, answered bool) {
	replied := answered && a.to.thread != ""
	if a.mayHaveStatus() && !replied && !s.noAgent.Load() {
		s.setStatus(ctx, a.to, "")
	}
}

// mayHaveStatus reports whether a status can be shown: in direct messages.
func (a request) mayHaveStatus() bool { return a.to.visibility.direct && !a.to.visibility.quoted }

func (s *Adapter) setStatus(ctx context.Context, to destination, status string) {
	ctx, cancel := context.WithTimeout(ctx, statusTimeout)
	defer cancel()
	params := slack.AssistantThreadsSetStatusParameters{ChannelID: to.channel, ThreadTS: to.thread, Status: status}
	if params.ThreadTS == "" {
		params.ThreadTS = to.since
	}
	err := s.agent(ctx, "assistant.threads.setStatus", to.channel, func() error {
		return s.api.SetAssistantThreadsStatusContext(ctx, params)
	})
	if err != nil {
		s.log.DebugContext(ctx, "show status", "error", err)
	}
}

// agent calls a method of the agent view. If the app has no agent view, no further
// method is called.
func (s *Adapter) agent(ctx context.Context, method, channel string, do func() error) error {
	err := s.call(ctx, method, channel, do)
	var status slack.StatusCodeError
	if c := code(err); c == "missing_scope" || c == "unknown_method" || errors.As(err, &status) && status.Code == http.StatusNotFound {
		if !s.noAgent.Swap(true) {
			s.log.InfoContext(ctx, "no agent view", "error", err)
		}
		return nil
	}
	return err
}
