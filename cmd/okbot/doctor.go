package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
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

// patience is for how long the doctor waits for platforms and clusters.
const patience = 20 * time.Second

// Run checks everything, or with --live a running serve.
func (d *doctorCmd) Run(ctx context.Context, p *program, v *variables, line *commands) error {
	ctx, stop := interruptible(ctx)
	defer stop()
	waiting, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	set, err := v.readSettings()
	if err != nil {
		return err
	}
	p.stdout = newGuard(p.stdout, set.secrets)
	s := &line.shared
	if d.Live {
		return p.live(waiting, set, s)
	}
	running := aliveAt(waiting, set.adminAddress()) == nil
	var all []chat.Finding
	for _, problem := range v.problems {
		name, found, _ := strings.Cut(problem.Error(), ": ")
		all = append(all, chat.Finding{Name: name, Found: found, Advice: "correct it in the environment or the .env file"})
	}
	if len(v.problems) == 0 {
		all = append(all, chat.Finding{Name: "configuration", OK: true, Found: "every variable can be read"})
	}
	all = append(all, checkPlatforms(waiting, set)...)
	all = append(all, s.checkCorpus(ctx)...)
	all = append(all, checkState(waiting, set, running))
	all = append(all, checkPorts(set, running)...)
	all = append(all, checkZone())
	return p.writeChecks(all, s.JSON)
}

// live asks the serve at work whether it is alive.
func (p *program) live(ctx context.Context, set *settings, s *shared) error {
	err := aliveAt(ctx, set.adminAddress())
	found := chat.Finding{Name: "live", OK: err == nil, Found: "serve answers at " + set.adminAddress()}
	if err != nil {
		found.Found, found.Advice = err.Error(), "start okbot serve, or set OKBOT_ADMIN_ADDR as it has it"
	}
	return p.writeChecks([]chat.Finding{found}, s.JSON)
}

// adminAddress is that of the serve that works in the state's folder.
func (set *settings) adminAddress() string {
	if noted, err := os.ReadFile(filepath.Join(set.Data, addressFile)); err == nil {
		return local(strings.TrimSpace(string(noted)))
	}
	return local(string(set.Admin))
}

// local is the address at which this machine reaches what listens at address.
func local(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}

