package report_test

import (
	"bufio"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"okbot/bot/report"
)

// TestChromium shows the page in a browser, as wide as a desktop and as a phone,
// in both languages, and dark and as printed. The page must fit, load nothing but
// itself and give no cause for complaint. Its pictures go to the directory of the
// test's artifacts (go test -artifacts -outputdir).
func TestChromium(t *testing.T) {
	if testing.Short() {
		t.Skip("what the browser shows is no matter of -short")
	}
	b := startChromium(t)
	usual, feedback := traffic(3_000, 0.2, 120)
	reports := map[string]report.Report{
		"small":   report.Build(small, smallFeedback, report.Options{Now: made}),
		"quarter": report.Build(usual, feedback, report.Options{Now: made}),
		"year":    report.Build(stretched(usual, 4), feedback, report.Options{Now: made}),
		"hostile": report.Build(hostileRecords, hostileFeedback, report.Options{Now: made}),
		"empty":   report.Build(none, noFeedback, report.Options{Now: made}),
	}
	screens := map[string]screen{
		"desktop": {width: 1280, height: 900},
		"phone":   {width: 360, height: 740, mobile: true},
		"dark":    {width: 1280, height: 900, scheme: "dark"},
		"paper":   {width: 720, height: 1000, media: "print"},
	}
	for name, r := range reports {
		for screenName, s := range screens {
			for _, lang := range []string{"ko", "en"} {
				if lang == "en" && s.media+s.scheme != "" {
					continue // what differs there is no text
				}
				t.Run(strings.Join([]string{name, screenName, lang}, "-"), func(t *testing.T) { b.check(t, r, s, lang) })
			}
		}
	}
}

type screen struct {
	width, height int
	mobile        bool
	media, scheme string // of the media queries; "": screen, light
}

// check opens the page on a screen and looks at it.
func (b *browser) check(t *testing.T, r report.Report, s screen, lang string) {
	other := map[string]string{"ko": "en", "en": "ko"}[lang]
	var requests []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		requests = append(requests, q.URL.Path)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if err := r.HTML(w, lang); err != nil {
			t.Error(err)
		}
	}))
	defer server.Close()
	b.t = t
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": s.width, "height": s.height, "deviceScaleFactor": 1, "mobile": s.mobile})
	b.call("Emulation.setEmulatedMedia", map[string]any{
		"media": s.media, "features": []map[string]string{{"name": "prefers-color-scheme", "value": cmp.Or(s.scheme, "light")}},
	})
	b.complaints, b.loaded = nil, false
	b.call("Page.navigate", map[string]any{"url": server.URL})
	for !b.loaded {
		b.read()
	}
	b.picture(filepath.Join(t.ArtifactDir(), filepath.Base(t.Name())+".png"))
	if wide := b.eval(`document.documentElement.scrollWidth`); wide != float64(s.width) {
		t.Errorf("the page is %v pixels wide on a screen of %d", wide, s.width)
	}
	if n := b.eval(`document.querySelectorAll('script, img, iframe, object, a, link, form').length`); n != 0.0 {
		t.Errorf("%v elements that the page should not have", n)
	}
	const shown = `[...document.querySelectorAll('.%s')].filter(e => e.getClientRects().length).length`
	if n := b.eval(fmt.Sprintf(shown, other)); n != 0.0 {
		t.Errorf("%v texts are shown in the other language", n)
	}
	b.eval(`document.querySelector('label[for=` + other + `]').click()`)
	if n := b.eval(fmt.Sprintf(shown, lang)); n != 0.0 {
		t.Errorf("%v texts stay in the first language after the switch", n)
	}
	if n := b.eval(fmt.Sprintf(shown, other)); n == 0.0 {
		t.Error("nothing is shown in the other language after the switch")
	}
	if len(b.complaints) > 0 {
		t.Errorf("the browser complains: %q", b.complaints)
	}
	if len(requests) != 1 {
		t.Errorf("requests: %q", requests)
	}
}

