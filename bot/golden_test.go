package bot

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/goldentest"
	"verbatim/bot/limit"
	"verbatim/bot/markdown"
	"verbatim/bot/markdown/markdowntest"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
	"verbatim/corpus"
	"verbatim/index"
)

const key = "KEYKEYKEYKEYKEYKEYKEYKEYKE"

// web and file are articles as the library gives them: one on the web with a title full
// of Markdown, one a file without a title.
var (
	web = index.Source{
		ID: "harbour", Title: "The *harbour* clock: a_history", Source: "https://example.org/clock_(harbour)",
		Published: time.Date(2024, 3, 9, 0, 0, 0, 0, time.UTC), Language: "en", Passages: 12, Bytes: 34567,
	}
	file = index.Source{ID: "notes/tides.txt", Source: "notes/tides.txt", Passages: 1, Bytes: 420}
)

func quoteOf(s index.Source, sentence, span string) index.Quote {
	at := strings.Index(sentence, span)
	return index.Quote{
		Article: s, Section: []string{"History", "The # clock"}, Anchor: "#history", Start: 100, End: 100 + len(sentence),
		Text: sentence, SpanStart: 100 + at, SpanEnd: 100 + at + len(span),
	}
}

// messages returns every message that the bot can send in a language, by name.
func messages(t *text.Texts, c *text.Catalogue) map[string]message.Message {
	built := quoteOf(web, "The clock was built by *Marta* Ekholm_1 in 1887.", "*Marta* Ekholm_1")
	tide := quoteOf(file, "High tide\ncomes later @here.", "")
	wire := built
	wire.Also = []index.Source{{ID: "post", Title: "Kell *Post*: the clock", Source: "https://example.org/post"}, {ID: "mirror.txt", Title: web.Title, Source: "mirror.txt"}, file}
	const question = "Who built\nthe **clock** @everyone https://evil.example?"
	others := []string{"When was it repaired?", "Who paid " + strings.Repeat("and paid ", 20) + "for it?"}
	answer := func(confidence float64, quotes ...index.Quote) card {
		return card{texts: t, key: key, quote: quotes[0], quotes: len(quotes), confidence: confidence}
	}
	echoed := func(c card) card { c.question = question; return c }
	next, several := echoed(answer(0.9, tide)), answer(0.9, built)
	next.rank, next.quotes = 1, 2
	several.others = others
	panel := settingsPanel{texts: t, catalogue: c}
	full := settingsPanel{texts: t, catalogue: c, content: true, remark: text.Fill(t.Settings.UnknownSources, "names", "x"), settings: store.Settings{
		AskChannels: []string{"1"}, AllowedChannels: []string{"1", "2"}, Level: "eager", Private: true, Sources: []string{"docs/", "*x*"}, Language: "ja",
	}}
	gaps := []store.Gap{{ID: "a", Question: "What is\n*love* @everyone?", Count: 12}, {ID: "b", Question: "Why?", Count: 1}}
	hits := []index.PassageHit{{Article: web, Text: "A passage with `code` and <@1>.", End: 31}, {Article: file, Text: "Another.", End: 8}}
	report := index.Report{Added: 1, Changed: 2, Removed: 3, Unchanged: 4, Skipped: make([]corpus.Skip, 7)}
	for i := range report.Skipped {
		report.Skipped[i] = corpus.Skip{Input: fmt.Sprintf("dir/a_%d.pdf", i), Place: "page 3", Reason: corpus.ReasonMalformed}
	}
	say := func(s string) message.Message { return message.Message{Content: s} }
	return map[string]message.Message{
		"answer":             echoed(answer(0.9, built, tide)).message(),
		"answer-fairly-sure": answer(0.7, built).message(),
		"answer-unsure":      answer(0.3, tide).message(),
		"answer-next":        next.message(),
		"answer-also":        answer(0.9, wire).message(),
		"answer-others":      several.message(),
		"answer-shortened":   echoed(answer(0.9, quoteOf(web, strings.Repeat("**word** ", 300)+"end.", "end."))).message(),
		"silence":            silence{texts: t, key: key, question: "Who?", reason: index.NotAnAnswer, noted: true, closest: true, others: others}.message(),
		"silence-bare":       silence{texts: t, key: key, reason: index.NothingNear}.message(),
		"silence-question":   silence{texts: t, key: key, reason: index.NoQuestion, noted: true}.message(),
		"closest":            closestMessage(t, []index.Quote{built, tide, built, tide}),
		"closest-none":       closestMessage(t, nil),
		"context":            paragraph{texts: t, id: "context/" + key + "/0/", text: "Before it. " + built.Text + " After it.", start: 11, end: 11 + len(built.Text)}.message(0),
		"context-pages":      paragraph{texts: t, id: "context/" + key + "/0/", text: strings.Repeat("Many words. ", 300), start: 12, end: 23}.message(1),
		"vote-up":            say(t.Feedback.Thanks),
		"vote-down":          downMessage(t, key, 0),
		"reason-saved":       say(t.Feedback.ReasonSaved),
		"search":             searchMessage(t, key, "clock @everyone", hits, 1, true),
		"search-none":        searchMessage(t, key, "*", nil, 0, false),
		"sources":            sourcesMessage(t, []index.Source{web, file}, 0),
		"sources-page":       sourcesMessage(t, make([]index.Source, 25), 1),
		"sources-empty":      sourcesMessage(t, nil, 0),
		"article":            articleMessage(t, web),
		"article-file":       articleMessage(t, file),
		"settings":           panel.message(),
		"settings-full":      full.message(),
		"gaps-exported":      say(t.Gaps.Exported),
		"gaps":               gapsMessage(t, gaps, 0),
		"gaps-empty":         gapsMessage(t, nil, 0),
		"reindex-started":    say(t.Reindex.Started),
		"reindex-progress":   progressMessage(t, index.Progress{Inputs: 3, Total: 10, Articles: 12}),
		"reindex-done":       reportMessage(t, report, nil),
		"reindex-nothing":    reportMessage(t, index.Report{Unchanged: 5}, nil),
		"reindex-busy":       reportMessage(t, index.Report{}, &index.LockedError{}),
		"reindex-failed":     reportMessage(t, index.Report{}, errors.New("disk full")),
		"help":               helpMessage(t),
		"about":              aboutMessage(t, "1.2.3", 42),
		"privacy":            privacyMessage(t, 90, 7),
		"privacy-nothing":    privacyMessage(t, 90, 0),
		"privacy-deleted":    say(text.Fill(t.Privacy.Deleted, "n", 7)),
		"limit-user":         say(apology(t, limit.Reached{Scope: limit.User, Wait: 1500 * time.Millisecond})),
		"limit-channel":      say(apology(t, limit.Reached{Scope: limit.Channel, Wait: 4 * time.Second})),
		"limit-server":       say(apology(t, limit.Reached{Scope: limit.Server, Wait: 9 * time.Second})),
		"error-failed":       say(apology(t, errors.New("boom"))),
		"error-slow":         say(t.Errors.Slow),
		"error-no-index":     say(apology(t, index.ErrNoIndex)),
		"error-expired":      say(t.Errors.Expired),
		"error-not-here":     say(notHere(t, store.Settings{AllowedChannels: []string{"1", "2", "3", "4", "5", "6"}})),
		"error-server-only":  say(t.Errors.ServerOnly),
		"error-managers":     say(t.Errors.ManagersOnly),
		"error-moderators":   say(t.Errors.ModeratorsOnly),
		"error-owner":        say(t.Errors.OwnerOnly),
		"error-unknown":      say(t.Errors.Unknown),
		"error-no-article":   say(t.Sources.NotFound),
		"error-no-more":      say(t.Silence.NoMore),
		"error-changed":      say(t.Context.Changed),
	}
}

