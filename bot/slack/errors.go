package slack

import (
	"cmp"
	"errors"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"okbot/bot/chat"
)

// tokenErrors are errors of Slack's API after which no retry can succeed:
// https://docs.slack.dev/reference/methods/auth.test#errors.
var tokenErrors = []string{
	"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type",
	"org_login_required", "ekm_access_denied", "two_factor_setup_required",
}

// Advice about a token of either kind.
const (
	anotherBotToken = "install the app again under Install App and use its Bot User OAuth Token (xoxb-…)"
	anotherAppToken = "create one with the scope connections:write (xapp-…) under Basic Information → App-Level Tokens and use it"
)

// fatalError returns err for the operator if only a change of the app or of an option
// can help, else nil.
func fatalError(method string, err error) *chat.SettingError {
	fatal := &chat.SettingError{Setting: "BotToken", Problem: "the bot token", Advice: anotherBotToken}
	if method == openMethod {
		fatal = &chat.SettingError{Setting: "AppToken", Problem: "the app-level token", Advice: anotherAppToken}
	}
	var refused slack.SlackErrorResponse
	var status slack.StatusCodeError
	switch {
	case errors.As(err, &status) && status.Code == http.StatusNotFound && (method == openMethod || method == "auth.test"):
		return &chat.SettingError{Setting: "APIURL", Problem: method + ": there is no Slack API at this address", Advice: "check the address"}
	case !errors.As(err, &refused):
		return nil
	case refused.Err == "missing_scope" && method == openMethod: // a token of its kind keeps its scopes
		fatal.Problem += " lacks the scope " + cmp.Or(refused.Needed, "connections:write")
		return fatal
	case refused.Err == "missing_scope" && vitalMethod(method):
		return scopeError(cmp.Or(refused.Needed, "chat:write"))
	case slices.Contains(tokenErrors, refused.Err), method == openMethod && refused.Err == "no_permission":
		fatal.Problem += " is refused (" + refused.Err + ")"
		return fatal
	}
	return nil
}

// scopeError says that the bot token lacks a scope.
func scopeError(scope string) *chat.SettingError {
	return &chat.SettingError{Setting: "BotToken", Problem: "the bot token lacks the scope " + scope, Advice: addScope}
}

// addScope is the advice about a scope that the bot token lacks.
const addScope = "add it under OAuth & Permissions → Bot Token Scopes and reinstall the app"

// vitalMethod reports whether the bot is useless without a method.
func vitalMethod(method string) bool {
	return strings.HasPrefix(method, "chat.") || method == "auth.test"
}

// uncertainErrors are errors after which a call may or may not have had its effect: https://docs.slack.dev/reference/methods/chat.postMessage#errors.
var uncertainErrors = []string{"internal_error", "fatal_error", "service_unavailable", "request_timeout"}

// uncertain reports whether a call that failed with err may have had its effect.
func uncertain(err error) bool {
	if c := code(err); c != "" {
		return slices.Contains(uncertainErrors, c)
	}
	_, limited := limitedFor(err)
	return !limited && !unsent(err)
}

// limitErrors are errors with the meaning of status 429.
var limitErrors = []string{"ratelimited", "rate_limited"}

// limitedFor returns how long a rate limit refuses a call, and whether a rate limit is
// why it failed with err.
func limitedFor(err error) (time.Duration, bool) {
	var limited *slack.RateLimitedError
	var status slack.StatusCodeError
	switch {
	case errors.As(err, &limited):
		return max(limited.RetryAfter, time.Second), true
	case errors.As(err, &status) && status.Code == http.StatusTooManyRequests, // without Retry-After
		slices.Contains(limitErrors, code(err)):
		return time.Second, true
	}
	return 0, false
}

// unsent reports whether a call failed before anything was sent.
func unsent(err error) bool {
	var dial *net.OpError
	return errors.As(err, &dial) && dial.Op == "dial"
}

// code returns Slack's error code, or "" for any other error.
func code(err error) string {
	var refused slack.SlackErrorResponse
	if errors.As(err, &refused) {
		return refused.Err
	}
	return ""
}

// withoutURL returns err without the address that the HTTP client adds: anybody who
// knows a response URL can post with it.
func withoutURL(err error) error {
	var at *url.Error
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
