package bot

import (
	"time"

	"okbot/corpus"
	"okbot/index"
)

// timeSpan is the time that a question is about.
type timeSpan struct {
	now      bool // it asks for the newest state
	from, to time.Time
}

func timeOf(text string, asOf time.Time, t *talk) timeSpan { return timeSpan{} }

func (s timeSpan) bonus(p *corpus.Passage) float64 { return 0 }

func (s timeSpan) hides(p *corpus.Passage, hits []index.Hit) bool { return p.ReplacedBy != "" }
