package main

import (
	"errors"
	"log/slog"
	"net"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// The types of settings and flags read themselves from text. Their errors say what
// to write and never show the text, which may be a secret in the wrong place.

// secret is a token or a password. It is read from the environment alone, and
// never shown.
type secret string

// UnmarshalText refuses what holds a space or a control character.
func (s *secret) UnmarshalText(text []byte) error {
	if strings.ContainsFunc(string(text), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return errors.New("holds a space or a line break: give the bare value")
	}
	*s = secret(text)
	return nil
}

// count is a whole number of at least 0.
type count int

// UnmarshalText reads a decimal number.
func (c *count) UnmarshalText(text []byte) error {
	n, err := strconv.Atoi(string(text))
	if err != nil || n < 0 {
		return errors.New("not a number: write 0 or more")
	}
	*c = count(n)
	return nil
}

// period is a time span as Go writes it (36h) or in days (90d, 90 days, 90).
type period time.Duration

var (
	daysPattern = regexp.MustCompile(`^(\d{1,9}) ?(d|days?)?$`)
	errPeriod   = errors.New("write a time of an hour or more, as 36h or 90d")
)

const (
	minPeriod = period(time.Hour)
	maxDays   = 36_500 // a hundred years
)

// UnmarshalText reads a span of an hour or more; one over a hundred years is cut.
func (p *period) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	if days := daysPattern.FindSubmatch(text); days != nil {
		n, _ := strconv.Atoi(string(days[1]))
		d, err = time.Duration(min(n, maxDays))*24*time.Hour, nil
	}
	if err != nil || period(d) < minPeriod {
		return errPeriod
	}
	*p = period(d)
	return nil
}

// ids are the values between commas or blanks.
type ids []string

// UnmarshalText splits text.
func (l *ids) UnmarshalText(text []byte) error {
	*l = strings.FieldsFunc(string(text), func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
	return nil
}

// numbers are whole numbers of at least 0, between commas or blanks.
type numbers []int

// UnmarshalText splits text and reads decimal numbers.
func (l *numbers) UnmarshalText(text []byte) error {
	var words ids
	if err := words.UnmarshalText(text); err != nil {
		return err
	}
	*l = nil
	for _, word := range words {
		n, err := strconv.Atoi(word)
		if err != nil || n < 0 {
			return errors.New("write numbers with commas between them, as 0,1")
		}
		*l = append(*l, n)
	}
	return nil
}

// shards is "auto", or how many shards there are.
type shards string

// UnmarshalText reads "auto" or a number of at least 1.
func (s *shards) UnmarshalText(text []byte) error {
	if n, err := strconv.Atoi(string(text)); string(text) != "auto" && (err != nil || n < 1) {
		return errors.New("write auto or how many there are")
	}
	*s = shards(text)
	return nil
}

// address is a host and port to listen at.
type address string

// UnmarshalText reads host:port; the host may be empty, the port is a number.
func (a *address) UnmarshalText(text []byte) error {
	_, port, err := net.SplitHostPort(string(text))
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return errors.New("not an address to listen at: write host:port, as 127.0.0.1:9090")
	}
	*a = address(text)
	return nil
}

// baseURL is the base of an API, without the slash at its end.
type baseURL string

// UnmarshalText reads an absolute http(s) URL.
func (b *baseURL) UnmarshalText(text []byte) error {
	if !isWebURL(string(text)) {
		return errors.New("not the address of an API: write it as https://host/path")
	}
	*b = baseURL(strings.TrimSuffix(string(text), "/"))
	return nil
}

// isWebURL reports whether text is an absolute http(s) URL.
func isWebURL(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

// logFormat is that of the log: "text" or "json".
type logFormat string

// UnmarshalText reads text or json, in any case.
func (f *logFormat) UnmarshalText(text []byte) error {
	*f = logFormat(strings.ToLower(string(text)))
	if *f != "text" && *f != "json" {
		return errors.New("choose text or json")
	}
	return nil
}

// logLevel is the least level that is logged.
type logLevel slog.Level

// UnmarshalText reads a name of slog's, in any case.
func (l *logLevel) UnmarshalText(text []byte) error {
	if (*slog.Level)(l).UnmarshalText(text) != nil {
		return errors.New("choose debug, info, warn or error")
	}
	return nil
}
