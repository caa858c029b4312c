package slacktest

import (
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"
)

// checker collects what is wrong with a JSON value, each with the JSON pointer that Slack would name.
type checker struct {
	problems []string
	markdown int // characters in markdown blocks
	ids      map[string]bool
}

// check looks at the value that stands at the pointer.
type check func(k *checker, at string, v any)

func (k *checker) bad(at, format string, args ...any) {
	k.problems = append(k.problems, fmt.Sprintf("%s [json-pointer:%s]", fmt.Sprintf(format, args...), at))
}

// str is a string of 1 to max characters, which are code points.
func str(max int) check {
	return func(k *checker, at string, v any) {
		s, ok := v.(string)
		n := utf8.RuneCountInString(s)
		switch {
		case !ok:
			k.bad(at, "must be a string")
		case n == 0:
			k.bad(at, "must be more than 0 characters")
		case n > max:
			k.bad(at, "must be less than %d characters, has %d", max+1, n)
		}
	}
}

func oneOf(values ...string) check {
	return func(k *checker, at string, v any) {
		if s, _ := v.(string); !slices.Contains(values, s) {
			k.bad(at, "%v is none of %q", v, values)
		}
	}
}

func boolean(k *checker, at string, v any) {
	if _, ok := v.(bool); !ok {
		k.bad(at, "must be true or false")
	}
}

func integer(min, max int) check {
	return func(k *checker, at string, v any) {
		f, ok := v.(float64)
		if n := int(f); !ok || float64(n) != f || n < min || n > max {
			k.bad(at, "must be a whole number from %d to %d", min, max)
		}
	}
}

// anything is for what the fake does not look into.
func anything(*checker, string, any) {}

// list is an array of min to max things.
func list(min, max int, item check) check {
	return func(k *checker, at string, v any) {
		items, ok := v.([]any)
		if !ok {
			k.bad(at, "must be an array")
			return
		}
		if len(items) < min || len(items) > max {
			k.bad(at, "must have %d to %d items, has %d", min, max, len(items))
		}
		for i, it := range items {
			item(k, at+"/"+strconv.Itoa(i), it)
		}
	}
}

// members are what an object may have; a name that ends in "!" must be there.
type members map[string]check

// object refuses members that are not listed, as Slack does in blocks.
func object(ms members) check {
	return func(k *checker, at string, v any) {
		m, ok := v.(map[string]any)
		if !ok {
			k.bad(at, "must be an object")
			return
		}
		for name, x := range m {
			c, ok := ms[name]
			if !ok {
				c, ok = ms[name+"!"]
			}
			if !ok {
				k.bad(at, "invalid additional property: %s", name)
				continue
			}
			c(k, at+"/"+name, x)
		}
		for name := range ms {
			if name, must := trimBang(name); must && m[name] == nil {
				k.bad(at, "missing required field: %s", name)
			}
		}
	}
}

func trimBang(name string) (string, bool) {
	if n := len(name) - 1; name[n] == '!' {
		return name[:n], true
	}
	return name, false
}

// typed is an object whose "type" says which of several it is.
func typed(kinds map[string]check) check {
	return func(k *checker, at string, v any) {
		m, _ := v.(map[string]any)
		kind, _ := m["type"].(string)
		c, ok := kinds[kind]
		if !ok {
			k.bad(at, "unsupported type: %q", kind)
			return
		}
		c(k, at, v)
	}
}

// some picks kinds by name.
func some(from map[string]check, names ...string) map[string]check {
	out := map[string]check{}
	for _, n := range names {
		c, ok := from[n]
		if !ok {
			panic("slacktest: no check for " + n)
		}
		out[n] = c
	}
	return out
}
