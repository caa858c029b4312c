package state_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"

	"okbot/bot/chat"
	"okbot/bot/state"
)

// TestMain runs the tests, or in a process of its own what a test wants killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("OKBOT_TEST_WRITER"); dir != "" {
		writer(dir)
	}
	goleak.VerifyTestMain(m, goleak.IgnoreCurrent()) // what imports have started
}

// writer appends records and writes values for ever, and prints what it has.
func writer(dir string) {
	ctx := context.Background()
	s, err := state.Open(ctx, state.Options{Dir: dir})
	for i := 0; err == nil; i++ {
		var id string
		if id, err = s.Append(ctx, chat.QuestionLog, fmt.Append(nil, i)); err != nil {
			break
		}
		if _, err = s.Put(ctx, claims, fmt.Sprint(i), []byte(id), 0); err != nil {
			break
		}
		if degraded, _, reason := s.Degraded(); degraded {
			err = fmt.Errorf("degraded: %s", reason)
		}
		fmt.Println(id)
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
