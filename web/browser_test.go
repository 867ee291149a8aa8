//go:build browser

package web_test

import (
	"context"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/bot/limit"
	"verbatim/browsertest"
)

// viewer shows pages of a site in Chromium, and notes what its policy stops.
func viewer(t *testing.T) *browsertest.Browser {
	t.Helper()
	b := browsertest.Open(t)
	b.Call("Page.enable", nil, nil)
	b.Call("Page.addScriptToEvaluateOnNewDocument", map[string]any{
		"source": `window.stopped = []; addEventListener("securitypolicyviolation", e => stopped.push(e.violatedDirective + " " + e.blockedURI))`,
	}, nil)
	return b
}

// picture keeps what the window shows in the folder that VERBATIM_PAGES names.
func picture(t *testing.T, b *browsertest.Browser, name string) {
	t.Helper()
	dir := os.Getenv("VERBATIM_PAGES")
	if dir == "" {
		return
	}
	shot, err := b.Screenshot()
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, shot); err != nil {
		t.Fatal(err)
	}
}

// await waits until a script returns "true".
func await(t *testing.T, b *browsertest.Browser, script string) {
	t.Helper()
	for range 200 {
		if b.Text(script) == "true" {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("it does not come to this: %s\n%s", script, b.Text("document.documentElement.outerHTML"))
}

// look sets light or dark, and the width of the window.
func look(b *browsertest.Browser, scheme string, width int) {
	b.Call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}}, nil)
	b.Call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}, nil)
}

// states are all that the page can show, by name: where to look.
func states(s *httptest.Server) map[string]string {
	return map[string]string{
		"empty":    s.URL + "/",
		"answer":   s.URL + "/?q=" + url.QueryEscape("who built the harbour clock?"),
		"markup":   s.URL + "/?q=" + url.QueryEscape("greeting command of the old bot removed?"),
		"refusal":  s.URL + "/?q=" + url.QueryEscape("unanswerable: who built the harbour clock?"),
		"nothing":  s.URL + "/?q=xyzzy%3F",
		"error":    s.URL + "/?q=" + strings.Repeat("a", 2001),
		"embedded": s.URL + "/?embed=1&q=" + url.QueryEscape("who built the harbour clock?"),
	}
}

// TestPageAccessible has axe-core look at all that the page can show, in light and dark, wide and
// narrow. VERBATIM_AXE is the path of its axe.min.js.
func TestPageAccessible(t *testing.T) {
	axe, err := os.ReadFile(os.Getenv("VERBATIM_AXE"))
	if err != nil {
		t.Skip("no axe-core here: VERBATIM_AXE is to name its axe.min.js")
	}
	s := serve(t, localConfig(t))
	b := viewer(t)
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int{900, 360} {
			look(b, scheme, width)
			for name, address := range states(s) {
				b.Visit(address)
				b.Text(`document.querySelectorAll("details").forEach(d => d.open = true)`)
				b.Text(string(axe))
				found := b.Text(`axe.run().then(r => JSON.stringify(r.violations.map(v => [v.id, v.help, v.nodes.map(n => n.html + " " + n.failureSummary)])))`)
				if found != "[]" {
					t.Errorf("%s, %s, %d wide: %s", name, scheme, width, found)
				}
				if n := b.Text(`axe.run().then(r => r.passes.length > 10)`); n != "true" {
					t.Errorf("%s: hardly anything was looked at", name)
				}
			}
		}
	}
}

// TestPageInBrowser looks for what a policy stops and for what is wider than a phone, and keeps
// pictures.
func TestPageInBrowser(t *testing.T) {
	s := serve(t, localConfig(t))
	b := viewer(t)
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int{900, 360} {
			look(b, scheme, width)
			for name, address := range states(s) {
				b.Visit(address)
				picture(t, b, fmt.Sprintf("%s-%s-%d", name, scheme, width))
				if stopped := b.Text("JSON.stringify(stopped)"); stopped != "[]" {
					t.Errorf("%s: the policy stops %s", name, stopped)
				}
				if b.Text("document.documentElement.scrollWidth > innerWidth") != "false" {
					t.Errorf("%s: wider than %d", name, width)
				}
			}
		}
	}
}

