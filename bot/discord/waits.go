package discord

import (
	"context"
	"encoding/json"
	"io"
	"math"
	"net/http"
	"strconv"
	"time"
)

// retryAfter is how long a 429 asks to wait: by its body or, where that is not
// Discord's, by its header; at most an hour. One that does not tell means a
// second, twice as long with each refusal before it.
func retryAfter(resp *http.Response, refusals int) time.Duration {
	body, _ := io.ReadAll(io.LimitReader(resp.Body, maxRefusal))
	resp.Body.Close()
	var told struct {
		Seconds json.Number `json:"retry_after"`
	}
	wait := seconds(resp.Header.Get("Retry-After"))
	if json.Unmarshal(body, &told) == nil && told.Seconds != "" {
		wait = seconds(told.Seconds.String())
	}
	if wait == 0 {
		wait = min(time.Second<<refusals, time.Minute)
	}
	return min(max(wait, 10*time.Millisecond), time.Hour)
}

// seconds reads a number of seconds; what is none is 0.
func seconds(text string) time.Duration {
	s, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(s) || s < 0 {
		return 0
	}
	return time.Duration(min(s, 86_400) * float64(time.Second))
}

// sleep waits, or returns the error of a context that ends before.
func sleep(ctx context.Context, wait time.Duration) error {
	if wait <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
