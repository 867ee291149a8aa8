package bot_test

import (
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/bot/discordtest"
	"verbatim/index"
)

// The answers in testdata/before, a store that the bot of commit f602912 wrote before it
// kept the texts of quotes, and who asked.
const (
	beforeAsked    = "H2GSHI2RGSANKUDRHDPYGTMN6G" // builtQuestion and stopQuestion, by /ask
	beforeSilent   = "QKYE7M3SPUBRDSQ3WU4S6JSRY4"
	beforeSearched = "OXYSXUMIN7KM7MTQXWHWFPJ6JL" // soup voyage
	beforeMember   = "1000000000000000001"
	beforeServer   = "1575317385408151554"
)

// before unpacks that store.
func before(t *testing.T) string {
	t.Helper()
	data := t.TempDir()
	in, err := os.Open("testdata/before/bot.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	unpacked, err := gzip.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	db, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile("testdata/before/bot.key")
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"bot.db": db, "bot.key": key} {
		if err := os.WriteFile(filepath.Join(data, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return data
}

// counting is a library that counts the questions that it is asked.
type counting struct {
	bot.Library
	asked *atomic.Int64
}

func (l counting) Answer(ctx context.Context, q index.Query) (index.Answer, error) {
	l.asked.Add(1)
	return l.Library.Answer(ctx, q)
}

// TestStoreFromBefore presses the buttons of answers from before texts were kept. Each
// answer is asked for once more, and from then on is like the others.
func TestStoreFromBefore(t *testing.T) {
	var asked atomic.Int64
	s := setup{
		data:    before(t),
		config:  bot.Config{Retention: 100 * 365 * 24 * time.Hour},
		library: func(l bot.Library) bot.Library { return counting{l, &asked} },
	}
	r := start(t, s)
	r.member = discordtest.Person{ID: beforeMember, Name: "member", Locale: discordgo.EnglishUS}
	there := discordtest.Place{GuildID: beforeServer, ChannelID: r.channel.ChannelID}
	press := func(customID string) discordtest.Reply {
		t.Helper()
		button := map[string]any{"type": 2, "style": 2, "label": "x", "custom_id": customID}
		shown := r.Write(r.channel, r.member, map[string]any{"content": "an answer from before", "components": []any{map[string]any{"type": 1, "components": []any{button}}}})
		return r.AwaitAnswer(r.Click(there, r.member, shown, customID))
	}
	wantText(t, press("context/"+beforeAsked+"/0/at").Post, "granite pier")
	wantText(t, press("next/"+beforeAsked+"/1").Post, "Answer 2")
	wantQuote(t, press("next/"+beforeAsked+"/0").Post, builtQuote)
	wantText(t, press("closest/"+beforeSilent).Post, "The harbour clock of Lindesund")
	wantText(t, press("closest/"+beforeSilent).Post, "The harbour clock of Lindesund")
	wantText(t, press("search/"+beforeSearched+"/1").Post, "Filler")
	wantText(t, press("up/"+beforeAsked+"/0").Post, "Thank you")
	if n := asked.Load(); n != 2 {
		t.Errorf("the library was asked %d times for two answers", n)
	}
	wantQuote(t, press("other/"+beforeAsked+"/0").Post, stopQuote)
	stored := r.AwaitAnswer(r.Slash(r.channel, r.member, "privacy"))
	wantText(t, stored.Post, "Records of yours now: 8") // those from before, the vote again, and one more answer
}
