package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"okbot/bot/chat"
	"okbot/bot/discord/gateway"
	"okbot/bot/discord/rest"
)

// gatewayInfo asks where the gateway is, how many shards it recommends, and how many
// sessions may still be started.
func (a *Adapter) gatewayInfo(ctx context.Context) (gateway.Info, error) {
	var info gateway.Info
	err := a.rest.Do(ctx, rest.Call{Operation: "get gateway", Method: http.MethodGet, Path: "/gateway/bot", Idempotent: true}, &info)
	if err == nil && info.URL == "" {
		err = errors.New("get gateway: no address")
	}
	if _, status := rest.Codes(err); status == http.StatusUnauthorized {
		err = &gateway.FatalError{Code: gateway.AuthenticationFailed}
	}
	return info, err
}

// fatal returns for the operator what a close code of the gateway means after which no
// other connection can succeed.
func fatal(code int) error {
	switch code {
	case gateway.AuthenticationFailed:
		return &chat.SettingError{Setting: "Token", Problem: "Discord refuses the token", Advice: "use the one of the application's Bot page"}
	case gateway.InvalidShard:
		return &chat.SettingError{Setting: "ShardIDs", Problem: "Discord knows no such shard", Advice: "the ids of shards must be below their number"}
	case gateway.ShardingRequired:
		return &chat.SettingError{Setting: "Shards", Problem: "Discord asks for more shards", Advice: "use auto or a larger number"}
	case gateway.InvalidVersion:
		return errors.New("the gateway: Discord no longer speaks this version of its gateway: upgrade okbot")
	case gateway.InvalidIntents:
		return errors.New("the gateway: Discord does not know the intents that okbot asks for: upgrade okbot")
	case gateway.DisallowedIntents:
		return errors.New("the gateway: Discord refuses the intents that okbot asks for: check Privileged Gateway Intents on the application's Bot page")
	}
	return &gateway.FatalError{Code: code}
}

// parseShards parses the number of shards ("auto" and "" are 0) and checks the ids of
// those that this process runs.
func parseShards(count string, ids []int) (int, error) {
	n := 0
	if count != "" && count != "auto" {
		var err error
		if n, err = strconv.Atoi(count); err != nil || n < 1 {
			return 0, fmt.Errorf("shards %q: neither auto nor a number", count)
		}
	}
	for _, id := range ids {
		if id < 0 || n > 0 && id >= n {
			return 0, fmt.Errorf("shard id %d: not below the number of shards, %s", id, count)
		}
	}
	return n, nil
}

// distinct returns the ids without repetitions, sorted.
func distinct(ids []int) []int {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}

// ownShards returns the ids of the shards that this process runs, of n.
func ownShards(ids []int, n int) ([]int, error) {
	if len(ids) == 0 {
		for id := range n {
			ids = append(ids, id)
		}
	}
	if last := slices.Max(ids); last >= n {
		return nil, &chat.SettingError{Setting: "ShardIDs", Problem: fmt.Sprintf("there are %d shards", n), Advice: "the ids of shards must be below"}
	}
	return ids, nil
}
