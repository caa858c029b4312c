package state_test

import (
	"errors"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"okbot/bot/chat"
	"okbot/bot/state"
	"okbot/bot/state/statetest"
)

func TestMemory(t *testing.T) {
	statetest.Test(t, func(*testing.T) chat.Store { return state.Memory() })
}

func TestMemoryForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, b := state.Memory(), chat.Bucket{Name: "claims", TTL: time.Minute}
		revision, err := store.Put(t.Context(), b, "key", []byte("one"), 0)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(40 * time.Second)
		if _, err = store.Put(t.Context(), b, "key", []byte("two"), revision); err != nil {
			t.Fatal(err)
		}
		time.Sleep(40 * time.Second) // 80 s after the first, 40 s after the last
		if got, _, err := store.Get(t.Context(), b, "key"); err != nil || string(got) != "two" {
			t.Errorf("written 40 s ago: %q, %v", got, err)
		}
		time.Sleep(20 * time.Second)
		if got, _, err := store.Get(t.Context(), b, "key"); !errors.Is(err, chat.ErrNotFound) {
			t.Errorf("written a minute ago: %q, %v", got, err)
		}
		if _, err := store.Put(t.Context(), b, "key", nil, 0); err != nil {
			t.Errorf("Put of a key that was forgotten: %v", err)
		}
	})
}

func TestMemoryIsBounded(t *testing.T) {
	store := state.Memory()
	var ids []string
	for i := range 10_001 {
		id, err := store.Append(t.Context(), chat.QuestionLog, []byte(strconv.Itoa(i)))
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	if got, err := store.Record(t.Context(), chat.QuestionLog, ids[0]); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("the oldest of 10,001 records: %q, %v", got, err)
	}
	for _, i := range []int{1, 10_000} {
		if got, err := store.Record(t.Context(), chat.QuestionLog, ids[i]); err != nil || string(got) != strconv.Itoa(i) {
			t.Errorf("record %d: %q, %v", i, got, err)
		}
	}
	// Another store's id means nothing here.
	other, err := state.Memory().Append(t.Context(), chat.QuestionLog, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := store.Record(t.Context(), chat.QuestionLog, other); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("record of another store: %q, %v", got, err)
	}
}
