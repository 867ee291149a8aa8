// Package browsertest is a headless Chromium for tests that must see what a browser does.
package browsertest

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// A Browser is a headless Chromium that shows one page.
type Browser struct {
	t    *testing.T
	conn *websocket.Conn
	id   int
}

// Open starts Chromium; without one the test is skipped.
func Open(t *testing.T) *Browser {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium here")
	}
	profile, err := os.MkdirTemp("", "browsertest")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(profile) }) // what a dying process still writes may stay
	cmd := exec.Command(program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--force-color-profile=srgb",
		"--window-size=900,700", "--user-data-dir="+profile, "--remote-debugging-port=0", "about:blank")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return &Browser{t: t, conn: connect(t, stderr)}
}

var listening = regexp.MustCompile(`listening on ws://([^/]+)/`)

// connect connects to the page that is open.
func connect(t *testing.T, stderr io.Reader) *websocket.Conn {
	t.Helper()
	host := ""
	for lines := bufio.NewScanner(stderr); host == "" && lines.Scan(); {
		if m := listening.FindStringSubmatch(lines.Text()); m != nil {
			host = m[1]
		}
	}
	go func() { _, _ = io.Copy(io.Discard, stderr) }()
	resp, err := http.Get("http://" + host + "/json/list")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var targets []struct {
		Type string `json:"type"`
		URL  string `json:"webSocketDebuggerUrl"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&targets); err != nil {
		t.Fatal(err)
	}
	for _, target := range targets {
		if target.Type != "page" {
			continue
		}
		conn, _, err := websocket.DefaultDialer.Dial(target.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { conn.Close() })
		return conn
	}
	t.Fatal("the browser shows no page")
	return nil
}

// Call sends a command of the DevTools protocol and reads its result into v.
func (b *Browser) Call(method string, params, v any) {
	b.t.Helper()
	b.id++
	if err := b.conn.WriteJSON(map[string]any{"id": b.id, "method": method, "params": params}); err != nil {
		b.t.Fatal(err)
	}
	for {
		var m struct {
			ID     int             `json:"id"`
			Result json.RawMessage `json:"result"`
			Error  *struct{ Message string }
		}
		if err := b.conn.ReadJSON(&m); err != nil {
			b.t.Fatal(err)
		}
		if m.ID != b.id {
			continue // an event
		}
		if m.Error != nil {
			b.t.Fatal(method, m.Error.Message)
		}
		if v != nil {
			if err := json.Unmarshal(m.Result, v); err != nil {
				b.t.Fatal(err)
			}
		}
		return
	}
}

// Visit follows an address, from a page of another document, as from a chat.
func (b *Browser) Visit(address string) {
	b.t.Helper()
	b.Call("Page.navigate", map[string]any{"url": "about:blank"}, nil)
	b.Call("Page.navigate", map[string]any{"url": address}, nil)
	for range 100 {
		if b.Text(`document.readyState + (location.href != "about:blank")`) == "completetrue" {
			b.Text(`new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(r, 30))))`)
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	b.t.Fatal("the page does not load: " + address)
}

// Text runs a script and returns its value.
func (b *Browser) Text(script string) string {
	b.t.Helper()
	var r struct {
		Result struct{ Value any }
	}
	b.Call("Runtime.evaluate", map[string]any{"expression": script, "awaitPromise": true, "returnByValue": true}, &r)
	return fmt.Sprint(r.Result.Value)
}

// Screenshot returns what the window shows.
func (b *Browser) Screenshot() (image.Image, error) {
	b.t.Helper()
	var r struct{ Data string }
	b.Call("Page.captureScreenshot", map[string]any{"format": "png"}, &r)
	data, err := base64.StdEncoding.DecodeString(r.Data)
	if err != nil {
		return nil, err
	}
	return png.Decode(bytes.NewReader(data))
}
