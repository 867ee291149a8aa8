//go:build slow

package main

import (
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// TestServeHangsUp sends a head that never ends: it is cut off, and others are answered meanwhile.
func TestServeHangsUp(t *testing.T) {
	address, _ := serveHTTP(t, "VERBATIM_DATA="+t.TempDir())
	conn, err := net.Dial("tcp", strings.TrimPrefix(address, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "); err != nil {
		t.Fatal(err)
	}
	if status, _ := fetch(t, address+"/healthz"); status != http.StatusOK {
		t.Errorf("beside it: %d", status)
	}
	if answer, err := io.ReadAll(conn); err != nil || strings.HasPrefix(string(answer), "HTTP/1.1 2") { // until the server has hung up
		t.Errorf("a head without end: %q, %v", answer, err)
	}
}
