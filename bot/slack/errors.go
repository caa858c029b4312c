package slack

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"
)

// tokenErrors are answers of Slack's API after which no retry can help:
// https://docs.slack.dev/reference/methods/auth.test#errors.
var tokenErrors = []string{
	"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type",
	"org_login_required", "ekm_access_denied", "two_factor_setup_required",
}

// beyondHelp returns err in words for the operator if nothing but a change of
// the app or of its tokens helps, else nil.
func beyondHelp(method string, err error) error {
	what, where := "the bot token (SLACK_BOT_TOKEN)", "OAuth & Permissions → Bot Token Scopes"
	remedy := "install the app again under Install App and set its Bot User OAuth Token (xoxb-…)"
	if method == openMethod {
		what, where = "the app-level token (SLACK_APP_TOKEN)", "Basic Information → App-Level Tokens"
		remedy = "create one under Basic Information → App-Level Tokens with the scope connections:write (xapp-…)"
	}
	var refused slack.SlackErrorResponse
	var status slack.StatusCodeError
	switch {
	case errors.As(err, &status) && status.Code == http.StatusNotFound && (method == openMethod || method == "auth.test"):
		return fmt.Errorf("%s: there is no Slack API at this address: check SLACK_API_URL", method)
	case !errors.As(err, &refused):
		return nil
	case refused.Err == "missing_scope" && vitalMethod(method):
		return scopeError(what, neededScope(method, refused.Needed), where)
	case slices.Contains(tokenErrors, refused.Err), method == openMethod && refused.Err == "no_permission":
		return fmt.Errorf("%s is refused (%s): %s", what, refused.Err, remedy)
	}
	return nil
}

// scopeError tells which scope is missing and where to add it.
func scopeError(what, scope, where string) error {
	return fmt.Errorf("%s lacks the scope %s: add it under %s and reinstall the app", what, scope, where)
}

// vitalMethod reports whether the bot is of no use without a method.
func vitalMethod(method string) bool {
	return strings.HasPrefix(method, "chat.") || method == openMethod || method == "auth.test"
}

// neededScope is the scope that Slack said it needs, or the one that the method
// is known to need.
func neededScope(method, needed string) string {
	switch {
	case needed != "":
		return needed
	case method == openMethod:
		return "connections:write"
	}
	return "chat:write"
}

// uncertainErrors are answers after which a call may or may not have had its
// effect: https://docs.slack.dev/reference/methods/chat.postMessage#errors.
var uncertainErrors = []string{"internal_error", "fatal_error", "service_unavailable", "request_timeout"}

// uncertain reports whether a call that failed with err may have had its effect.
func uncertain(err error) bool {
	var refused slack.SlackErrorResponse
	if errors.As(err, &refused) {
		return slices.Contains(uncertainErrors, refused.Err)
	}
	_, limited := limitedFor(err)
	return !limited && !unsent(err)
}

// limitedFor returns for how long the rate limit refuses a call that failed with
// err, if that is why it failed.
func limitedFor(err error) (time.Duration, bool) {
	var limited *slack.RateLimitedError
	var status slack.StatusCodeError
	switch {
	case errors.As(err, &limited):
		return max(limited.RetryAfter, time.Second), true
	case errors.As(err, &status) && status.Code == http.StatusTooManyRequests: // without Retry-After
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

// withoutURL returns err without the address that the HTTP client puts into it:
// whoever knows a response URL may write with it.
func withoutURL(err error) error {
	var at *url.Error
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