// aliveAt returns why no serve answers at the address, or nil.
func aliveAt(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/healthz", nil)
	if err != nil {
		return fmt.Errorf("admin endpoint %s: %w", address, err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("admin endpoint: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("admin endpoint %s: %s", address, res.Status)
	}
	return nil
}

// writeChecks writes a line per check; the error is the exit status.
func (p *program) writeChecks(all []chat.Finding, asJSON bool) error {
	healthy := true
	for _, c := range all {
		healthy = healthy && c.OK
	}
	if asJSON {
		err := p.writeJSON(struct {
			OK     bool           `json:"ok"`
			Checks []chat.Finding `json:"checks"`
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
func checkPlatforms(ctx context.Context, set *settings) []chat.Finding {
	service, err := chat.New(ctx, bot.New(nil, bot.Options{}), state.Memory(), chat.Options{})
	if err != nil {
		return []chat.Finding{{Name: "platforms", Found: err.Error()}}
	}
	var all []chat.Finding
	ps := set.platforms()
	for _, p := range ps {
		all = append(all, p.findings(ctx, service)...)
	}
	if err := ps.check(); errors.Is(err, errNoPlatform) {
		all = append(all, chat.Finding{Name: "platforms", Found: "none is set", Advice: "set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DISCORD_TOKEN"})
	}
	return all
}

// findings returns what a platform finds when it checks its tokens and rights.
func (p *platform) findings(ctx context.Context, service *chat.Service) []chat.Finding {
	readme := "see the README, \"" + p.title + "\""
	if p.skipped != "" {
		return []chat.Finding{{Name: p.name, OK: p.unset(), Found: p.skipped, Advice: readme}}
	}
	adapter, err := p.open(service, slog.New(slog.DiscardHandler))
	if err != nil {
		return []chat.Finding{{Name: p.name, Found: p.explain(err), Advice: readme}}
	}
	var all []chat.Finding
	for _, f := range adapter.Check(ctx) {
		f.Name = strings.TrimSuffix(p.name+": "+f.Name, ": ")
		if f.Advice != "" {
			f.Advice += p.setBy(f.Setting)
		}
		all = append(all, f)
	}
	return all
}

// checkCorpus reads the corpus and, where one is named, opens the index.
func (s *shared) checkCorpus(ctx context.Context) []chat.Finding {
	var all []chat.Finding
	if s.Index == "" || len(s.Corpus) > 0 {
		c, err := s.openCorpus(ctx)
		var problems corpus.Problems
		switch {
		case errors.As(err, &problems):
			for _, p := range problems {
				all = append(all, chat.Finding{Name: "corpus", Found: p.String(), Advice: "mend it: okbot corpus check tells all"})
			}
		case err != nil:
			all = append(all, chat.Finding{Name: "corpus", Found: err.Error(), Advice: "set --corpus (OKBOT_CORPUS)"})
		default:
			all = append(all, chat.Finding{Name: "corpus", OK: true, Found: fmt.Sprintf("%s: %d passages, newest %s", strings.Join(s.corpora(), ", "), len(c.Passages()), c.Newest())})
		}
	}
	ix, err := s.openIndex(ctx)
	switch {
	case err != nil && s.Index != "":
		return append(all, chat.Finding{Name: "index", Found: err.Error()})
	case err != nil: // the corpus has told
		return all
	}
	defer ix.Close()
	return append(all, s.checkIndex(ix))
}

func (s *shared) checkIndex(ix *index.Index) chat.Finding {
	where := "in memory"
	if s.Index != "" {
		where = s.Index
	}
	return chat.Finding{Name: "index", OK: true, Found: fmt.Sprintf("%s: %d passages", where, ix.Len())}
}

// checkState opens the state, unless the serve at work has it.
func checkState(ctx context.Context, set *settings, running bool) chat.Finding {
	where := set.Data
	if set.StateURL != "" {
		where = "cluster"
	}
	opened, err := state.Open(ctx, set.stateOptions(slog.New(slog.DiscardHandler)))
	var held *state.HeldError
	switch {
	case errors.As(err, &held) && running:
		return chat.Finding{Name: "state", OK: true, Found: where + ": in use by the running serve"}
	case err != nil:
		return chat.Finding{Name: "state", Found: err.Error(), Advice: "stop whoever holds it, or set OKBOT_DATA to a folder of this user's"}
	}
	defer opened.Close(context.WithoutCancel(ctx))
	if degraded, _, why := opened.Degraded(); degraded {
		return chat.Finding{Name: "state", Found: why, Advice: "until that is mended, what is kept ends with the process"}
	}
	return chat.Finding{Name: "state", OK: true, Found: where + ": can be read and written"}
}

// checkPorts tries the addresses that serve listens at.
func checkPorts(set *settings, running bool) []chat.Finding {
	all := []chat.Finding{checkPort("admin port", string(set.Admin), "OKBOT_ADMIN_ADDR", running)}
	if set.Slack.missing() == "" && set.Slack.AppToken == "" {
		all = append(all, checkPort("Slack's port", string(set.Slack.Addr), "OKBOT_HTTP_ADDR", running))
	}
	return all
}

func checkPort(name, address, variable string, running bool) chat.Finding {
	l, err := net.Listen("tcp", address)
	switch {
	case err == nil:
		l.Close()
		return chat.Finding{Name: name, OK: true, Found: address + " is free"}
	case running:
		return chat.Finding{Name: name, OK: true, Found: address + " is in use while serve runs"}
	}
	return chat.Finding{Name: name, Found: err.Error(), Advice: "set " + variable + " to a free address"}
}

// checkZone tells the clock as people in Seoul read it.
func checkZone() chat.Finding {
	if _, err := time.LoadLocation("Asia/Seoul"); err != nil {
		return chat.Finding{Name: "time zone", Found: err.Error(), Advice: "install tzdata, or set ZONEINFO to Go's zoneinfo.zip"}
	}
	return chat.Finding{Name: "time zone", OK: true, Found: "it is " + time.Now().In(bot.Seoul).Format("2006-01-02 15:04") + " in Seoul"}
}
