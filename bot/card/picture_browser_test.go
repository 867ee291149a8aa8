//go:build browser

package card

import (
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"verbatim/bot/message"
	"verbatim/bot/text"
	"verbatim/corpus"
	"verbatim/index"
)

// TestPicture makes the picture of README.md: what the bot answers about the article that it
// ships with, and what it does not. VERBATIM_PICTURE names a file to keep it in, without ".png":
//
//	VERBATIM_PICTURE=$PWD/.github/bot go test -tags browser -run TestPicture ./bot/card
func TestPicture(t *testing.T) {
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium here")
	}
	page := os.Getenv("VERBATIM_PICTURE")
	if page == "" {
		page = filepath.Join(t.TempDir(), "bot")
	}
	b := browser{t, program, page, screen{"picture", "dark", 760, 0}}
	if err := os.WriteFile(page+".html", []byte(picture(shownAnswers(t))), 0o644); err != nil {
		t.Fatal(err)
	}
	defer os.Remove(page + ".html")
	window := func(height string) string { return "--window-size=760," + height }
	height := regexp.MustCompile(`<html data-height="(\d+)"`).FindStringSubmatch(b.run("--dump-dom", window("600")))
	if height == nil {
		t.Fatal("the page does not tell its height")
	}
	b.run("--screenshot="+page+".png", "--force-device-scale-factor=1.5", window(height[1]))
	if s, err := os.Stat(page + ".png"); err != nil || s.Size() > 150<<10 {
		t.Errorf("%v bytes, %v: a README's picture has 150 KiB at most", s.Size(), err)
	}
}

// An asked question and what the bot shows for it.
type asked struct {
	question string
	message.Message
}

// shownAnswers returns what the picture shows: a quote that stands in the article, and a silence.
func shownAnswers(t *testing.T) []asked {
	t.Helper()
	catalogue, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	texts := catalogue.For(text.English)
	const (
		lead     = "Prior to Trump’s announcement, Putin remarked that a “ceasefire is possible if the right agreements are reached,” though he did not specify what those agreements would entail."
		sentence = "He noted that more details would be provided by Kremlin press secretary Dmitry Peskov or the head of Moscow’s negotiating team, Vladimir Ushakov."
		answer   = "Vladimir Ushakov"
	)
	article, err := os.ReadFile("../../corpus/articles/ceasefire-talks.txt")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(article), lead+" "+sentence) {
		t.Fatal("the article does not say what the picture quotes")
	}
	q := quoteOf(index.Source{ID: "ceasefire-talks", Title: "Ceasefire talks", Source: corpus.Shipped + "ceasefire-talks.txt", Language: "en"}, sentence, answer)
	q.Section, q.Anchor = []string{"Details of Trump’s Communication"}, ""
	q.Before = index.Excerpt{Start: 100 - len(lead) - 1, End: 99, Text: lead}
	commands := Commands(func(name string) string { return "</" + name + ":1>" })
	return []asked{
		{"who heads Moscow's delegation?", Card{Texts: texts, Key: key, Quote: q, Quotes: 2, Confidence: 0.69}.Message()},
		{"who is the mayor of Kyiv?", Silence{Texts: texts, Key: key, Reason: index.NothingNear, Noted: true, Closest: true, Commands: commands}.Message()},
	}
}

// picture returns the page: each answer below the command that asked.
func picture(all []asked) string {
	var out strings.Builder
	fmt.Fprintf(&out, "<!doctype html><meta charset=utf-8><style>%s%s</style><body class=dark>", style, pictureStyle)
	for _, a := range all {
		fmt.Fprintf(&out, "<article><p class=asked><b>Kim</b> used <span class=pill>/ask</span> %s</p><i>V</i><header>Verbatim <span class=app>APP</span></header><div class=content>%s</div>%s</article>",
			html.EscapeString(a.question), shownHTML(message.Fit(a.Content)), rowsHTML(a.Rows))
	}
	out.WriteString("<script>document.documentElement.dataset.height = document.body.offsetHeight</script>")
	return out.String()
}

const pictureStyle = `
body { padding: 8px 0 16px; font-family: "gg sans", "Noto Sans", "Open Sans", Arial, sans-serif }
article { padding-top: 36px }
article > i { top: 36px; color: #fff; font: 600 20px/40px Arial, sans-serif; text-align: center }
.asked { position: absolute; left: 56px; top: 8px; margin: 0; font-size: 14px; color: var(--soft) }
.asked b { color: #f0b232; font-weight: 500 }
.asked .pill { background: var(--pill); color: var(--pillink); padding: 0 2px; border-radius: 3px }
.app { background: #5865f2; color: #fff; font-size: 10px; padding: 1px 4px; border-radius: 3px; vertical-align: 2px }
`
