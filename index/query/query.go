// Package query understands a question: what a message asks for, of which time,
// and about what.
//
// [Parse] reads a message once and returns all that is to be known of it as one
// value, a [Query]. It corrects the text first: compatibility forms, look-alike
// letters and markup by rule, then keyboard layout, blanks and typos against a
// [Vocabulary]. Whoever answers a question goes by the Query and looks at the
// text no more, so that a question and every spelling that is corrected to it
// have the same answer.
//
// The package knows two languages, Korean and English, by lists of cue phrases
// and a few expressions. It knows no corpus.
package query

import (
	"strings"
	"time"

	"okbot/corpus"
	"okbot/index/ko"
)

// A Query is a message as it was understood. The zero Query asks for nothing.
type Query struct {
	// Text is the question that is asked: the message without markup and without
	// a greeting before it, corrected.
	Text string
	// Corrected reports whether Text is not what was asked but what was probably
	// meant. Chat spellings and missing blanks do not count.
	Corrected bool
	Lang      string // of Text, "ko" or "en"
	Intent    Intent

	Kind     Kind     // what sort of thing is asked for
	Subject  Span     // the part of Text that says of what: all but for an Overview
	Quantity Quantity // what sort of figure is asked for
	Count    Count    // what is asked the number of
	Versions Versions // names with a number, such as GPT-5.5
	Time     TimeSpan
	Days     []Day // that are named by their distance from the day on which it is asked
	AsksNow  bool  // it asks for the newest, whatever date it names

	// SelfReference is how much the question seems to be about the asker's own
	// world, of which no corpus speaks: 1 if it says so (our contract, 저희 팀) or
	// suggests something (먹을까), 0.5 if it speaks of these very days, else 0.
	SelfReference float64
	Suggestion    bool // it is one Korean sentence that weighs what to do, or asks for an opinion
	Denies        bool // it asks of what is not so
	Marked        bool // it ends with a question mark
	PointsBack    bool // it refers to what was said before (그 사람, what about)
	Reference     int  // byte of Text where a pronoun does, -1 if none does
	Joined        bool // it begins with a word that joins it to what was said (그럼, and)
	Definite      bool // it speaks of something as known (the event, the court)
	Elliptical    bool // it points back, or has hardly any words of its own

	Focus   []int    // bytes of Text where the words begin that name what is wanted
	Bigrams []uint32 // Hangul bigrams of Text but its question words, sorted, each once
	// Terms are the terms of Text and of the names in it, as the vocabulary has
	// them; nil without a vocabulary.
	Terms []ko.Token

	// Act is what it asks for of the last answer.
	Act Act
	// Correction is what it changes in the question before it; nil if nothing.
	Correction *Correction

	// Questions are those that the message asks, in order, if it asks several.
	Questions []Query
	// Typed is Text as the message has it, of one of several questions; "" if it was
	// corrected, other than by blanks.
	Typed string
	// Only is the one sentence that asks, if others that do not stand around it.
	Only *Query
	// Topic is what is left of a question for news beside its date and the words
	// that ask for news; nil of any other question. Its Intent is NoSubject if
	// nothing is left.
	Topic *Query
}

// Options are what a message is read with; the zero value corrects nothing.
type Options struct {
	// Vocabulary is what the text is corrected against; nil corrects by rule alone.
	Vocabulary Vocabulary
	// AsOf is the day on which the question is asked, from which relative dates
	// count.
	AsOf time.Time
	// Newest is the newest date of the corpus, "" if unknown. A month without a
	// year is the last one not after it.
	Newest corpus.Date
}

// A Vocabulary knows the words of a corpus. It is safe for concurrent use.
type Vocabulary interface {
	// Correct returns text as it was probably meant, and whether that differs. A
	// text whose words it knows is not changed.
	Correct(text string) (corrected string, changed bool)
	// Segment returns text with the blanks that are missing between Korean words.
	Segment(text string) string
	// Terms returns the terms of text and of the names in it, in order.
	Terms(text string) []ko.Token
}

// Parse reads a message, whose text is as [Clean] returns it. Of one with more than
// 600 characters it reads the start and the end.
func Parse(text string, o Options) Query {
	typed := shorten(stripMarkup(text))
	text, corrected := correct(typed, o.Vocabulary)
	questions := splitQuestions(text)
	if len(questions) == 1 {
		text, questions = questions[0], nil
	}
	text = correctedFirst(text)
	q := o.read(text)
	q.Corrected, q.Act, q.Correction = corrected, actOf(text), correctionOf(text)
	if q.Intent == Sources {
		q.Act = Cite
	}
	for _, part := range questions {
		q.Questions = append(q.Questions, o.read(part))
	}
	if !corrected && len(questions) > 0 {
		q.addTyped(typed)
	}
	if only := onlyQuestion(text); only != "" {
		if one := o.read(only); one.SelfReference == 0 {
			one.Corrected = corrected
			q.Only = &one
		}
	}
	return q
}

// addTyped adds to the questions of a message how they were typed, before blanks were put
// between words that were run together.
func (q *Query) addTyped(message string) {
	if parts := splitQuestions(message); len(parts) == len(q.Questions) {
		for i, part := range parts {
			q.Questions[i].Typed = part
		}
	}
}

// Reread reads a text that was the Text of a Query before: it is not corrected
// again.
func Reread(text string, o Options) Query { return o.read(text) }

// read understands one question.
func (o Options) read(text string) Query {
	q := o.readTopic(text)
	if q.Time.Events {
		topic := o.readTopic(q.Time.rest(text))
		topic.Lang = q.Lang
		q.Topic = &topic
	}
	return q
}

// readTopic understands one question but for its Topic.
func (o Options) readTopic(text string) Query {
	folded, own := fold(text), OwnWords(text)
	q := Query{
		Text: text, Lang: Language(text), Intent: intentOf(text),
		Quantity: quantityOf(folded), Count: countOf(text), Versions: versionsIn(text),
		Time: parseTime(text, folded, o.AsOf, o.Newest), Days: daysIn(text, o.AsOf), AsksNow: nowCues.In(folded),
		SelfReference: selfReference(text), Suggestion: isSuggestion(text), Denies: denials.In(folded),
		Marked: strings.HasSuffix(text, "?"), Reference: referenceIn(text), Joined: opens(text, &connectives),
		Focus: focus(text), Bigrams: bigrams(text),
	}
	var status bool
	if q.Kind, q.Subject, status = kindOf(text, folded); status {
		q.AsksNow, q.Time.Now = true, q.Time.Now || q.Time.From.IsZero()
	}
	q.Time.Future = q.Time.From.IsZero() && futureCues.In(folded)
	q.Definite = definite.In(folded)
	q.PointsBack = q.Reference >= 0 || opens(text, &openings)
	q.Elliptical = q.PointsBack || own <= maxEllipticalOwnWords || countWords(text) <= maxEllipticalWords
	if q.Intent == Question && own == 0 {
		q.Intent = NoSubject
	}
	if o.Vocabulary != nil {
		q.Terms = o.Vocabulary.Terms(text)
	}
	return q
}
