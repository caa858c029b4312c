package discordtest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// problems is Discord's nested form of what is wrong with a body: members by
// name or list index, "_errors" where something is wrong
// (https://docs.discord.com/developers/reference, "Error messages").
type problems = Object

func problem(code, message string) problems {
	return problems{"_errors": []Object{{"code": code, "message": message}}}
}

func field(name string, p problems) problems { return problems{name: p} }

func invalidForm(p problems) reply {
	res := fail(http.StatusBadRequest, 50035, "Invalid Form Body")
	res.body.(Object)["errors"] = p
	return res
}

// invalid notes a violation and refuses the body. The caller holds s.mu.
func (s *Server) invalid(r *request, p problems) reply {
	s.violation("%s %s: %s", r.Method, r.URL.Path, strings.Join(flatten("", p), "; "))
	return invalidForm(p)
}

// flatten turns problems into lines of "embeds.0.title: message".
func flatten(path string, p problems) []string {
	var out []string
	for name, v := range p {
		if name == "_errors" {
			for _, e := range v.([]Object) {
				out = append(out, strings.TrimPrefix(path+": ", ": ")+e["message"].(string))
			}
			continue
		}
		out = append(out, flatten(strings.TrimPrefix(path+"."+name, "."), v.(problems))...)
	}
	slices.Sort(out)
	return out
}

// checkBody notes what Discord accepts and a bot must not send all the same:
// messages that do not say whom they may notify. The caller holds s.mu.
func (s *Server) checkBody(r *request, route string) {
	form := r.object()
	switch route {
	case RouteCallback:
		if kind := number(form["type"]); kind != RespondMessage && kind != RespondUpdate {
			return
		}
		form, _ = form["data"].(Object)
	case RouteCreateMessage, RouteEditMessage, RouteFollowup, RouteEditFollowup:
	default:
		return
	}
	allowed, _ := form["allowed_mentions"].(Object)
	if _, isList := allowed["parse"].([]any); !isList {
		s.violation("%s %s: allowed_mentions.parse is not a list", r.Method, r.URL.Path)
	}
}

// checker collects problems at the place that a path leads to.
type checker struct {
	found problems
	path  []string
}

// at runs check with a longer path.
func (c *checker) at(name string, check func()) {
	c.path = append(c.path, name)
	check()
	c.path = c.path[:len(c.path)-1]
}

// each runs check for all elements of a list, which has at most n; each is
// an object.
func (c *checker) each(o Object, name string, n int, check func(i int, o Object)) {
	if o[name] == nil {
		return
	}
	c.at(name, func() {
		l, isList := o[name].([]any)
		if !isList {
			c.add("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
			return
		}
		if len(l) > n {
			c.add("BASE_TYPE_MAX_LENGTH", fmt.Sprintf("Must be %d or fewer in length.", n))
		}
		for i, v := range l {
			c.at(strconv.Itoa(i), func() {
				if e, isObject := v.(Object); isObject {
					check(i, e)
				} else {
					c.add("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
				}
			})
		}
	})
}

// add notes a problem where the path leads to.
func (c *checker) add(code, message string) {
	if c.found == nil {
		c.found = problems{}
	}
	at := c.found
	for _, name := range c.path {
		next, there := at[name].(problems)
		if !there {
			next = problems{}
			at[name] = next
		}
		at = next
	}
	errs, _ := at["_errors"].([]Object)
	at["_errors"] = append(errs, Object{"code": code, "message": message})
}

func (c *checker) addAt(name, code, message string) { c.at(name, func() { c.add(code, message) }) }

// text checks a string member, in code points; least is 0 if it may be absent.
// It returns the text without white space around it.
func (c *checker) text(o Object, name string, least, most int) string {
	v, given := o[name]
	if !given || v == nil {
		if least > 0 {
			c.addAt(name, "BASE_TYPE_REQUIRED", "This field is required")
		}
		return ""
	}
	t, isText := v.(string)
	if !isText {
		c.addAt(name, "STRING_TYPE_CONVERT", "Could not interpret value as string.")
		return ""
	}
	trimmed := strings.TrimSpace(t)
	switch n := utf8.RuneCountInString(t); {
	case n > most && least > 0:
		c.addAt(name, "BASE_TYPE_BAD_LENGTH", fmt.Sprintf("Must be between %d and %d in length.", least, most))
	case n > most:
		c.addAt(name, "BASE_TYPE_MAX_LENGTH", fmt.Sprintf("Must be %d or fewer in length.", most))
	case least > 0 && trimmed == "":
		c.addAt(name, "BASE_TYPE_REQUIRED", "This field is required")
	}
	return trimmed
}

// link checks a member that is a web address.
func (c *checker) link(o Object, name string, most int) {
	u := c.text(o, name, 0, most)
	if u != "" && !strings.HasPrefix(u, "http://") && !strings.HasPrefix(u, "https://") && !strings.HasPrefix(u, "attachment://") {
		c.addAt(name, "URL_TYPE_INVALID_SCHEME", fmt.Sprintf("Scheme of %q is not supported.", u))
	}
}

// whole checks a member that is a whole number from least to most.
func (c *checker) whole(o Object, name string, least, most int) {
	v, given := o[name]
	if !given || v == nil {
		return
	}
	n, isNumber := v.(float64)
	if !isNumber || n != float64(int(n)) {
		c.addAt(name, "NUMBER_TYPE_COERCE", fmt.Sprintf("Value %q is not int.", fmt.Sprint(v)))
	} else if int(n) < least || int(n) > most {
		c.addAt(name, "BASE_TYPE_CHOICES", fmt.Sprintf("Value must be between %d and %d.", least, most))
	}
}
