package bot_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/bot/discordtest"
	"verbatim/index"
)

// library builds the index of testdata once and opens it for all tests. It is a real
// one, on disk.
var library = sync.OnceValues(func() (*index.Index, error) {
	dir, err := os.MkdirTemp("", "verbatim-bot-test-*")
	if err != nil {
		return nil, err
	}
	articles, err := os.ReadFile("testdata/articles.jsonl")
	if err != nil {
		return nil, err
	}
	list := strings.Repeat("a coil of tarred rope, two lamps with cracked glass, ", 40)
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
	if _, err := index.Update(context.Background(), data, index.UpdateOptions{Roots: []string{corpus}}); err != nil {
		return nil, err
	}
	return index.Open(data, index.Options{})
})

func TestMain(m *testing.M) {
	code := m.Run()
	if x, err := library(); err == nil {
		x.Close()
	}
	temps, _ := filepath.Glob(filepath.Join(os.TempDir(), "verbatim-bot-test-*"))
	for _, dir := range temps {
		os.RemoveAll(dir)
	}
	os.Exit(code)
}

// A rig is a running bot with the Discord it is connected to.
type rig struct {
	*discordtest.Server
	t       *testing.T
	guild   discordtest.Place
	channel discordtest.Place
	member  discordtest.Person
	stop    func() error
}

// A setup changes the bot of a rig before it starts.
type setup struct {
	config  bot.Config
	discord discordtest.Options
	library func(bot.Library) bot.Library
	before  func(*discordtest.Server)
}

// start runs a bot against a Discord of its own.
func start(t *testing.T, s setup) *rig {
	t.Helper()
	x, err := library()
	if err != nil {
		t.Fatalf("build the index: %v", err)
	}
	var lib bot.Library = x
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
	c := s.config
	c.Token, c.APIBase, c.Version = discordtest.Token, r.API(), "1.2.3"
	if c.Data == "" {
		c.Data = t.TempDir()
	}
	c.Logger = slog.New(slog.NewTextHandler(logWriter{t}, nil))
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- bot.Run(ctx, c, lib) }()
	r.stop = sync.OnceValue(func() error {
		cancel()
		select {
		case err := <-done:
			return err
		case <-time.After(20 * time.Second):
			return errors.New("the bot did not stop within 20 s")
		}
	})
	t.Cleanup(func() {
		if err := r.stop(); err != nil {
			t.Errorf("the bot ended with %v", err)
		}
	})
	r.AwaitReady(max(1, s.discord.Shards))
	return r
}

// logWriter passes the bot's log to the test's.
type logWriter struct{ t *testing.T }

func (w logWriter) Write(p []byte) (int, error) {
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
