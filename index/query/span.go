package query

// A Span is a part of a text, in bytes.
type Span struct{ Start, End int }

// Holds reports whether a part of the text lies within s.
func (s Span) Holds(start, end int) bool { return s.Start <= start && end <= s.End }
