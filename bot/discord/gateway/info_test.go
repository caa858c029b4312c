package gateway

import (
	"testing"

	"okbot/bot/discord/lenient"
)

func TestInfo(t *testing.T) {
	var info Info
	err := lenient.Unmarshal([]byte(`{"shards":2.0,"session_start_limit":{"total":1e3,"remaining":999.0,"reset_after":1e7}}`), &info)
	if err != nil || info.Shards != 2 || info.Starts.ResetAfter != 10_000_000 {
		t.Errorf("%+v, %v", info, err)
	}
}
