package slack

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/slack-go/slack"
)

// maxPrompts is how many prompts Slack shows:
// https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts.
const maxPrompts = 4

// suggest shows questions to ask in a user's direct messages with the app: in
// the thread of the older assistant view, or in the agent view, which has none.
func (s *Adapter) suggest(ctx context.Context, user, channel, thread string) error {
	if s.noAgent.Load() {
		return nil
	}
	lang := s.locale(ctx, user, "")
	params := slack.AssistantThreadsSetSuggestedPromptsParameters{Title: say(lang, "prompts"), ChannelID: channel, ThreadTS: thread}
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

// statusPatience is for how long an answer waits for its status to show.
const statusPatience = time.Second

// showStatus shows in a direct message that the bot is at it. The answer is to be
// posted after shown has returned: Slack ends a status with the reply to it, but
// keeps one that comes later. Shown may be called twice.
func (s *Adapter) showStatus(ctx context.Context, a ask) (shown func()) {
	if !a.mayHaveStatus() || s.noAgent.Load() {
		return func() {}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.setStatus(ctx, a.to, say(languageOf(a.Question.Text), "looking"))
	}()
	return sync.OnceFunc(func() { <-done })
}

// endStatus ends a status that no reply has ended.
func (s *Adapter) endStatus(ctx context.Context, a ask, answered bool) {
	replied := answered && a.to.thread != ""
	if a.mayHaveStatus() && !replied && !s.noAgent.Load() {
		s.setStatus(ctx, a.to, "")
	}
}

// mayHaveStatus reports whether a is a direct message.
func (a ask) mayHaveStatus() bool { return a.to.look.direct && !a.to.look.quoted }

func (s *Adapter) setStatus(ctx context.Context, to place, status string) {
	ctx, cancel := context.WithTimeout(ctx, statusPatience)
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

// agent calls a method of the agent view. An app that has none is not asked again.
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
