//go:build browser

package card

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/message"
	"verbatim/bot/text"
)

// A screen is what messages are looked at on.
type screen struct {
	name, theme   string
	width, height int
}

var screens = []screen{
	{"desktop-dark", "dark", 1000, 900}, {"desktop-light", "light", 1000, 900}, {"phone-dark", "dark", 390, 844}, {"phone-light", "light", 390, 844},
}

// TestPage shows every message in every language the way Discord does, in Chromium, on each
// screen, and measures it: nothing sticks out, no button is cut, and those of one row take
// two lines at most. VERBATIM_PAGES names a folder for the pages and pictures of them.
func TestPage(t *testing.T) {
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium here")
	}
	catalogue, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	dir := os.Getenv("VERBATIM_PAGES")
	if dir == "" {
		dir = t.TempDir()
	}
	for _, code := range catalogue.Codes() {
		all := messages(catalogue.For(code), catalogue)
		for _, s := range screens {
			b := browser{t, program, filepath.Join(dir, code+"-"+s.name), s}
			b.write(all)
			b.measure(len(all))
			if os.Getenv("VERBATIM_PAGES") != "" && code == text.English {
				b.picture()
			}
		}
	}
}

// A browser shows one page on one screen.
type browser struct {
	t       *testing.T
	program string
	page    string // path without its ending
	screen  screen
}

func (b browser) run(args ...string) string {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), time.Minute)
	defer cancel()
	args = append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb", "--no-first-run",
		"--disable-background-networking", "--user-data-dir=" + b.t.TempDir(),
	}, args...)
	out, err := exec.CommandContext(ctx, b.program, append(args, "file://"+b.page+".html")...).Output()
	if err != nil {
		b.t.Fatalf("%s: %v", b.page, err)
	}
	return string(out)
}

