package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"okbot/bot"
	"okbot/bot/confidence"
	"okbot/index"
)

// Models are the models to evaluate with; nil means the one in the binary.
type Models struct {
	Ranking    *index.Ranking
	Confidence *confidence.Model
}

// The names of the model files and of the table they are made from in a folder.
const (
	rankingFile    = "ranking.json"
	confidenceFile = "confidence.json"
	rowsFile       = "rows.jsonl"
)

// ReadModels reads one model file, which says what it is a model of, or those in
// the folder path, ranking.json and confidence.json, of which one may be missing.
func ReadModels(path string) (Models, error) {
	var m Models
	info, err := os.Stat(path)
	if err != nil {
		return m, fmt.Errorf("%s: %w", path, errors.Unwrap(err))
	}
	if !info.IsDir() {
		return m, m.read(path)
	}
	found := false
	for _, name := range []string{rankingFile, confidenceFile} {
		err := m.read(filepath.Join(path, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return m, err
		}
		found = found || err == nil
	}
	if !found {
		return m, fmt.Errorf("%s: neither %s nor %s is here", path, rankingFile, confidenceFile)
	}
	return m, nil
}

func (m *Models) read(name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, errors.Unwrap(err))
	}
	var kind struct{ Model string }
	if err = json.Unmarshal(data, &kind); err != nil {
		return fmt.Errorf("%s: no model file: %w", name, err)
	}
	switch kind.Model {
	case index.RankingKind:
		m.Ranking, err = index.ParseRanking(data)
	case confidence.Kind:
		m.Confidence, err = confidence.Parse(data)
	default:
		return fmt.Errorf("%s: a model of %q: %s and %s are known", name, kind.Model, index.RankingKind, confidence.Kind)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// Searcher returns a searcher over ix that ranks by the model.
func (m Models) Searcher(ix *index.Index) bot.Searcher {
	if m.Ranking == nil {
		return ix
	}
	return ix.RankedBy(m.Ranking)
}
