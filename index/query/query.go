// Package query understands a question: what a text asks for, of which time, and
// about what.
//
// Its functions are pure. They know two languages, Korean and English, by lists
// of cue phrases and a few expressions; they know no corpus.
package query
