package corpus

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Provenance is how far a passage can be relied on, as its sidecar says. Each field
// may be empty.
type Provenance struct {
	Grade  Grade  `yaml:"grade" json:"grade,omitempty"`
	AsOf   Date   `yaml:"as_of" json:"as_of,omitempty"` // until when its sources tell it so
	Status Status `yaml:"status" json:"status,omitempty"`
	// AttributedTo is who claims it, and Conflict what other value another source
	// gives, and which source: one line of text each.
	AttributedTo string `yaml:"attributed_to" json:"attributed_to,omitempty"`
	Conflict     string `yaml:"conflict" json:"conflict,omitempty"`
}

// A Grade is the best kind of source that a passage has.
type Grade string

// The grades, the most reliable first.
const (
	Official    Grade = "official"    // whom the passage is about, or the government
	Press       Grade = "press"       // several news outlets
	Single      Grade = "single"      // one outlet alone
	Aggregator  Grade = "aggregator"  // pages that gather what others wrote
	Unconfirmed Grade = "unconfirmed" // a claim that nobody has confirmed
)

// UnmarshalYAML reads a grade. It is an error if there is no such grade.
func (g *Grade) UnmarshalYAML(n *yaml.Node) error {
	return oneOf(n, "grade", g, Official, Press, Single, Aggregator, Unconfirmed)
}

// A Status is what became of what a passage tells.
type Status string

// The statuses.
const (
	Plan       Status = "plan"       // it is to come
	Done       Status = "done"       // it has happened
	Superseded Status = "superseded" // something else has come in its place
)

// UnmarshalYAML reads a status. It is an error if there is no such status.
func (s *Status) UnmarshalYAML(n *yaml.Node) error {
	return oneOf(n, "status", s, Plan, Done, Superseded)
}

// oneOf reads the value of key, which has to be one of those allowed; no value is
// none.
func oneOf[T ~string](n *yaml.Node, key string, into *T, allowed ...T) error {
	if n.Value == "" && n.Kind == yaml.ScalarNode || n.ShortTag() == "!!null" {
		return nil
	}
	if n.Kind == yaml.ScalarNode && slices.Contains(allowed, T(n.Value)) {
		*into = T(n.Value)
		return nil
	}
	var names []string
	for _, a := range allowed {
		names = append(names, string(a))
	}
	wrong := fmt.Sprintf("line %d: %s %q is none of %s", n.Line, key, n.Value, strings.Join(names, ", "))
	return &yaml.TypeError{Errors: []string{wrong}}
}
