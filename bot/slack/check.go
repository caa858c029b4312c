package slack

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/slack-go/slack"
)

// A Finding is one thing that was checked.
type Finding struct {
	OK   bool
	What string // was found, in one sentence
	Do   string // about it, "" for nothing
}

// maxSkew is how wrong the clock may be: Slack's signatures hold for five minutes.
const maxSkew = time.Minute

// Check tries the tokens and the clock against Slack's API, and tells what is
// wrong and what to do about it. It posts nothing.
func (s *Slack) Check(ctx context.Context) []Finding {
	findings := s.checkBotToken(ctx)
	if s.opts.AppToken != "" {
		return append(findings, s.checkAppToken(ctx))
	}
	return append(findings, Finding{OK: true, What: "HTTP mode: requests are checked with the signing secret"})
}

// checkBotToken tries the bot token, its scopes, and the clock.
func (s *Slack) checkBotToken(ctx context.Context) []Finding {
	var headers http.Header
	api := slack.New(s.opts.BotToken, slack.OptionAPIURL(s.opts.APIURL), slack.OptionHTTPClient(s.http),
		slack.OptionOnResponseHeaders(func(_ string, h http.Header) { headers = h }))
	self, err := api.AuthTestContext(ctx)
	if err != nil {
		return []Finding{failed("auth.test", err)}
	}
	findings := []Finding{{OK: true, What: "Slack takes the bot token" + knownAs(self)}}
	findings = append(findings, checkScopes(headers)...)
	if date, err := http.ParseTime(headers.Get("Date")); err == nil {
		if skew := time.Since(date); skew.Abs() > maxSkew {
			findings = append(findings, Finding{What: fmt.Sprintf("the clock is off by %v", skew.Round(time.Second)), Do: "set the clock, or let NTP do it: signatures hold for five minutes"})
		} else {
			findings = append(findings, Finding{OK: true, What: "the clock agrees with Slack's"})
		}
	}
	return findings
}

// knownAs tells the names of the bot and its workspace, or their ids, as far as
// Slack told them.
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

func checkScopes(h http.Header) []Finding {
	if _, named := grantedScopes(h); !named {
		return []Finding{{OK: true, What: "Slack names no scopes of the bot token: they are taken to be granted"}}
	}
	var findings []Finding
	for _, lacking := range lackingScopes(h) {
		findings = append(findings, Finding{
			What: fmt.Sprintf("the bot token lacks the scope %s, for %s", lacking.name, lacking.use),
			Do:   addScope + ", or create the app from okbot slack manifest",
		})
	}
	if findings == nil {
		findings = append(findings, Finding{OK: true, What: "the bot token has all scopes"})
	}
	return findings
}

// checkAppToken asks for a connection, which it does not open.
func (s *Slack) checkAppToken(ctx context.Context) Finding {
	if _, _, err := s.api.StartSocketModeContext(ctx); err != nil {
		return failed(openMethod, err)
	}
	return Finding{OK: true, What: "Socket Mode is on and the app-level token opens it"}
}

// failed tells of a method that failed.
func failed(method string, err error) Finding {
	if final := beyondHelp(method, err); final != nil {
		what, do, _ := strings.Cut(final.Error(), ": ")
		return Finding{What: what, Do: do}
	}
	return Finding{What: fmt.Sprintf("%s: %v", method, withoutURL(err)), Do: "see whether https://slack-status.com tells of trouble, and whether a proxy or SLACK_API_URL is in the way"}
}
