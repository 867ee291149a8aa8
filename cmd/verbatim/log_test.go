package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// TestLogTellsUnits: a duration is no bare number in any format.
func TestLogTellsUnits(t *testing.T) {
	for format, want := range map[string]string{"text": "took=1.5s", "json": `"took_ms":1500`} {
		var out bytes.Buffer
		newLogger(config{LogFormat: format}, &out).Info("done", "took", 1500*time.Millisecond)
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s: %s lacks %s", format, &out, want)
		}
	}
}
