package lenient_test

import (
	"testing"

	"okbot/bot/discord/lenient"
)

// Numbers may be written as any JSON writer does, and members may have another type.
func TestUnmarshal(t *testing.T) {
	type frame struct {
		Op   lenient.Int `json:"op"`
		Seq  lenient.Int `json:"s"`
		Type string      `json:"t"`
	}
	for text, want := range map[string]frame{
		`{"op":10.0,"s":1.0}`:         {Op: 10, Seq: 1},
		`{"op":1e1,"s":null}`:         {Op: 10},
		`{"s":"x","op":0,"t":"A"}`:    {Type: "A"},
		`{"op":7,"s":12345678901234}`: {Op: 7, Seq: 12345678901234},
		`{"op":1,"t":{"x":1},"s":2}`:  {Op: 1, Seq: 2},
	} {
		var f frame
		if err := lenient.Unmarshal([]byte(text), &f); err != nil || f != want {
			t.Errorf("%s: %+v, %v", text, f, err)
		}
	}
	if err := lenient.Unmarshal([]byte(`{"op":`), &frame{}); err == nil {
		t.Error("broken JSON is no error")
	}
}