// TestGoldenMessages compares every message in every language with its golden file. Run
// with -update to write them anew, and read the difference.
func TestGoldenMessages(t *testing.T) {
	c, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range c.Codes() {
		t.Run(code, func(t *testing.T) {
			all := map[string]golden{}
			for name, m := range messages(c.For(code), c) {
				all[name] = golden{strings.Split(message.Fit(m.Content), "\n"), m.Components()}
			}
			goldentest.Compare(t, filepath.Join("testdata", "messages", code+".json"), all)
		})
	}
}

// TestGoldenForms does the same for the forms.
func TestGoldenForms(t *testing.T) {
	c, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range c.Codes() {
		t.Run(code, func(t *testing.T) {
			forms := map[string]*discordgo.InteractionResponseData{
				"reason": reasonForm(c.For(code), key, 0), "sources": sourcesForm(c.For(code), []string{"docs/", "notes/"}),
			}
			goldentest.Compare(t, filepath.Join("testdata", "forms", code+".json"), forms)
		})
	}
}

// A golden is a message as its golden file shows it.
type golden struct {
	Content    []string                     `json:"content"` // lines
	Components []discordgo.MessageComponent `json:"components,omitempty"`
}

// TestMessagesKeepTheRules holds for every message in every language: nothing that
// Discord refuses, no mention of a person, no link but the corpus's, none that unfolds.
func TestMessagesKeepTheRules(t *testing.T) {
	c, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range c.Codes() {
		for name, m := range messages(c.For(code), c) {
			checkMessage(t, code+"/"+name, m)
		}
	}
}

