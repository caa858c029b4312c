package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// variables reads environment variables and collects what is wrong with them. An
// empty variable counts as not set.
type variables struct {
	getenv   func(string) string
	problems []error
	secrets  []string // what must never be shown
}

// bad notes that the variable name has a value that cannot be used, and what to
// do about it.
func (v *variables) bad(name, format string, args ...any) {
	v.problems = append(v.problems, fmt.Errorf("%s: "+format, append([]any{name}, args...)...))
}

func (v *variables) text(name, fallback string) string {
	if value := strings.TrimSpace(v.getenv(name)); value != "" {
		return value
	}
	return fallback
}

// maxSecret is how long a secret may be, in bytes.
const maxSecret = 1 << 14

// secret returns the value of the variable name, or the content of the file that
// name_FILE names.
func (v *variables) secret(name string) string {
	value, file := v.text(name, ""), v.text(name+"_FILE", "")
	if file != "" {
		if value != "" {
			v.bad(name, "set as well as %s_FILE: keep one of them", name)
			return ""
		}
		content, err := readSecret(file)
		if err != nil {
			v.bad(name+"_FILE", "%w", err)
			return ""
		}
		value = content
	}
	if strings.ContainsFunc(value, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		v.bad(name, "holds a space or a line break: give the bare value")
		return ""
	}
	if value != "" {
		v.secrets = append(v.secrets, value)
	}
	return value
}

func readSecret(file string) (string, error) {
	f, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, maxSecret+1))
	switch value := strings.TrimSpace(string(content)); {
	case err != nil:
		return "", err
	case len(content) > maxSecret:
		return "", fmt.Errorf("%s holds more than a secret", file)
	case value == "":
		return "", fmt.Errorf("%s is empty: write the value into it, or unset the variable", file)
	default:
		return value, nil
	}
}

// number returns a whole number of at least 0.
func (v *variables) number(name string, fallback int) int {
	text := v.text(name, "")
	if text == "" {
		return fallback
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		v.bad(name, "%q is no number: write 0 or more", text)
		return fallback
	}
	return n
}

// span returns a time span as Go writes it (36h) or in days (90d, 90 days, 90).
func (v *variables) span(name string, fallback, least time.Duration) time.Duration {
	text := v.text(name, "")
	if text == "" {
		return fallback
	}
	d, err := time.ParseDuration(text)
	if days := daySpan.FindStringSubmatch(text); days != nil {
		n, _ := strconv.Atoi(days[1])
		d, err = time.Duration(min(n, maxDays))*24*time.Hour, nil
	}
	if err != nil || d < least {
		v.bad(name, "%q: write a time of %v or more, as 36h or 90d", text, least)
		return fallback
	}
	return d
}

var daySpan = regexp.MustCompile(`^(\d{1,9}) ?(d|days?)?$`)

// maxDays is the longest time span, in days: a hundred years.
const maxDays = 36_500

// flag reports whether the variable is 1 or true.
func (v *variables) flag(name string) bool {
	text := v.text(name, "")
	if text == "" {
		return false
	}
	on, err := strconv.ParseBool(text)
	if err != nil {
		v.bad(name, "%q: write 1 or 0", text)
	}
	return on
}

// choice returns one of the choices, the first where nothing is set.
func (v *variables) choice(name string, choices ...string) string {
	text := v.text(name, choices[0])
	for _, c := range choices {
		if strings.EqualFold(text, c) {
			return c
		}
	}
	v.bad(name, "%q: choose %s", text, strings.Join(choices, ", "))
	return choices[0]
}

// list returns the values between commas.
func (v *variables) list(name string) []string {
	return strings.FieldsFunc(v.getenv(name), func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
}

// numbers returns the numbers between commas.
func (v *variables) numbers(name string) []int {
	var out []int
	for _, text := range v.list(name) {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 {
			v.bad(name, "%q is no number: write numbers with commas between them, as 0,1", text)
			return nil
		}
		out = append(out, n)
	}
	return out
}

// address returns a host and port to listen at.
func (v *variables) address(name, fallback string) string {
	text := v.text(name, fallback)
	_, port, err := net.SplitHostPort(text)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		v.bad(name, "%q is no address to listen at: write host:port, as %s", text, fallback)
		return fallback
	}
	return text
}

// url returns the base of an API, "" where none is set.
func (v *variables) url(name string) string {
	text := v.text(name, "")
	if text == "" {
		return ""
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		v.bad(name, "not the address of an API: write it as https://host/path")
		return ""
	}
	return text
}

// err returns all that is wrong, or nil.
func (v *variables) err() error { return errors.Join(v.problems...) }
