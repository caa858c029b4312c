package rest

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestRoutes(t *testing.T) {
	for _, test := range []struct{ method, path, want string }{
		{"POST", "/api/v10/channels/12/messages", "POST /api/v10/channels/12/messages"},
		{"DELETE", "/api/v10/channels/12/messages/34", "DELETE /api/v10/channels/12/messages/*"},
		{"PUT", "/api/v10/applications/5/commands", "PUT /api/v10/applications/*/commands"},
		{"POST", "/api/v10/interactions/5/token/callback", ""},
		{"PATCH", "/api/v10/webhooks/5/token/messages/@original", ""},
	} {
		if got := routeOf(test.method, test.path); got != test.want {
			t.Errorf("%s %s: %q, want %q", test.method, test.path, got, test.want)
		}
	}
}

// respond returns a response of Discord's.
func respond(status int, body string) *http.Response {
	return &http.Response{Status: http.StatusText(status), StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
}

// Discord's verdicts on a request, one after another.
type verdicts struct {
	all   []*http.Response
	asked []time.Time
}

func (v *verdicts) RoundTrip(*http.Request) (*http.Response, error) {
	v.asked = append(v.asked, time.Now())
	return v.all[min(len(v.asked), len(v.all))-1], nil
}

// A 429 that does not say how long to wait is repeated, later each time, but not
// forever.
func TestRefusalsWithoutRetryAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &verdicts{all: []*http.Response{respond(429, ""), respond(429, `{"retry_after":-5}`), respond(429, "<html>"), respond(200, "{}")}}
		req, _ := http.NewRequestWithContext(t.Context(), "GET", "https://discord.test/users/@me", nil)
		resp, err := newRateLimited(Options{Transport: v, OnLimit: func(string) {}}).RoundTrip(req)
		if err != nil || resp.StatusCode != 200 || len(v.asked) != 4 {
			t.Fatalf("%v after %d requests", err, len(v.asked))
		}
		resp.Body.Close()
		for n, least := range []time.Duration{time.Second, 2 * time.Second, 4 * time.Second} {
			if wait := v.asked[n+1].Sub(v.asked[n]); wait < least {
				t.Errorf("request %d comes after %v, want %v", n+1, wait, least)
			}
		}
		v = &verdicts{all: []*http.Response{respond(429, "")}}
		if _, err = newRateLimited(Options{Transport: v, OnLimit: func(string) {}}).RoundTrip(req); !errors.Is(err, ErrRateLimited) || len(v.asked) > maxRefusals+1 {
			t.Errorf("%v after %d requests", err, len(v.asked))
		}
	})
}
