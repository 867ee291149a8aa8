package card

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
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
	"verbatim/index/engine"
	"verbatim/index/update"
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
		Article: s, Date: s.Published, Section: []string{"History", "The # clock"}, Anchor: "#history", Start: 100, End: 100 + len(sentence),
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
	answer := func(confidence float64, quotes ...index.Quote) Card {
		return Card{Texts: t, Key: key, Quote: quotes[0], Quotes: len(quotes), Confidence: confidence}
	}
	echoed := func(c Card) Card { c.Question = question; return c }
	old := answer(0.9, built)
	old.At, old.Quote.Version = web.Published.AddDate(5, 0, 0), "1.*2"
	hurried, unread := answer(0.9, built), answer(0.9, built)
	hurried.Haste, unread.Haste = 0.4, 1
	follow := answer(0.9, built)
	follow.Understood = "Who built\nthe **clock** @everyone?"
	row := quoteOf(file, "Raft\t1 coin", "1 coin")
	row.Before = index.Excerpt{Start: 10, End: 18, Text: "*Ship*\tFee @here"}
	next, several := echoed(answer(0.9, tide)), answer(0.9, built)
	next.Rank, next.Quotes = 1, 2
	several.Others = others
	panel := Settings{Texts: t, Catalogue: c}
	full := Settings{Texts: t, Catalogue: c, Content: true, May: discordgo.PermissionViewChannel, Confined: []string{"docs/", "https://docs.example.org/a_b_c"}, Remark: text.Fill(t.Settings.UnknownSources, "names", "x"), Settings: store.Settings{
		AskChannels: []string{"1"}, AllowedChannels: []string{"1", "2"}, Level: "eager", Private: true, Threads: true, Sources: []string{"docs/", "*x*"}, In: map[string][]string{"2": {"manual/"}, "1": {"*y*"}}, Language: "ja",
	}, Gone: true, Barred: []string{"1"}}
	lesson := store.Lesson{
		ID: "LESSON", Question: "When is the *next* event @everyone?", Text: "On **Sunday** at 8, <@1>.\nBring `tools`.",
		Link: "https://example.org/message", Name: "Kim_the *mod*", At: web.Published,
	}
	bare := store.Lesson{ID: "BARE", Text: "Everybody may build here.", At: web.Published}
	taught, typed := answer(0.9, built), answer(0.9, built)
	taught.Taught, typed.Taught = &lesson, &bare
	hidden := []store.Hidden{{ID: "H", Sentence: "It was *built*\nin 1887 @here.", Title: web.Title}, {ID: "I", Sentence: "So."}}
	gaps := []store.Gap{{ID: "a", Question: "What is\n*love* @everyone?", Count: 12}, {ID: "b", Question: "Why?", Count: 1}}
	hits := []index.PassageHit{{Article: web, Text: "A passage with `code` and <@1>.", End: 31}, {Article: file, Text: "Another.", End: 8}}
	report := update.Report{Added: 1, Changed: 2, Removed: 3, Unchanged: 4, Skipped: make([]corpus.Skip, 7)}
	for i := range report.Skipped {
		report.Skipped[i] = corpus.Skip{Input: fmt.Sprintf("dir/a_%d.pdf", i), Place: "page 3", Reason: corpus.ReasonMalformed}
	}
	say := func(s string) message.Message { return message.Message{Content: s} }
	commands := Commands(func(name string) string { return "</" + name + ":123456789012345678>" })
	plain := built
	plain.Article.Source, plain.Anchor = "notes/clock.txt", ""
	manners := Settings{Texts: t, Settings: store.Settings{People: "1", Refusal: "Nothing *here*\nabout that, @everyone.", Proxies: true}}
	return map[string]message.Message{
		"answer":             echoed(answer(0.9, built, tide)).Message(),
		"answer-fairly-sure": answer(0.7, built).Message(),
		"answer-unsure":      answer(0.3, tide).Message(),
		"answer-next":        next.Message(),
		"answer-before":      echoed(answer(0.9, row)).Message(),
		"answer-also":        answer(0.9, wire).Message(),
		"answer-others":      several.Message(),
		"answer-old":         old.Message(),
		"answer-follow-up":   follow.Message(),
		"answer-hurried":     hurried.Message(),
		"answer-unread":      unread.Message(),
		"answer-shortened":   echoed(answer(0.9, quoteOf(web, strings.Repeat("**word** ", 300)+"end.", "end."))).Message(),
		"silence":            Silence{Texts: t, Key: key, Question: "Who?", Reason: index.NotAnAnswer, Noted: true, Closest: true, Others: others, Commands: commands, People: "1"}.Message(),
		"silence-follow-up":  Silence{Texts: t, Key: key, Reason: index.NothingNear, Understood: "When was\nit *built*?", Commands: commands}.Message(),
		"silence-unread":     Silence{Texts: t, Key: key, Reason: index.NothingNear, Haste: 1, Commands: commands}.Message(),
		"silence-bare":       Silence{Texts: t, Key: key, Reason: index.NothingNear, Commands: commands}.Message(),
		"silence-words":      Silence{Texts: t, Key: key, Reason: index.NothingNear, Commands: commands, Words: manners.Settings.Refusal, People: "1"}.Message(),
		"silence-question":   Silence{Texts: t, Key: key, Reason: index.NoQuestion, Noted: true, Commands: commands}.Message(),
		"closest":            Closest(t, []index.Quote{built, tide, built, tide}),
		"closest-none":       Closest(t, nil),
		"context":            Paragraph{Texts: t, ID: "context/" + key + "/0/", Text: "Before it. " + built.Text + " After it.", Start: 11, End: 11 + len(built.Text)}.Message(0),
		"context-pages":      Paragraph{Texts: t, ID: "context/" + key + "/0/", Text: strings.Repeat("Many words. ", 300), Start: 12, End: 23}.Message(1),
		"answer-taught":      taught.Message(),
		"answer-typed":       typed.Message(),
		"vote-up":            Up(t, key, 0, Rights{}),
		"vote-up-asker":      Up(t, key, 0, Rights{Solve: true}),
		"vote-down":          Down(t, key, 0, Rights{}),
		"vote-down-asker":    Down(t, key, 1, Rights{Delete: true}),
		"vote-down-manager":  Down(t, key, 1, Rights{Delete: true, Manage: true}),
		"manage":             Manage(t, key, 0, Rights{Delete: true, Manage: true}),
		"solved":             say(t.Feedback.Solved),
		"solved-no-tag":      say(t.Feedback.Solved + "\n-# " + text.Fill(t.Feedback.NoTag, "tag", "Solved")),
		"deleted":            say(t.Feedback.Deleted),
		"hid":                Hid(t, commands),
		"hidden":             Hidden(t, hidden, 0),
		"hidden-page":        Hidden(t, slices.Repeat(hidden[:1], 12), 1),
		"hidden-none":        Hidden(t, nil, 0),
		"learnt":             Learnt(t, commands, lesson, &built),
		"learnt-in-vain":     Learnt(t, commands, lesson, nil),
		"lesson":             Lesson(t, lesson),
		"lesson-bare":        Lesson(t, bare),
		"lessons":            Lessons(t, commands, []store.Lesson{lesson, bare}, 0),
		"lessons-page":       Lessons(t, commands, make([]store.Lesson, 25), 1),
		"lessons-none":       Lessons(t, commands, nil, 0),
		"lesson-removed":     say(t.Teach.Removed),
		"lesson-gone":        say(t.Teach.Gone),
		"teach-intent":       say(text.Fill(t.Teach.NeedsIntent, "command", "**"+t.Commands.TeachFrom.Name+"**")),
		"teach-no-message":   say(t.Teach.NoMessage),
		"teach-no-sentence":  say(t.Teach.NoSentence),
		"teach-full":         say(text.Fill(t.Teach.Full, "n", store.MaxLessons, "command", "**/"+t.Commands.Taught.Name+"**")),
		"teach-too-old":      say(t.Teach.TooOld),
		"stats":              Stats(t, commands, gaps, "1", Span{7, store.Tally{Asked: 12, Answered: 9, Silent: 3, For: 4, Against: 1, Solved: 2, Taught: 5, Hidden: 6}}, Span{30, store.Tally{Asked: 1}}),
		"stats-none":         Stats(t, commands, nil, "", Span{7, store.Tally{}}),
		"digest":             Digest(t, commands, gaps, Span{7, store.Tally{Asked: 12, Answered: 9, Silent: 3, Taught: 1}}),
		"alias":              Alias(t, commands, store.Alias{Word: "*TPS*", Means: "ticks per second @here"}),
		"alias-both":         say(t.Alias.Both),
		"alias-full":         say(text.Fill(t.Alias.Full, "n", store.MaxAliases, "command", "**/"+t.Commands.Alias.Name+"**")),
		"aliases":            Aliases(t, []store.Alias{{Word: "*TPS*", Means: "ticks per second @here"}, {Word: "perms", Means: "permissions"}}, 0),
		"aliases-page":       Aliases(t, make([]store.Alias, 25), 1),
		"aliases-none":       Aliases(t, nil, 0),
		"followed":           Followed(t, "1", AllMessages, 12),
		"followed-pins":      Followed(t, "1", PinnedMessages, 3),
		"followed-forum":     Followed(t, "1", SolvedPosts, 7),
		"followed-no-tag":    Followed(t, "1", NoPosts, 0),
		"follows":            Follows(t, map[string]bool{"1": true, "2": false}, func(id string) string { return "news-" + id }),
		"follows-none":       Follows(t, nil, nil),
		"follow-intent":      say(text.Fill(t.Follow.NeedsIntent, "command", "**/"+t.Commands.Teach.Name+"**", "from", "**"+t.Commands.TeachFrom.Name+"**")),
		"follow-unreadable":  say(t.Follow.Unreadable),
		"follow-many":        say(text.Fill(t.Follow.Many, "n", 5)),
		"not-deletable":      say(t.Feedback.NotDeletable),
		"not-an-answer":      say(t.Feedback.NotAnAnswer),
		"reason-saved":       say(t.Feedback.ReasonSaved),
		"search":             Search(t, key, "clock @everyone", hits, 1, true),
		"search-none":        Search(t, key, "*", nil, 0, false),
		"sources":            Sources(t, []index.Source{web, file}, 0),
		"sources-page":       Sources(t, make([]index.Source, 25), 1),
		"sources-empty":      Sources(t, nil, 0),
		"article":            Article(t, web),
		"article-file":       Article(t, file),
		"settings":           panel.Message(),
		"settings-full":      full.Message(),
		"gaps-exported":      say(t.Gaps.Exported),
		"gaps":               Gaps(t, gaps, 0),
		"gaps-empty":         Gaps(t, nil, 0),
		"reindex-started":    say(t.Reindex.Started),
		"reindex-progress":   Progress(t, update.Progress{Inputs: 3, Total: 10, Articles: 12}),
		"reindex-done":       Report(t, report, nil),
		"reindex-nothing":    Report(t, update.Report{Unchanged: 5}, nil),
		"reindex-busy":       Report(t, update.Report{}, &engine.LockedError{}),
		"reindex-failed":     Report(t, update.Report{}, errors.New("disk full")),
		"help":               Help(t, commands, []string{"1", "2"}, false),
		"help-bare":          Help(t, commands, nil, false),
		"help-moderator":     Help(t, commands, []string{"1", "2"}, true),
		"greeting":           Greeting(t, commands),
		"intro":              Intro(t, commands),
		"from":               From(t, wire),
		"from-file":          From(t, plain),
		"settings-more":      panel.More(),
		"settings-more-set":  manners.More(),
		"error-barred":       Barred(t, commands, "1", false),
		"error-unreadable":   Unreadable(t),
		"error-held":         Barred(t, commands, "1", true),
		"about":              About(t, "1.2.3", 42),
		"privacy":            Privacy(t, 90, 7),
		"privacy-nothing":    Privacy(t, 90, 0),
		"privacy-deleted":    say(text.Fill(t.Privacy.Deleted, "n", 7)),
		"limit-user":         say(Apology(t, limit.Reached{Scope: limit.User, Wait: 1500 * time.Millisecond})),
		"limit-channel":      say(Apology(t, limit.Reached{Scope: limit.Channel, Wait: 4 * time.Second})),
		"limit-server":       say(Apology(t, limit.Reached{Scope: limit.Server, Wait: 9 * time.Second})),
		"error-failed":       say(Apology(t, errors.New("boom"))),
		"error-slow":         say(t.Errors.Slow),
		"error-no-index":     say(Apology(t, index.ErrNoIndex)),
		"error-away":         say(Apology(t, fmt.Errorf("answer: %w: %w", index.ErrAway, context.DeadlineExceeded))),
		"error-unsaved":      say(Apology(t, fmt.Errorf("keep the records: %w", store.ErrAway))),
		"error-expired":      say(t.Errors.Expired),
		"error-not-here":     say(NotHere(t, []string{"1", "2", "3", "4", "5", "6"})),
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
				"reason": ReasonForm(c.For(code), key, 0), "sources": SourcesForm(c.For(code), []string{"docs/", "notes/"}),
				"refusal": RefusalForm(c.For(code), "Ask in the tavern."),
				"teach":   TeachForm(c.For(code), "teachtyped/-/-", "When is\nit?", true, ""), "teach-message": TeachForm(c.For(code), "teachoffered/"+key, "", false, ""),
				"sources-here": SourcesHereForm(c.For(code), "1", "2", store.Settings{In: map[string][]string{"1": {"docs/"}}}), "sources-channel": SourcesHereForm(c.For(code), "1", "", store.Settings{}),
				"lesson": TeachForm(c.For(code), "lessonsave/LESSON", "When?", true, "On Sunday."),
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