// TestPageByKeyboard asks, opens and goes back with keys and the script of the page, which loads it
// once only.
func TestPageByKeyboard(t *testing.T) {
	s := serve(t, localConfig(t))
	b := viewer(t)
	b.Visit(s.URL + "/")
	b.Text("window.mark = 1")
	press := func(keys ...string) {
		for _, k := range keys {
			key := map[string]any{"type": "keyDown", "key": k}
			switch k {
			case "Enter":
				key["text"], key["windowsVirtualKeyCode"] = "\r", 13
			case "Tab":
				key["windowsVirtualKeyCode"] = 9
			default:
				key["text"] = k
			}
			b.Call("Input.dispatchKeyEvent", key, nil)
			key["type"] = "keyUp"
			delete(key, "text")
			b.Call("Input.dispatchKeyEvent", key, nil)
		}
	}
	press("/")
	await(t, b, `document.activeElement.id == "q" && document.activeElement.value == ""`)
	b.Call("Input.insertText", map[string]any{"text": "who built the harbour clock?"}, nil)
	press("Enter")
	await(t, b, `document.activeElement.id == "answer" && document.querySelector("blockquote").textContent.includes("Marta Ekholm")`)
	await(t, b, `window.mark == 1 && location.search == "?q=who+built+the+harbour+clock%3F" && document.title.startsWith("who built") && document.getElementById("status").textContent == ""`)
	press("Tab") // the link to the source
	await(t, b, `document.activeElement.tagName == "A" && document.activeElement.href.startsWith("https://example.org/lindesund/")`)
	press("Tab", "Enter") // the surroundings
	await(t, b, `document.activeElement.tagName == "SUMMARY" && document.querySelector(".context").open`)
	b.Text("history.back()")
	await(t, b, `window.mark == 1 && location.search == "" && !document.querySelector("blockquote") && document.getElementById("q").value == ""`)
}

// TestPageWithoutScripts asks with the form alone.
func TestPageWithoutScripts(t *testing.T) {
	s := serve(t, localConfig(t))
	b := viewer(t)
	b.Call("Emulation.setScriptExecutionDisabled", map[string]any{"value": true}, nil)
	b.Call("Page.navigate", map[string]any{"url": s.URL + "/"}, nil)
	await(t, b, `document.readyState == "complete" && document.querySelector("button") != null`)
	b.Text(`document.getElementById("q").value = "who built the harbour clock?"; document.querySelector("button").click()`)
	await(t, b, `location.search.startsWith("?q=who") && document.querySelector("blockquote")?.textContent.includes("Marta Ekholm")`)
}

// TestPageLimited asks too often: the page says so, with its script, too.
func TestPageLimited(t *testing.T) {
	c := localConfig(t)
	limits := limit.New()
	c.Limits = &limits
	s := serve(t, c)
	b := viewer(t)
	b.Visit(s.URL + "/")
	for range 15 {
		get(t, s, answerPath)
	}
	b.Text(`document.getElementById("q").value = "who?"; document.querySelector("button").click()`)
	await(t, b, `document.querySelector("[role=alert]")?.textContent.includes("Please wait")`)
	picture(t, b, "limited")
}

// TestWidget puts the page into pages of other sites, one that is listed and one that is not.
func TestWidget(t *testing.T) {
	c := localConfig(t)
	listed, other := "", ""
	for _, to := range []*string{&listed, &other} {
		docs := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprintf(w, `<!doctype html><html lang="en"><title>Docs</title><body style="font:1rem serif"><h1>Documentation of Lindesund</h1>
<p>Ask it here:</p><script src="%s/widget.js" async data-title="Ask the docs"></script><p>Below it.</p>`, r.URL.Query().Get("site"))
		}))
		defer docs.Close()
		*to = docs.URL
	}
	c.Access.Origins = []string{listed}
	s := serve(t, c)
	b := viewer(t)
	look(b, "light", 900)
	const height = `document.querySelector("iframe")?.getBoundingClientRect().height`
	b.Visit(listed + "/?site=" + url.QueryEscape(s.URL))
	await(t, b, `document.querySelector("iframe")?.title == "Ask the docs" && document.querySelector("iframe").nextElementSibling.textContent == "Below it."`)
	await(t, b, height+" != 144 && "+height+" > 60") // it has told how high it is
	b.Text(`document.querySelector("iframe").contentWindow.location = "` + s.URL + `/?embed=1&q=who+built+the+harbour+clock%3F"`)
	await(t, b, height+" > 300")
	time.Sleep(200 * time.Millisecond) // for the picture
	picture(t, b, "widget")
	b.Visit(other + "/?site=" + url.QueryEscape(s.URL))
	await(t, b, height+" == 144")
	time.Sleep(500 * time.Millisecond) // it would have told its height by now
	if b.Text(height) != "144" {
		t.Error("a site that is not listed shows the page")
	}
	picture(t, b, "widget-elsewhere")
}

// TestSchemathesis has the API fuzzed against its own document, where that program is there.
func TestSchemathesis(t *testing.T) {
	program, err := exec.LookPath("schemathesis")
	if err != nil {
		t.Skip("no schemathesis here: pip install schemathesis")
	}
	c := localConfig(t)
	c.Access.Token = "hush"
	s := serve(t, c)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "run", s.URL+"/openapi.json", "-H", "Authorization: Bearer hush",
		"--checks", "all", "--max-examples", "200", "--seed", "1", "--no-color")
	cmd.Dir = t.TempDir()
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Errorf("schemathesis: %v", err)
	}
}