// write makes the page.
func (b browser) write(all map[string]message.Message) {
	b.t.Helper()
	var out strings.Builder
	fmt.Fprintf(&out, "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'><style>%s</style>", style)
	fmt.Fprintf(&out, "<body class='%s'><main style='width:%dpx'>", b.screen.theme, b.screen.width)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(&out, "<article><i></i><header>%s</header><div class=content>%s</div>%s</article>", name, shownHTML(message.Fit(all[name].Content)), rowsHTML(all[name].Rows))
	}
	out.WriteString("</main>" + measuring)
	if err := os.WriteFile(b.page+".html", []byte(out.String()), 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// measure lets the page measure itself.
func (b browser) measure(messages int) {
	b.t.Helper()
	window := fmt.Sprintf("--window-size=%d,%d", b.screen.width, b.screen.height)
	_, found, _ := strings.Cut(b.run("--dump-dom", window), `<script type="application/json">`)
	found, _, _ = strings.Cut(found, "</script>")
	var m struct {
		Messages int
		Faults   []string
	}
	if err := json.Unmarshal([]byte(html.UnescapeString(found)), &m); err != nil {
		b.t.Fatalf("%s: %v in %.300q", b.page, err, found)
	}
	if m.Messages != messages {
		b.t.Errorf("%s: it shows %d messages, want %d", b.page, m.Messages, messages)
	}
	for _, f := range m.Faults {
		b.t.Errorf("%s: %s", filepath.Base(b.page), f)
	}
}

// picture takes a picture of the page, all of it.
func (b browser) picture() {
	b.t.Helper()
	b.run("--screenshot="+b.page+".png", fmt.Sprintf("--window-size=%d,%d", b.screen.width, 13000))
}

// measuring puts what is wrong with a page into it, as JSON.
const measuring = `<script>
const faults = []
for (const a of document.querySelectorAll("article")) {
	const name = a.querySelector("header").textContent, box = a.getBoundingClientRect()
	if (a.scrollWidth > a.clientWidth) faults.push(name + " sticks out")
	for (const e of a.querySelectorAll("button, .menu")) {
		const r = e.getBoundingClientRect()
		if (r.right > box.right - 8 || e.scrollWidth > e.clientWidth + 1) faults.push(name + ": " + e.textContent + " is cut")
	}
	for (const row of a.querySelectorAll(".row:not(.others)")) {
		const lines = new Set([...row.children].map(e => e.offsetTop))
		if (lines.size > 2) faults.push(name + ": a row takes " + lines.size + " lines")
	}
}
const out = document.createElement("script")
out.type = "application/json"
out.textContent = JSON.stringify({messages: document.querySelectorAll("article").length, faults})
document.body.append(out)
</script>`

// style is Discord's, as far as our messages need it.
const style = `
body { margin: 0; font: 16px/1.375 "gg sans", "Noto Sans", "Helvetica Neue", Arial, "Noto Sans CJK JP", sans-serif }
.dark { background: #313338; color: #dbdee1; --soft: #949ba4; --bar: #4e5058; --button: #4e5058; --ink: #fff; --link: #00a8fc; --pill: #3c4270; --pillink: #c9cdfb; --field: #1e1f22 }
.light { background: #fff; color: #313338; --soft: #5c5e66; --bar: #c4c9ce; --button: #ebedef; --ink: #313338; --link: #006ce7; --pill: #e6e8fd; --pillink: #505cdc; --field: #ebebeb }
article { position: relative; padding: 8px 48px 8px 72px; overflow: hidden }
article > i { position: absolute; left: 16px; top: 10px; width: 40px; height: 40px; border-radius: 50%; background: #5865f2 }
header { font-weight: 600; font-size: 15px }
.content { white-space: pre-wrap; overflow-wrap: anywhere }
.content blockquote { margin: 0; padding: 0 8px 0 12px; border-left: 4px solid var(--bar); border-radius: 2px }
.content small { display: block; font-size: 13px; color: var(--soft); line-height: 1.4 }
.content a { color: var(--link); text-decoration: none }
.content .pill { background: var(--pill); color: var(--pillink); padding: 0 2px; border-radius: 3px; font-weight: 500 }
.row { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px }
button { font: 500 14px/16px inherit; font-family: inherit; min-width: 60px; max-width: 100%; min-height: 32px; padding: 2px 16px; border: 0; border-radius: 3px; background: var(--button); color: var(--ink); text-align: center }
button[disabled] { opacity: .5 }
.menu { width: 400px; max-width: 100%; box-sizing: border-box; padding: 8px 12px; border-radius: 4px; background: var(--field); color: var(--soft) }
@media (max-width: 600px) { article { padding: 8px 16px 8px 64px } article > i { left: 12px; width: 36px; height: 36px } button { padding: 2px 12px; min-width: 48px } }
`

// rowsHTML shows rows of components.
func rowsHTML(rows []message.Row) string {
	var out strings.Builder
	for _, r := range rows {
		if len(r) == 0 {
			continue
		}
		class := "row"
		if b, ok := r[0].(discordgo.Button); ok && strings.HasPrefix(b.CustomID, "other/") {
			class = "row others" // whole questions, each on its line
		}
		fmt.Fprintf(&out, "<div class='%s'>", class)
		for _, c := range r {
			out.WriteString(componentHTML(c))
		}
		out.WriteString("</div>")
	}
	return out.String()
}

func componentHTML(c discordgo.MessageComponent) string {
	switch c := c.(type) {
	case discordgo.Button:
		label, state := c.Label, ""
		if c.Emoji != nil {
			label = strings.TrimSpace(c.Emoji.Name + " " + label)
		}
		if c.Disabled {
			state = " disabled"
		}
		if c.Style == discordgo.LinkButton {
			label += " ↗"
		}
		return "<button" + state + ">" + html.EscapeString(label) + "</button>"
	case discordgo.SelectMenu:
		shown := c.Placeholder
		for _, o := range c.Options {
			if o.Default {
				shown = o.Label
			}
		}
		return "<div class=menu>" + html.EscapeString(cmp.Or(shown, c.CustomID)) + " ⌄</div>"
	}
	return ""
}

// inlines are the inline marks that our messages have, escapes first.
var inlines = regexp.MustCompile(`(?s)\\([^0-9A-Za-z\s])|\[((?:\\.|[^\]\\])*)\]\(<([^>]*)>\)|\*\*((?:\\.|[^*\\])+)\*\*|</([^:>]+):\d+>|<#(\d+)>`)

// inlineHTML shows a line.
func inlineHTML(s string) string {
	var out strings.Builder
	for s != "" {
		m := inlines.FindStringSubmatchIndex(s)
		if m == nil {
			break
		}
		group := func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return s[m[2*n]:m[2*n+1]]
		}
		out.WriteString(html.EscapeString(s[:m[0]]))
		switch {
		case m[2] >= 0:
			out.WriteString(html.EscapeString(group(1)))
		case m[4] >= 0:
			out.WriteString("<a href='" + html.EscapeString(group(3)) + "'>" + inlineHTML(group(2)) + "</a>")
		case m[8] >= 0:
			out.WriteString("<b>" + inlineHTML(group(4)) + "</b>")
		case m[10] >= 0:
			out.WriteString("<span class=pill>/" + html.EscapeString(group(5)) + "</span>")
		default:
			out.WriteString("<span class=pill># channel-" + group(6) + "</span>")
		}
		s = s[m[1]:]
	}
	return out.String() + html.EscapeString(s)
}

// shownHTML shows content, line by line.
func shownHTML(content string) string {
	var out strings.Builder
	quote := false
	for line := range strings.SplitSeq(content, "\n") {
		rest, quoted := strings.CutPrefix(line, "> ")
		if quoted != quote {
			out.WriteString(map[bool]string{true: "<blockquote>", false: "</blockquote>"}[quoted])
			quote = quoted
		}
		small, is := strings.CutPrefix(rest, "-# ")
		switch {
		case is:
			out.WriteString("<small>" + inlineHTML(small) + "</small>")
		default:
			out.WriteString("<div>" + cmp.Or(inlineHTML(rest), "&nbsp;") + "</div>")
		}
	}
	if quote {
		out.WriteString("</blockquote>")
	}
	return out.String()
}
