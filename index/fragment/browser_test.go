//go:build browser

package fragment_test

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// A browser is a headless Chromium that shows one page.
type browser struct {
	t    *testing.T
	conn *websocket.Conn
	id   int
}

// openBrowser starts Chromium; without one the test is skipped.
func openBrowser(t *testing.T) *browser {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium here")
	}
	profile, err := os.MkdirTemp("", "fragment")
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
	return &browser{t: t, conn: connect(t, stderr)}
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

// call sends a command of the DevTools protocol and reads its result into v.
func (b *browser) call(method string, params, v any) {
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

// open follows an address, from a page of another document, as from a chat.
func (b *browser) open(address string) {
	b.t.Helper()
	b.call("Page.navigate", map[string]any{"url": "about:blank"}, nil)
	b.call("Page.navigate", map[string]any{"url": address}, nil)
	for range 100 {
		if b.text(`document.readyState + (location.href != "about:blank")`) == "completetrue" {
			b.text(`new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(r, 30))))`)
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	b.t.Fatal("the page does not load: " + address)
}

// text runs a script and returns its value.
func (b *browser) text(script string) string {
	b.t.Helper()
	var r struct {
		Result struct{ Value any }
	}
	b.call("Runtime.evaluate", map[string]any{"expression": script, "awaitPromise": true, "returnByValue": true}, &r)
	return fmt.Sprint(r.Result.Value)
}

// boxes returns where the elements of a class are shown, in the window.
func (b *browser) boxes(class string) (all []image.Rectangle) {
	b.t.Helper()
	var rects [][4]float64
	script := fmt.Sprintf(`JSON.stringify([...document.querySelectorAll(".%s")].flatMap(e => [...e.getClientRects()].map(r => [r.left, r.top, r.right, r.bottom])))`, class)
	if err := json.Unmarshal([]byte(b.text(script)), &rects); err != nil {
		b.t.Fatal(err)
	}
	for _, r := range rects {
		all = append(all, image.Rect(int(r[0]+.5), int(r[1]+.5), int(r[2]+.5), int(r[3]+.5)))
	}
	return all
}

// screenshot returns what the window shows.
func (b *browser) screenshot() (image.Image, error) {
	b.t.Helper()
	var r struct{ Data string }
	b.call("Page.captureScreenshot", map[string]any{"format": "png"}, &r)
	data, err := base64.StdEncoding.DecodeString(r.Data)
	if err != nil {
		return nil, err
	}
	return png.Decode(bytes.NewReader(data))
}

// highlight compares what is coloured with the boxes where the words stand: nil when it is
// these words and no others.
func highlight(shot image.Image, boxes []image.Rectangle) error {
	window := shot.Bounds()
	inside, outside, area := 0, 0, 0
	within := func(p image.Point, grow int) bool {
		for _, box := range boxes {
			if p.In(box.Inset(-grow)) {
				return true
			}
		}
		return false
	}
	for y := window.Min.Y; y < window.Max.Y; y++ {
		for x := window.Min.X; x < window.Max.X; x++ {
			p := image.Pt(x, y)
			r, g, b, _ := shot.At(x, y).RGBA()
			coloured := r > 0xf000 && g < 0x0fff && b > 0xf000
			in := within(p, 0)
			if in {
				area++
			}
			switch {
			case coloured && in:
				inside++
			case coloured && !within(p, 3):
				outside++
			}
		}
	}
	switch {
	case inside+outside == 0:
		return errNone
	case outside > area/50+20:
		return fmt.Errorf("%w: %d coloured points outside the words, %d inside of %d", errWrong, outside, inside, area)
	case inside*10 < area*9:
		return fmt.Errorf("%w: %d of %d points coloured", errPart, inside, area)
	}
	return nil
}

var (
	errNone  = errors.New("nothing is highlighted")
	errWrong = errors.New("other words are highlighted")
	errPart  = errors.New("some of the words are not highlighted")
)

// short is an error's kind for counting.
func short(err error) string { return strings.SplitN(err.Error(), ":", 2)[0] }