// A browser is a headless Chromium, spoken to in its DevTools protocol
// (https://chromedevtools.github.io/devtools-protocol/) over a pair of pipes,
// where each message ends with a NUL.
type browser struct {
	t          *testing.T
	to         *os.File
	from       *bufio.Reader
	session    string
	calls      int
	loaded     bool
	complaints []string // what the console shows, and requests for other pages
}

// startChromium skips the test where there is no Chromium, unless
// OKBOT_CHROMIUM=1 asks for it.
func startChromium(t *testing.T) *browser {
	path, err := exec.LookPath("chromium")
	if err != nil && os.Getenv("OKBOT_CHROMIUM") != "1" {
		t.Skip("no chromium here (Debian's package has that name); OKBOT_CHROMIUM=1 makes this an error")
	} else if err != nil {
		t.Fatal(err)
	}
	theirIn, ourOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	ourIn, theirOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
		"--no-first-run", "--hide-scrollbars", "--user-data-dir="+t.TempDir(), "--remote-debugging-pipe", "about:blank")
	cmd.ExtraFiles = []*os.File{theirIn, theirOut}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	theirIn.Close()
	theirOut.Close()
	b := &browser{t: t, to: ourOut, from: bufio.NewReader(ourIn)}
	ourIn.SetReadDeadline(time.Now().Add(4 * time.Minute))
	t.Cleanup(func() { // it ends when nobody speaks to it any more
		ourOut.Close()
		kill := time.AfterFunc(10*time.Second, func() { cmd.Process.Kill() })
		cmd.Wait()
		kill.Stop()
		ourIn.Close()
	})
	var target struct{ TargetID, SessionID string }
	json.Unmarshal(b.call("Target.createTarget", map[string]any{"url": "about:blank"}), &target)
	json.Unmarshal(b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}), &target)
	b.session = target.SessionID
	for _, domain := range []string{"Page", "Network", "Log", "Runtime"} {
		b.call(domain+".enable", nil)
	}
	return b
}

// A message is an answer to a call, or an event.
type message struct {
	ID     int             `json:"id"`
	Method string          `json:"method"`
	Result json.RawMessage `json:"result"`
	Error  json.RawMessage `json:"error"`
	Params json.RawMessage `json:"params"`
}

// call returns the result of a method.
func (b *browser) call(method string, params any) json.RawMessage {
	b.t.Helper()
	b.calls++
	call := map[string]any{"id": b.calls, "method": method}
	if params != nil {
		call["params"] = params
	}
	if b.session != "" {
		call["sessionId"] = b.session
	}
	data, err := json.Marshal(call)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.to.Write(append(data, 0)); err != nil {
		b.t.Fatal(err)
	}
	for {
		m := b.read()
		if m.ID == b.calls && m.Error != nil {
			b.t.Fatalf("%s: %s", method, m.Error)
		}
		if m.ID == b.calls {
			return m.Result
		}
	}
}

// read reads one message and takes note of events.
func (b *browser) read() message {
	b.t.Helper()
	data, err := b.from.ReadBytes(0)
	if err != nil {
		b.t.Fatal(err)
	}
	var m message
	if err := json.Unmarshal(data[:len(data)-1], &m); err != nil {
		b.t.Fatal(err)
	}
	switch m.Method {
	case "Page.loadEventFired":
		b.loaded = true
	case "Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown":
		b.complaints = append(b.complaints, string(m.Params))
	}
	return m
}

// eval returns what a JavaScript expression comes to.
func (b *browser) eval(expression string) any {
	b.t.Helper()
	var r struct{ Result struct{ Value any } }
	json.Unmarshal(b.call("Runtime.evaluate", map[string]any{"expression": expression}), &r)
	return r.Result.Value
}

// picture writes all of the page into a file.
func (b *browser) picture(file string) {
	b.t.Helper()
	var shot struct{ Data string }
	json.Unmarshal(b.call("Page.captureScreenshot", map[string]any{"captureBeyondViewport": true}), &shot)
	data, err := base64.StdEncoding.DecodeString(shot.Data)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o666); err != nil {
		b.t.Fatal(err)
	}
}