func checkMessage(t *testing.T, name string, m message.Message) {
	t.Helper()
	if n := markdown.Len(m.Content); n == 0 || n > message.MaxContent {
		t.Errorf("%s: the content has %d characters", name, n)
	}
	shown := markdowntest.Show(m.Content)
	for _, l := range shown.Links {
		if !strings.HasPrefix(l.URL, "https://example.org/") || l.Unfolds {
			t.Errorf("%s: it links to %+v", name, l)
		}
	}
	for _, mark := range shown.Marks {
		if channels := mark == "mention" && !strings.Contains(m.Content, "<@"); mark != "subtext" && !channels {
			t.Errorf("%s: it shows a %s: %q", name, mark, m.Content)
		}
	}
	if len(m.Rows) > message.MaxRows {
		t.Errorf("%s: it has %d rows", name, len(m.Rows))
	}
	seen := map[string]bool{}
	for _, r := range m.Rows {
		if len(r) > message.MaxButtons {
			t.Errorf("%s: a row has %d components", name, len(r))
		}
		for _, component := range r {
			checkComponent(t, name, component, seen)
		}
	}
}

func checkComponent(t *testing.T, name string, component discordgo.MessageComponent, seen map[string]bool) {
	t.Helper()
	id := ""
	switch c := component.(type) {
	case discordgo.Button:
		id = c.CustomID
		if n := markdown.Len(c.Label); n > message.MaxLabel || n == 0 && c.Emoji == nil {
			t.Errorf("%s: a button is labelled %q", name, c.Label)
		}
		if link := c.Style == discordgo.LinkButton; link != (c.URL != "") || link == (c.CustomID != "") {
			t.Errorf("%s: button %+v is neither a link nor an action", name, c)
		}
	case discordgo.SelectMenu:
		id = c.CustomID
		if len(c.Options) > message.MaxOptions || c.MenuType == discordgo.StringSelectMenu && len(c.Options) == 0 {
			t.Errorf("%s: a menu has %d options", name, len(c.Options))
		}
	}
	if markdown.Len(id) > message.MaxCustomID || id != "" && seen[id] {
		t.Errorf("%s: custom_id %q is too long or there twice", name, id)
	}
	seen[id] = true
}
