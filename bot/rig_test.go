package bot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/bot/discordtest"
	"verbatim/bot/store"
	"verbatim/index"
	"verbatim/index/local"
	"verbatim/index/overlay"
	"verbatim/index/update"
)

// scratch is a directory for what all tests share.
var scratch = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "verbatim-bot-test-*") })

// library builds the index of testdata once and opens it for all tests. It is a real
// one, on disk.
var library = sync.OnceValues(func() (*index.Index, error) {
	dir, err := scratch()
	if err != nil {
		return nil, err
	}
	articles, err := os.ReadFile("testdata/articles.jsonl")
	if err != nil {
		return nil, err
	}
	list := strings.Repeat("a_b_c_d_e_f, ", 70)
	text := strings.Replace(string(articles), "LONGLIST", strings.TrimSuffix(list, ", "), 1)
	for i := range 12 {
		text += fmt.Sprintf(`{"id":"filler/%02d","title":"Filler %02d","source":"filler/%02d.txt","text":"Nothing of note happened on day %d of the voyage. The cook made soup."}`+"\n", i, i, i, i+1)
	}
	corpus := filepath.Join(dir, "corpus")
	if err := os.Mkdir(corpus, 0o755); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(corpus, "articles.jsonl"), []byte(text), 0o644); err != nil {
		return nil, err
	}
	data := filepath.Join(dir, "data")
	if _, err := update.Run(context.Background(), local.NewStore(data, nil), update.Options{Roots: []string{corpus}}); err != nil {
		return nil, err
	}
	e, err := local.Open(data, nil)
	if err != nil {
		return nil, err
	}
	return index.New(e, index.Options{}), nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if x, err := library(); err == nil {
		x.Close()
	}
	if dir, err := scratch(); err == nil {
		os.RemoveAll(dir)
	}
	os.Exit(code)
}

// talkative is a library that does not abstain while it has a sentence, unless the
// question says "unanswerable": what the bot does is tested here, not when the index dares
// to answer.
type talkative struct{ bot.Library }

func (l talkative) Beside(own *overlay.Shelf) bot.Library { return talkative{l.Library.Beside(own)} }

func (l talkative) Answer(ctx context.Context, q index.Query) (index.Answer, error) {
	a, err := l.Library.Answer(ctx, q)
	switch {
	case strings.Contains(q.Text, "unanswerable"):
		a.Abstained, a.Reason = true, index.NotAnAnswer
	case len(a.Quotes) > 0:
		a.Abstained, a.Reason = false, ""
	}
	return a, err
}

// A rig is a running bot with the Discord it is connected to.
type rig struct {
	*discordtest.Server
	t       testing.TB
	bot     *bot.Bot // that was started last
	guild   discordtest.Place
	channel discordtest.Place
	member  discordtest.Person
	stop    func() error
	errors  *atomic.Int64 // in the log of the bot that was started last
}

// A setup changes the bot of a rig before it starts.
type setup struct {
	config  bot.Config
	data    string // folder of the bot's records, "" for a new one
	discord discordtest.Options
	library func(bot.Library) bot.Library
	before  func(*discordtest.Server)
}

// start runs a bot against a Discord of its own.
func start(t testing.TB, s setup) *rig {
	t.Helper()
	x, err := library()
	if err != nil {
		t.Fatalf("build the index: %v", err)
	}
	var lib bot.Library = talkative{bot.LibraryOf(x)}
	if s.library != nil {
		lib = s.library(lib)
	}
	r := &rig{t: t, Server: discordtest.New(t, s.discord)}
	r.guild = r.Guild()
	r.channel = r.guild
	r.member = r.Person("member")
	if s.before != nil {
		s.before(r.Server)
	}
	r.run(s.config, s.data, lib)
	r.AwaitReady(max(1, s.discord.Shards))
	return r
}

// run starts the bot of a rig.
func (r *rig) run(c bot.Config, data string, lib bot.Library) {
	r.t.Helper()
	c.Token, c.APIBase, c.Version = discordtest.Token, r.API(), "1.2.3"
	if data == "" {
		data = r.t.TempDir()
	}
	r.errors = new(atomic.Int64)
	if c.Logger == nil {
		c.Logger = slog.New(slog.NewTextHandler(logWriter{r.t, r.errors}, nil))
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	s, err := store.Open(data, store.Name(c.ShardID, c.ShardCount))
	if err != nil {
		r.t.Fatal(err)
	}
	b, err := bot.New(c, lib, s)
	if err != nil {
		r.t.Fatal(err)
	}
	r.bot = b
	go func() { done <- errors.Join(b.Run(ctx), s.Close()) }()
	r.stop = sync.OnceValue(func() error {
		cancel()
		select {
		case err := <-done:
			return err
		case <-time.After(20 * time.Second):
			return errors.New("the bot did not stop within 20 s")
		}
	})
	stop := r.stop
	r.t.Cleanup(func() {
		if err := stop(); err != nil {
			r.t.Errorf("the bot ended with %v", err)
		}
	})
}

// restart runs the bot again on the same data and the same Discord.
func (r *rig) restart(data string, wrap func(bot.Library) bot.Library) *rig {
	r.t.Helper()
	x, err := library()
	if err != nil {
		r.t.Fatal(err)
	}
	before := r.Identifies()
	r.run(bot.Config{}, data, wrap(talkative{bot.LibraryOf(x)}))
	r.Until("new session", func() bool { return r.Identifies() > before })
	r.AwaitReady(1)
	return r
}

// logWriter passes the bot's log to the test's.
type logWriter struct {
	t      testing.TB
	errors *atomic.Int64
}

func (w logWriter) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte("level=ERROR")) {
		w.errors.Add(1)
	}
	w.t.Logf("bot: %s", strings.TrimSpace(string(p)))
	return len(p), nil
}

