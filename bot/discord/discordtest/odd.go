package discordtest

// The functions below are for the Change member of what users do: payloads
// that Discord does send, or may come to send, and that clients trip over.

// NoAuthor makes a message's author null.
func NoAuthor(message Object) { message["author"] = nil }

// UnknownComponent adds a component of a type that does not exist yet to a
// message, and to the message that an interaction carries.
func UnknownComponent(payload Object) {
	odd := []any{Object{"type": 9999, "id": 1, "novelty": Object{"a": []int{1}}}}
	if m, ok := payload["message"].(Object); ok {
		m["components"] = odd
		return
	}
	if data, ok := payload["data"].(Object); ok {
		resolved, _ := data["resolved"].(Object)
		messages, _ := resolved["messages"].(Object)
		for _, m := range messages {
			m.(Object)["components"] = odd
		}
		return
	}
	payload["components"] = odd
}

// UnknownMembers adds members that do not exist yet.
func UnknownMembers(payload Object) {
	payload["novelty"] = Object{"deep": []any{1, "x", nil, Object{}}}
}
