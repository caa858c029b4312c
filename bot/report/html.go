package report

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"

	"okbot/corpus"
)

//go:embed page.html
var pageSource string

//go:embed page.css
var style string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"tr": tr, "svg": svgText, "count": count, "share": share, "took": took, "day": showDay, "moment": showMoment, "clock": showClock,
	"platform": platformName, "lang": langName,
}).Parse(pageSource))

// HTML writes the report as a page in both languages, of which lang, "en" or else
// Korean, shows first. The page refers to nothing outside itself, which its
// content security policy says as well, and has no script.
func (r Report) HTML(w io.Writer, lang string) error {
	if lang != "en" {
		lang = "ko"
	}
	hash := sha256.Sum256([]byte(style))
	var b bytes.Buffer
	err := page.Execute(&b, view{
		Report: r, Lang: lang, Style: template.CSS(style),
		Policy:  "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) + "'; base-uri 'none'; form-action 'none'",
		Periods: periodsOf(r.Days),
	})
	if err == nil {
		_, err = w.Write(b.Bytes())
	}
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

// A view is what the template reads.
type view struct {
	Report
	Lang    string
	Policy  string
	Style   template.CSS
	Periods periods
}

// Title is that of the page in its first language.
func (v view) Title() string { return named("title").in(v.Lang) }

// Today is the day on which the report was made.
func (v view) Today() corpus.Date { return dayOf(v.Made).date() }

// PerDay is the chart of questions a day.
func (v view) PerDay() chart { return perDay(v.Periods) }

// Shares is the chart of the shares of answered questions.
func (v view) Shares() chart { return shares(v.Periods) }

// Confident is the chart of confidence.
func (v view) Confident() chart { return confident(v.Confidence) }

// Liked is the chart of good verdicts by confidence.
func (v view) Liked() chart { return liked(v.Confidence) }

// Durations is the chart of latency.
func (v view) Durations() chart { return durations(v.Latency) }

// Rows are the groups to show: where all is on one platform, its own suffice.
func (v view) Rows() []Group {
	platforms := 0
	for _, g := range v.Groups {
		if g.Platform != "" && g.Lang == "" {
			platforms++
		}
	}
	if platforms != 1 {
		return v.Groups
	}
	var rows []Group
	for _, g := range v.Groups {
		if g.Platform != "" {
			rows = append(rows, g)
		}
	}
	return rows
}
