package discordtest

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"
	"time"
)

// RESTFault makes requests of one route go wrong.
type RESTFault struct {
	Route string // a Route constant, or empty for all
	Times int    // so many requests, 1 if 0, then the fault is over; negative: for ever

	Delay      time.Duration // before the request is looked at
	Status     int           // answered instead of doing what was asked, 0: do it
	RetryAfter time.Duration // for a Status of 429
	Global     bool          // a 429 is for all routes
	HTML       bool          // the body is a web page, as Cloudflare answers
	Drop       bool          // the connection is dropped after the request was done
}

type html string

// Fault adds a fault; the first that fits a request applies.
func (s *Server) Fault(f RESTFault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	set(&f.Times, 1)
	s.faults = append(s.faults, &f)
}

func (s *Server) takeFault(route string) *RESTFault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if f.Times == 0 || f.Route != "" && f.Route != route {
			continue
		}
		if f.Times > 0 {
			f.Times--
		}
		taken := *f
		return &taken
	}
	return nil
}

// delay waits as the fault says, and reports whether the client is still there.
func (s *Server) delay(r *http.Request, f *RESTFault) bool {
	if f == nil || f.Delay == 0 {
		return true
	}
	ctx, cancel := context.WithTimeout(r.Context(), f.Delay)
	defer cancel()
	select {
	case <-s.ctx.Done():
		return false
	case <-ctx.Done():
		return r.Context().Err() == nil
	}
}

func (f *RESTFault) refuses() bool { return f.Status != 0 }

func (f *RESTFault) reply(h http.Header) reply {
	if f.Status == http.StatusTooManyRequests {
		h.Set("Retry-After", strconv.Itoa(int((f.RetryAfter+time.Second-1)/time.Second)))
	}
	if f.HTML {
		return reply{status: f.Status, body: html("<!DOCTYPE html><html><head><title>Access denied</title></head>" +
			"<body><h1>Error 1015</h1><p>You are being rate limited.</p></body></html>")}
	}
	if f.Status == http.StatusTooManyRequests {
		scope := "user"
		if f.Global {
			scope = "global"
			h.Set("X-RateLimit-Global", "true")
		}
		h.Set("X-RateLimit-Scope", scope)
		return tooMany(f.RetryAfter, f.Global)
	}
	return fail(f.Status, 0, strconv.Itoa(f.Status)+": "+http.StatusText(f.Status))
}

// tooMany is the body of a 429; retry_after is in seconds.
func tooMany(after time.Duration, global bool) reply {
	return reply{status: http.StatusTooManyRequests, body: Object{
		"message": "You are being rate limited.", "retry_after": after.Seconds(), "global": global}}
}

// payloadJSON returns the part of a multipart body that holds the JSON.
func payloadJSON(raw []byte, boundary string) []byte {
	parts := multipart.NewReader(bytes.NewReader(raw), boundary)
	for {
		p, err := parts.NextPart()
		if err != nil {
			return nil
		}
		if p.FormName() == "payload_json" {
			data, _ := io.ReadAll(p)
			return data
		}
	}
}