// ask uses /ask and returns the answer.
func (r *rig) ask(question string, options ...discordtest.Option) discordtest.Reply {
	r.t.Helper()
	options = append([]discordtest.Option{{Name: "question", Value: question}}, options...)
	return r.AwaitAnswer(r.Slash(r.channel, r.member, "ask", options...))
}

// press presses the button of a message whose custom_id begins with a prefix, and returns
// the answer.
func (r *rig) press(who discordtest.Person, p *discordtest.Post, prefix string) discordtest.Reply {
	r.t.Helper()
	return r.AwaitAnswer(r.Click(r.channel, who, p.ID, r.customID(p, prefix)))
}

// customID finds the custom_id of a message's component by its beginning.
func (r *rig) customID(p *discordtest.Post, prefix string) string {
	r.t.Helper()
	for _, id := range customIDs(p.Message.Components) {
		if strings.HasPrefix(id, prefix) {
			return id
		}
	}
	r.t.Fatalf("the message has no component %q: %s", prefix, p.Body)
	return ""
}

func customIDs(components []discordgo.MessageComponent) []string {
	var ids []string
	for _, c := range components {
		switch c := c.(type) {
		case *discordgo.ActionsRow:
			ids = append(ids, customIDs(c.Components)...)
		case *discordgo.Button:
			ids = append(ids, c.CustomID)
		case *discordgo.SelectMenu:
			ids = append(ids, c.CustomID)
		}
	}
	return ids
}

// lastID finds the last of a message's custom_ids with a prefix: the button to go on.
func (r *rig) lastID(p *discordtest.Post, prefix string) string {
	r.t.Helper()
	last := ""
	for _, id := range customIDs(p.Message.Components) {
		if strings.HasPrefix(id, prefix) {
			last = id
		}
	}
	if last == "" {
		r.t.Fatalf("the message has no component %q: %s", prefix, p.Body)
	}
	return last
}

// disabled reports whether a button cannot be pressed.
func disabled(p *discordtest.Post, customID string) bool {
	for _, c := range p.Message.Components {
		if r, ok := c.(*discordgo.ActionsRow); ok {
			for _, c := range r.Components {
				if b, ok := c.(*discordgo.Button); ok && b.CustomID == customID {
					return b.Disabled
				}
			}
		}
	}
	return false
}

// replyTo lets the member reply to a message of the bot the way Discord does unless it
// is switched off: with a mention that is not in the text.
func (r *rig) replyTo(p discordtest.Post, content string) {
	r.t.Helper()
	r.Dispatch(r.channel.GuildID, "MESSAGE_CREATE", map[string]any{
		"id": snowflake(time.Now()), "channel_id": r.channel.ChannelID, "guild_id": r.channel.GuildID, "type": 19,
		"content": content, "author": map[string]any{"id": r.member.ID, "username": r.member.Name},
		"mentions":          []any{map[string]any{"id": r.Bot.ID, "username": "Verbatim", "bot": true}},
		"message_reference": map[string]any{"message_id": p.ID, "channel_id": p.ChannelID},
		"referenced_message": map[string]any{
			"id": p.ID, "channel_id": p.ChannelID, "content": p.Message.Content, "author": map[string]any{"id": r.Bot.ID, "username": "Verbatim", "bot": true},
		},
		"timestamp": time.Now().UTC().Format(time.RFC3339Nano), "embeds": []any{}, "attachments": []any{},
	})
}

// snowflake returns an id that Discord could have given at a time, another one each time.
func snowflake(at time.Time) string {
	return strconv.FormatInt((at.UnixMilli()-1420070400000)<<22|snowflakes.Add(1)&0xfff, 10)
}

var snowflakes atomic.Int64

// sayAs lets the member write a message with a given id: the first one of a forum's post
// has that of its thread.
func (r *rig) sayAs(id string, place discordtest.Place, content string) {
	r.Dispatch(place.GuildID, "MESSAGE_CREATE", map[string]any{
		"id": id, "channel_id": place.ChannelID, "guild_id": place.GuildID, "type": 0, "content": content,
		"author": map[string]any{"id": r.member.ID, "username": r.member.Name}, "mentions": []any{},
		"timestamp": time.Now().UTC().Format(time.RFC3339Nano), "embeds": []any{}, "attachments": []any{},
	})
}
