package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"time"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/state"
	"okbot/bot/text"
	"okbot/corpus"
	"okbot/index"
)

// doctorCmd is "okbot doctor".
type doctorCmd struct {
	Live bool `help:"Only ask the running serve whether it is alive, as a container's health check does."`
}

// check is one line of the doctor's.
type check struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Found  string `json:"found"`
	Advice string `json:"advice,omitempty"` // what to do where it is not OK
}

// patience is for how long the doctor waits for platforms and clusters.
const patience = 20 * time.Second

// Run checks everything, or with --live a running serve.
func (d *doctorCmd) Run(ctx context.Context, p *program, s *shared) error {
	ctx, stop := interruptible(ctx)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	v := &variables{getenv: p.getenv}
	c := readConfig(v)
	p.stdout = newGuard(p.stdout, v.secrets)
	if d.Live {
		return p.live(ctx, c, s)
	}
	running := servedRecords{c.served()}.reachable(ctx)
	var all []check
	for _, problem := range v.problems {
		name, found, _ := strings.Cut(problem.Error(), ": ")
		all = append(all, check{name, false, found, "correct it in the environment or the .env file"})
	}
	if len(v.problems) == 0 {
		all = append(all, check{"configuration", true, "every variable can be read", ""})
	}
	all = append(all, checkPlatforms(ctx, c)...)
	all = append(all, s.checkCorpus()...)
	all = append(all, checkState(ctx, c, running))
	all = append(all, checkPorts(c, running)...)
	all = append(all, checkZone())
	return p.writeChecks(all, s.JSON)
}

// live asks the serve at work whether it is alive.
func (p *program) live(ctx context.Context, c config, s *shared) error {
	err := servedRecords{c.served()}.alive(ctx)
	found := check{"live", err == nil, "serve answers at " + c.served(), ""}
	if err != nil {
		found.Found, found.Advice = err.Error(), "start okbot serve, or set OKBOT_ADMIN_ADDR as it has it"
	}
	return p.writeChecks([]check{found}, s.JSON)
}

// writeChecks writes a line per check; the error is the exit status.
func (p *program) writeChecks(all []check, asJSON bool) error {
	healthy := true
	for _, c := range all {
		healthy = healthy && c.OK
	}
	if asJSON {
		err := p.writeJSON(struct {
			OK     bool    `json:"ok"`
			Checks []check `json:"checks"`
		}{healthy, all})
		if err != nil {
			return err
		}
	}
	for _, c := range all {
		if asJSON {
			break
		}
		line := "✓ " + c.Name + ": " + c.Found
		if !c.OK {
			line = "✗ " + c.Name + ": " + c.Found
			if c.Advice != "" {
				line += " → " + c.Advice
			}
		}
		if _, err := fmt.Fprintln(p.stdout, text.Printable(strings.ReplaceAll(line, "\n", "; "))); err != nil {
			return err
		}
	}
	if !healthy {
		return unsound
	}
	return nil
}

// checkPlatforms lets each platform that is set check its tokens and rights.
func checkPlatforms(ctx context.Context, c config) []check {
	service, err := chat.New(ctx, bot.New(nil, bot.Options{}), state.Memory(), chat.Options{})
	if err != nil {
		return []check{{"platforms", false, err.Error(), ""}}
	}
	var all []check
	us := c.units()
	for _, u := range us {
		if u.left != "" {
			all = append(all, check{u.name, u.unset(), u.left, "see the README, \"" + u.title + "\""})
			continue
		}
		pf, err := u.open(service, slog.New(slog.DiscardHandler))
		if err != nil {
			all = append(all, check{u.name, false, err.Error(), "see the README, \"" + u.title + "\""})
			continue
		}
		all = append(all, pf.check(ctx)...)
	}
	if err := us.check(); errors.Is(err, errNoPlatform) {
		all = append(all, check{"platforms", false, "none is set", "set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DISCORD_TOKEN"})
	}
	return all
}

// checkCorpus reads the corpus and, where one is named, opens the index.
func (s *shared) checkCorpus() []check {
	var all []check
	if s.Index == "" || len(s.Corpus) > 0 {
		c, err := s.openCorpus()
		var problems corpus.Problems
		switch {
		case errors.As(err, &problems):
			for _, p := range problems {
				all = append(all, check{"corpus", false, p.String(), "mend it: okbot corpus check tells all"})
			}
		case err != nil:
			all = append(all, check{"corpus", false, err.Error(), "set --corpus (OKBOT_CORPUS)"})
		default:
			all = append(all, check{"corpus", true, fmt.Sprintf("%s: %d passages, newest %s", strings.Join(s.corpora(), ", "), len(c.Passages()), c.Newest()), ""})
		}
	}
	ix, err := s.openIndex()
	switch {
	case err != nil && s.Index != "":
		return append(all, check{"index", false, err.Error(), ""})
	case err != nil: // the corpus has told
		return all
	}
	defer ix.Close()
	return append(all, s.checkIndex(ix))
}

func (s *shared) checkIndex(ix *index.Index) check {
	where := "in memory"
	if s.Index != "" {
		where = s.Index
	}
	return check{"index", true, fmt.Sprintf("%s: %d passages", where, ix.Len()), ""}
}

// checkState opens the state, unless the serve at work has it.
func checkState(ctx context.Context, c config, running bool) check {
	where := c.data
	if c.stateURL != "" {
		where = "cluster"
	}
	opened, err := state.Open(ctx, c.stateOptions(slog.New(slog.DiscardHandler)))
	var held *state.HeldError
	switch {
	case errors.As(err, &held) && running:
		return check{"state", true, where + ": in use by the running serve", ""}
	case err != nil:
		return check{"state", false, err.Error(), "stop whoever holds it, or set OKBOT_DATA to a folder of this user's"}
	}
	defer opened.Close(context.WithoutCancel(ctx))
	if degraded, _, why := opened.Degraded(); degraded {
		return check{"state", false, why, "until that is mended, what is kept ends with the process"}
	}
	return check{"state", true, where + ": can be read and written", ""}
}

// checkPorts tries the addresses that serve listens at.
func checkPorts(c config, running bool) []check {
	all := []check{checkPort("admin port", c.admin, "OKBOT_ADMIN_ADDR", running)}
	if c.slack.missing() == "" && c.slack.appToken == "" {
		all = append(all, checkPort("Slack's port", c.slack.addr, "OKBOT_HTTP_ADDR", running))
	}
	return all
}

func checkPort(name, address, variable string, running bool) check {
	l, err := net.Listen("tcp", address)
	switch {
	case err == nil:
		l.Close()
		return check{name, true, address + " is free", ""}
	case running:
		return check{name, true, address + " is in use while serve runs", ""}
	}
	return check{name, false, err.Error(), "set " + variable + " to a free address"}
}

// checkZone tells the clock as people in Seoul read it.
func checkZone() check {
	if _, err := time.LoadLocation("Asia/Seoul"); err != nil {
		return check{"time zone", false, err.Error(), "install tzdata, or set ZONEINFO to Go's zoneinfo.zip"}
	}
	return check{"time zone", true, "it is " + time.Now().In(bot.Seoul).Format("2006-01-02 15:04") + " in Seoul", ""}
}
