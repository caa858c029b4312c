package index_test

import (
	"testing"
	"testing/fstest"

	"okbot/corpus"
	"okbot/index"
)

// TestSearchWrittenTogether checks that words of a question cover the one word that the
// corpus writes them as, in either language and whatever stands behind them.
func TestSearchWrittenTogether(t *testing.T) {
	c, err := corpus.Load(fstest.MapFS{
		"rooms/rooms.ko.md": {Data: []byte("# 시설\n\n신입사원교육장은 지하에 있다.\n\n자전거보관소는 뒷마당에 있다.\n\n옥상은 밤에 잠근다.\n")},
		"rooms/rooms.en.md": {Data: []byte("# Rooms\n\nThe whiteboard stands in the cellar.\n\nThe roof is locked at night.\n")},
	}, "rooms")
	if err != nil {
		t.Fatal(err)
	}
	ix := newIndex(t, c)
	for text, want := range map[string]string{
		"신입 사원 교육장은 어디야?":  "rooms.ko#1",
		"신입사원 교육장이 어디예요":   "rooms.ko#1",
		"자전거 보관소 위치":       "rooms.ko#2",
		"the white board?": "rooms.en#1",
	} {
		res := search(t, ix, index.Request{Query: understood(ix, text)})
		if len(res.Hits) == 0 || res.Hits[0].Passage.ID != want || res.Hits[0].CoverageSentence < 0.5 {
			t.Errorf("%s: found %q, want %s with most of its words", text, ids(res), want)
		}
	}
	if res := search(t, ix, index.Request{Query: understood(ix, "자전거, 보관소")}); len(res.Hits) > 0 && res.Hits[0].Coverage > 0 {
		t.Errorf("words of a list cover one word, as %v", res.Hits[0].Coverage)
	}
}
