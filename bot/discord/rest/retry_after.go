package rest

import (
	"encoding/json"
	"io"
	"math"
	"net/http"
	"strconv"
	"time"
)

// retryAfter returns how long a 429 asks to wait: by its body or, if that is not
// Discord's, by its header; at most an hour. If it does not say, it is a second, doubled
// with each refusal before.
func retryAfter(resp *http.Response, refusals int) time.Duration {
	body, _ := io.ReadAll(io.LimitReader(resp.Body, maxRefusalBody))
	resp.Body.Close()
	var refusal struct {
		Seconds json.Number `json:"retry_after"`
	}
	wait := seconds(resp.Header.Get("Retry-After"))
	if json.Unmarshal(body, &refusal) == nil && refusal.Seconds != "" {
		wait = seconds(refusal.Seconds.String())
	}
	if wait == 0 {
		wait = min(time.Second<<refusals, time.Minute)
	}
	return min(max(wait, 10*time.Millisecond), time.Hour)
}

// seconds parses a number of seconds, 0 if text is none.
func seconds(text string) time.Duration {
	s, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(s) || s < 0 {
		return 0
	}
	return time.Duration(min(s, 86_400) * float64(time.Second))
}
