package wire

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Backoff of the n-th wait, as DeepL's own client has it (deepl-python,
// backoff_timer.py): 1 s, times 1.6 each time, at most 120 s, more or less 23 %.
const (
	firstWait  = time.Second
	waitFactor = 1.6
	maxWait    = 120 * time.Second
	waitJitter = 0.23
)

func (c *Client) backoff(n int) time.Duration {
	d := float64(firstWait)
	for range n {
		d = min(d*waitFactor, float64(maxWait))
	}
	jitter := rand.Float64
	if c.Jitter != nil {
		jitter = c.Jitter
	}
	return time.Duration(d * (1 + waitJitter*(2*jitter()-1)))
}

// sleep waits, unless ctx ends first.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// maxAfter bounds what a service may ask for; more counts as this.
const maxAfter = 24 * time.Hour

// retryAfter reads when the service wants to be asked again: Retry-After-Ms,
// then Retry-After in seconds or as a date (RFC 9110, section 10.2.3). 0 is
// unknown.
func retryAfter(h http.Header, now time.Time) time.Duration {
	d := time.Duration(0)
	if ms, err := strconv.ParseFloat(strings.TrimSpace(h.Get("Retry-After-Ms")), 64); err == nil && ms > 0 {
		d = duration(ms / 1000)
	} else if v := strings.TrimSpace(h.Get("Retry-After")); v != "" {
		if s, err := strconv.ParseFloat(v, 64); err == nil && s > 0 {
			d = duration(s)
		} else if at, err := http.ParseTime(v); err == nil {
			if date, err := http.ParseTime(h.Get("Date")); err == nil {
				now = date // the service's own clock
			}
			d = at.Sub(now)
		}
	}
	return max(0, min(d, maxAfter))
}

func duration(seconds float64) time.Duration {
	if seconds > maxAfter.Seconds() {
		return maxAfter
	}
	return time.Duration(seconds * float64(time.Second))
}
