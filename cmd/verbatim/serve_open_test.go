package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"verbatim/index/local"
)

// TestServeWaitsForReindex starts serve without an index, while another process writes the first one: it says who, and answers
// once it can.
func TestServeWaitsForReindex(t *testing.T) {
	t.Chdir(t.TempDir())
	data := t.TempDir()
	k, err := local.NewStore(data, nil).Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	log, listens := startHTTP(t, "127.0.0.1:0", "VERBATIM_DATA="+data)
	for range 600 {
		if strings.Contains(log.String(), "is tried again") {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if !strings.Contains(log.String(), "is being reindexed by process") {
		t.Errorf("it does not say what it waits for:\n%s", log)
	}
	if err := k.Release(); err != nil {
		t.Fatal(err)
	}
	if status, body := fetch(t, listens()+"/v1/answer?question=who+heads+Moscow%27s+delegation%3F"); status != http.StatusOK {
		t.Errorf("afterwards: %d %s", status, body)
	}
}
