package chat_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"okbot/bot/chat"
	"okbot/bot/state"
	"okbot/index/searchtest"
)

// What earlier versions stored is still read.
func TestRecordsOfEarlierVersions(t *testing.T) {
	store := state.Memory()
	const record = `{"at":"2026-05-04T03:02:01Z","platform":"slack","user":"kZ0bYQm3x9","question":"카카오와 오픈AI는 무슨 협력을 하나요?",` +
		`"asked":"카카오와 오픈AI는 무슨 협력을 하나요?","lang":"ko","answered":true,"confidence":0.97,"passages":["gone.ko#1"],"answer_us":1200}`
	id, err := store.Append(t.Context(), chat.QuestionLog, []byte(record))
	if err != nil {
		t.Fatal(err)
	}
	buckets := chat.Buckets()
	talks := buckets[slices.IndexFunc(buckets, func(b chat.Bucket) bool { return b.Name == "talks" })]
	if _, err := store.Put(t.Context(), talks, "thread", []byte(`{"asked":"오픈AI 코리아 대표가 누구야?","passage":""}`), 0); err != nil {
		t.Fatal(err)
	}
	s := newService(t, searchtest.Builtin(), store, chat.Options{})
	if reply, _, err := s.Page(t.Context(), id, 1); err != nil || len(reply.Answer.Snippets) == 0 {
		t.Errorf("further snippets: %+v, %v", reply.Answer.Snippets, err)
	}
	if err := s.Rate(t.Context(), id, "slack", "u", true); err != nil {
		t.Errorf("Rate: %v", err)
	}
	if !s.HasHistory(t.Context(), "thread") {
		t.Error("the conversation is not known")
	}
	r := request("m1", "그 사람 전 직장은?")
	r.Question.Conversation = "thread"
	if reply := deliver(t, s, r); !strings.Contains(fmt.Sprint(reply.Answer.Snippets), "구글") {
		t.Errorf("the follow-up was not understood: %+v", reply.Answer.Snippets)
	}
}
