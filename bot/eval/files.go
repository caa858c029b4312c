package eval

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Files are where a fit is written to.
type Files struct{ Rows, Ranking, Confidence string }

// CommittedFiles returns where the files are in the project, from its top.
func CommittedFiles() Files {
	return Files{
		Rows:       filepath.Join("bot", "eval", rowsFile),
		Ranking:    filepath.Join("index", rankingFile),
		Confidence: filepath.Join("bot", "confidence", "model.json"),
	}
}

// FilesIn returns the files in the folder dir.
func FilesIn(dir string) Files {
	return Files{filepath.Join(dir, rowsFile), filepath.Join(dir, rankingFile), filepath.Join(dir, confidenceFile)}
}

// about is the head of a model file: how it was made, and how well it does on
// what it was not fitted to.
type about struct {
	What    string    `json:"what"`
	Command string    `json:"command"`
	Data    string    `json:"data"`
	HeldOut *measured `json:"held_out,omitempty"`
}

// measured are figures of rows under models fitted to the other half of them.
type measured struct {
	How   string   `json:"how"`
	Rows  int      `json:"rows"`
	AUROC *float64 `json:"auroc,omitempty"`
	ECE   *float64 `json:"ece,omitempty"`
	First *float64 `json:"first,omitempty"`
}

// Write writes the table of the examples and the models fitted to them. command
// is what the heads of the models say that they were made by.
func (f Files) Write(examples []Example, fit Fit, command string) error {
	if dir := filepath.Dir(f.Rows); dir != "." {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	data := fmt.Sprintf("%s: %d rows of %s", rowsFile, fit.Rows, strings.Join(fit.Taught, ", "))
	ranking := about{What: "Weights of the features that okbot ranks passages by.", Command: command, Data: data}
	judging := about{What: "Weights and thresholds by which okbot judges whether what it found answers a question.", Command: command, Data: data}
	if h := fit.Halves; h != nil {
		auroc, ece, first := rounded(h.AUROC), rounded(h.ECE), rounded(h.First)
		how := "each half of the rows under models fitted to the other half"
		ranking.HeldOut = &measured{How: how, Rows: h.Choices, First: &first}
		judging.HeldOut = &measured{How: how, Rows: h.Rows, AUROC: &auroc, ECE: &ece}
	}
	for _, file := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{f.Rows, func(w io.Writer) error { return WriteExamples(w, examples) }},
		{f.Ranking, func(w io.Writer) error { return fit.Models.Ranking.Encode(w, ranking) }},
		{f.Confidence, func(w io.Writer) error { return fit.Models.Confidence.Encode(w, judging) }},
	} {
		var b bytes.Buffer
		if err := file.write(&b); err != nil {
			return err
		}
		if err := os.WriteFile(file.name, b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}
