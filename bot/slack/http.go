package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/slack-go/slack"
)

// maxBody bounds the bytes of a request. An event with the longest message that Slack
// allows, as text and as blocks, has half of it.
const maxBody = 1 << 20

// The paths of Slack's requests.
const (
	eventsPath       = "/slack/events"
	commandsPath     = "/slack/commands"
	interactionsPath = "/slack/interactions"
)

// Handler returns the handler of Slack's requests.
func (s *Adapter) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+eventsPath, s.handle(kindEvent))
	mux.HandleFunc("POST "+commandsPath, s.handle(kindCommand))
	mux.HandleFunc("POST "+interactionsPath, s.handle(kindInteraction))
	return mux
}

// Addr returns the address at which Run listens for HTTP, "" while it does not.
func (s *Adapter) Addr() string {
	if addr := s.addr.Load(); addr != nil {
		return *addr
	}
	return ""
}

// serve serves HTTP until ctx ends.
func (s *Adapter) serve(ctx context.Context) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.opts.Addr)
	if err != nil {
		return fmt.Errorf("listen for Slack: %w", err)
	}
	server := &http.Server{
		Handler: s.Handler(), ReadHeaderTimeout: s.opts.ReadTimeout, ReadTimeout: s.opts.ReadTimeout,
		WriteTimeout: 2 * s.opts.ReadTimeout, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug), BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	addr := listener.Addr().String()
	s.addr.Store(&addr)
	defer s.addr.Store(nil)
	s.log.InfoContext(ctx, "listening for Slack", "addr", addr)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("listen for Slack: %w", err)
	case <-ctx.Done():
	}
	// Requests are answered at once. Slack repeats those that are still being read.
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if server.Shutdown(closing) != nil {
		server.Close()
	}
	<-ended
	return nil
}

// handle returns a handler that accepts deliveries of a kind.
func (s *Adapter) handle(kind string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		body, status := s.verified(w, r)
		if status != http.StatusOK {
			s.service.Metrics().Deliveries.WithLabelValues(platform, "refused").Inc()
			s.refusals.Do(func() {
				s.log.WarnContext(r.Context(), "refuse request; is the signing secret right?", "path", r.URL.Path, "status", status)
			})
			w.Header().Set("Connection", "close")
			http.Error(w, http.StatusText(status), status)
			return
		}
		if kind != kindEvent {
			var err error
			if body, err = formPayload(kind, body); err != nil {
				http.Error(w, "not a form", http.StatusBadRequest)
				return
			}
		} else if s.verifyURL(w, body) {
			return
		}
		ack, err := s.accept(delivery{kind: kind, payload: body, key: r.Header.Get("X-Slack-Signature")})
		if err != nil {
			http.Error(w, "shutting down", http.StatusServiceUnavailable)
			return
		}
		if ack != nil {
			w.Header().Set("Content-Type", "application/json; charset=utf-8")
			json.NewEncoder(w).Encode(ack)
		}
		s.service.Metrics().Acks.WithLabelValues(platform).Observe(time.Since(start).Seconds())
	}
}

// verified returns the body of a request that Slack has signed within the last five
// minutes (https://docs.slack.dev/authentication/verifying-requests-from-slack), or
// the status with which to refuse it. The body is read only if the headers may be
// Slack's, and no further than maxBody.
func (s *Adapter) verified(w http.ResponseWriter, r *http.Request) (body []byte, status int) {
	verifier, err := slack.NewSecretsVerifier(r.Header, s.opts.SigningSecret)
	switch {
	case err != nil:
		return nil, http.StatusUnauthorized
	case r.ContentLength > maxBody:
		return nil, http.StatusRequestEntityTooLarge
	case s.self.Load() == nil: // the bot's own id is needed to know mentions
		return nil, http.StatusServiceUnavailable
	}
	http.NewResponseController(w).SetReadDeadline(time.Now().Add(s.opts.ReadTimeout))
	body, err = io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, http.StatusRequestEntityTooLarge
	case err != nil:
		return nil, http.StatusRequestTimeout
	}
	verifier.Write(body)
	if verifier.Ensure() != nil {
		return nil, http.StatusUnauthorized
	}
	return body, http.StatusOK
}

// verifyURL answers a URL verification request
// (https://docs.slack.dev/reference/events/url_verification), and reports whether body
// is one.
func (s *Adapter) verifyURL(w http.ResponseWriter, body []byte) bool {
	var c callback
	if json.Unmarshal(body, &c) != nil || c.Type != "url_verification" {
		return false
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(map[string]string{"challenge": c.Challenge})
	return true
}
