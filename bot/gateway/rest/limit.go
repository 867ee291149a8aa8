package rest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"
)

// scopeOf says what a 429 is about: "global" all requests, "user" and "shared" this
// route; "" comes from the proxy before Discord, which sends no such header.
func scopeOf(header http.Header) string {
	switch {
	case header.Get("X-RateLimit-Global") != "":
		return "global"
	case header.Get("X-RateLimit-Scope") != "":
		return header.Get("X-RateLimit-Scope")
	case header.Get("X-RateLimit-Bucket") != "" || header.Get("X-RateLimit-Limit") != "":
		return "user"
	}
	return ""
}

// retryAfter is how long a 429 asks to wait; five seconds when it doesn't say.
func retryAfter(header http.Header) time.Duration {
	longest := time.Duration(-1)
	for _, name := range []string{"X-RateLimit-Reset-After", "Retry-After"} {
		if s, err := strconv.ParseFloat(header.Get(name), 64); err == nil && s >= 0 && s <= 86400 {
			longest = max(longest, time.Duration(s*float64(time.Second)))
		}
	}
	if longest < 0 {
		return 5 * time.Second
	}
	return longest
}

// completeLimit writes into the headers of a 429 what its body says, so that there is one
// place to look. A body without JSON comes from the proxy before Discord.
func completeLimit(header http.Header, body []byte) {
	var said struct {
		RetryAfter *float64 `json:"retry_after"`
		Global     bool     `json:"global"`
	}
	if json.Unmarshal(body, &said) != nil || said.RetryAfter == nil {
		return
	}
	if header.Get("X-RateLimit-Reset-After") == "" {
		header.Set("X-RateLimit-Reset-After", strconv.FormatFloat(*said.RetryAfter, 'f', -1, 64))
	}
	switch {
	case said.Global:
		header.Set("X-RateLimit-Global", "true")
	case scopeOf(header) == "":
		header.Set("X-RateLimit-Scope", "user")
	}
}
