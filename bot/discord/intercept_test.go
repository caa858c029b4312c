package discord

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync/atomic"
)

// intercepted is a transport where before may answer first.
type intercepted struct {
	*http.Transport
	before func(*http.Request) *http.Response
}

func (i intercepted) RoundTrip(req *http.Request) (*http.Response, error) {
	if i.before != nil {
		if resp := i.before(req); resp != nil {
			return resp, nil
		}
	}
	return i.Transport.RoundTrip(req)
}

// respond is a response of Discord's.
func respond(status int, body string) *http.Response {
	return &http.Response{Status: http.StatusText(status), StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
}

// refuse refuses the next n requests whose method and path match.
func refuse(n int, method, path string, status int, body string) func(*http.Request) *http.Response {
	var left atomic.Int64
	left.Store(int64(n))
	match := regexp.MustCompile(path)
	return func(req *http.Request) *http.Response {
		if req.Method != method || !match.MatchString(req.URL.Path) || left.Add(-1) < 0 {
			return nil
		}
		return respond(status, body)
	}
}
