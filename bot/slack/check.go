package slack

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/slack-go/slack"

	"okbot/bot/chat"
)

// maxSkew bounds the error of the clock. Slack's signatures are valid for five minutes.
const maxSkew = time.Minute

// Check implements [chat.Platform]. It tries the tokens, their scopes and the clock.
func (s *Adapter) Check(ctx context.Context) []chat.Finding {
	findings := s.checkBotToken(ctx)
	if s.opts.AppToken != "" {
		return append(findings, s.checkAppToken(ctx))
	}
	return append(findings, chat.Finding{OK: true, Found: "HTTP mode: requests are checked with the signing secret"})
}

// checkBotToken tries the bot token, its scopes, and the clock.
func (s *Adapter) checkBotToken(ctx context.Context) []chat.Finding {
	var headers http.Header
	api := slack.New(s.opts.BotToken, slack.OptionAPIURL(s.opts.APIURL), slack.OptionHTTPClient(s.http),
		slack.OptionOnResponseHeaders(func(_ string, h http.Header) { headers = h }))
	self, err := api.AuthTestContext(ctx)
	if err != nil {
		return []chat.Finding{failedCheck("auth.test", err)}
	}
	findings := []chat.Finding{{OK: true, Found: "Slack takes the bot token" + knownAs(self)}}
	findings = append(findings, checkScopes(headers)...)
	if date, err := http.ParseTime(headers.Get("Date")); err == nil {
		if skew := time.Since(date); skew.Abs() > maxSkew {
			findings = append(findings, chat.Finding{Found: fmt.Sprintf("the clock is off by %v", skew.Round(time.Second)), Advice: "set the clock, or let NTP do it: signatures hold for five minutes"})
		} else {
			findings = append(findings, chat.Finding{OK: true, Found: "the clock agrees with Slack's"})
		}
	}
	return findings
}

// knownAs names the bot and its workspace, or their ids, as far as Slack does.
func knownAs(self *slack.AuthTestResponse) string {
	known := ""
	if user := cmp.Or(self.User, self.UserID); user != "" {
		known += " of " + user
	}
	if team := cmp.Or(self.Team, self.TeamID); team != "" {
		known += " in " + team
	}
	return known
}

func checkScopes(h http.Header) []chat.Finding {
	if _, named := grantedScopes(h); !named {
		return []chat.Finding{{OK: true, Found: "Slack names no scopes of the bot token: they are taken to be granted"}}
	}
	var findings []chat.Finding
	for _, lacking := range lackingScopes(h) {
		findings = append(findings, chat.Finding{
			Found:  fmt.Sprintf("the bot token lacks the scope %s, for %s", lacking.name, lacking.use),
			Advice: addScope + ", or create the app from okbot slack manifest",
		})
	}
	if findings == nil {
		findings = append(findings, chat.Finding{OK: true, Found: "the bot token has all scopes"})
	}
	return findings
}

// checkAppToken asks for a connection, which it does not open.
func (s *Adapter) checkAppToken(ctx context.Context) chat.Finding {
	if _, _, err := s.api.StartSocketModeContext(ctx); err != nil {
		return failedCheck(openMethod, err)
	}
	return chat.Finding{OK: true, Found: "Socket Mode is on and the app-level token opens it"}
}

// failedCheck returns the finding that a method failed.
func failedCheck(method string, err error) chat.Finding {
	if fatal := fatalError(method, err); fatal != nil {
		return fatal.Finding("")
	}
	return chat.Finding{
		Found: fmt.Sprintf("%s: %v", method, withoutURL(err)), Setting: "APIURL",
		Advice: "see whether https://slack-status.com reports trouble, and whether a proxy or another address of the API is in the way",
	}
}
