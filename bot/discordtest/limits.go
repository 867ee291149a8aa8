package discordtest

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// limits counts requests in fixed windows (topics/rate-limits.mdx).
type limits struct {
	global  window
	buckets map[string]*window
}

type window struct {
	start time.Time
	used  int
}

// take counts one more in the window and returns how many are left and when it ends;
// left is negative when there was no room.
func (w *window) take(limit int, length time.Duration, now time.Time) (left int, reset time.Duration) {
	if now.Sub(w.start) >= length {
		w.start, w.used = now, 0
	}
	reset = length - now.Sub(w.start)
	if w.used >= limit {
		return -1, reset
	}
	w.used++
	return limit - w.used, reset
}

// check applies the limits. The caller holds s.mu.
func (l *limits) check(o Options, r route, args []string) (http.Header, *answer) {
	if !o.RateLimits {
		return nil, nil
	}
	now := time.Now()
	if !r.open {
		if left, reset := l.global.take(50, time.Second, now); left < 0 {
			return tooMany(reset, true)
		}
	}
	if r.method != "POST" || r.path != "/channels/*/messages" {
		return nil, nil
	}
	if l.buckets == nil {
		l.buckets = map[string]*window{}
	}
	key := r.method + strings.Join(args, "/")
	if l.buckets[key] == nil {
		l.buckets[key] = &window{}
	}
	left, reset := l.buckets[key].take(5, o.ChannelWindow, now)
	if left < 0 {
		return tooMany(reset, false)
	}
	return http.Header{
		"X-Ratelimit-Limit": {"5"}, "X-Ratelimit-Remaining": {strconv.Itoa(left)}, "X-Ratelimit-Bucket": {"create_message"},
		"X-Ratelimit-Reset-After": {seconds(reset)}, "X-Ratelimit-Reset": {seconds(time.Duration(now.Add(reset).UnixNano()))},
	}, nil
}

func tooMany(reset time.Duration, global bool) (http.Header, *answer) {
	h := http.Header{"Retry-After": {strconv.Itoa(int(reset/time.Second) + 1)}, "X-Ratelimit-Reset-After": {seconds(reset)}}
	if global {
		h.Set("X-RateLimit-Global", "true")
		h.Set("X-RateLimit-Scope", "global")
	} else {
		h.Set("X-RateLimit-Scope", "user")
		h.Set("X-RateLimit-Remaining", "0")
	}
	return h, &answer{429, map[string]any{
		"message": "You are being rate limited.", "retry_after": reset.Seconds(), "global": global,
	}}
}

func seconds(d time.Duration) string {
	return fmt.Sprintf("%.3f", d.Seconds())
}
