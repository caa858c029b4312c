package gateway

import (
	"testing"

	"okbot/bot/discord/lenient"
)

// Numbers may be written as any JSON writer does.
func TestNumbers(t *testing.T) {
	for text, want := range map[string]frame{
		`{"op":10.0,"s":1.0}`:         {Op: 10, Seq: 1},
		`{"op":1e1,"s":null}`:         {Op: 10},
		`{"s":"x","op":0,"t":"A"}`:    {Type: "A"},
		`{"op":7,"s":12345678901234}`: {Op: 7, Seq: 12345678901234},
	} {
		var f frame
		if err := lenient.Unmarshal([]byte(text), &f); err != nil || f.Op != want.Op || f.Seq != want.Seq || f.Type != want.Type {
			t.Errorf("%s: %+v, %v", text, f, err)
		}
	}
	var g Info
	if err := lenient.Unmarshal([]byte(`{"shards":2.0,"session_start_limit":{"total":1e3,"remaining":999.0,"reset_after":1e7}}`), &g); err != nil || g.Shards != 2 || g.Starts.ResetAfter != 10_000_000 {
		t.Errorf("%+v, %v", g, err)
	}
}
