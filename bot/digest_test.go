package bot

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"verbatim/bot/discordtest"
	"verbatim/bot/store"
)

// TestDigest sends what is due to those who want it and have something to tell, once.
func TestDigest(t *testing.T) {
	s, err := store.Open(t.TempDir(), "bot.db")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	discord := discordtest.New(t, discordtest.Options{})
	b, err := New(Config{Token: discordtest.Token, APIBase: discord.API(), Logger: slog.New(slog.DiscardHandler)}, nil, s)
	if err != nil {
		t.Fatal(err)
	}
	busy, quiet, german := discord.Guild(), discord.Guild(), discord.Guild()
	if _, err := b.discord.GatewayBot(t.Context()); err != nil { // tells the time
		t.Fatal(err)
	}
	now := b.clock()
	for _, place := range []discordtest.Place{busy, quiet, german} {
		if _, err := s.ChangeSettings(place.GuildID, func(v *store.Settings) {
			v.Digest = place.ChannelID
			if place == german {
				v.Language = "de"
			}
		}); err != nil {
			t.Fatal(err)
		}
		if place != quiet {
			b.count(place.GuildID, store.Tally{Asked: 12, Answered: 9, Silent: 3})
		}
	}
	if err := s.AddGap(busy.GuildID, "Where is *lunch*?", "r", "p", now); err != nil {
		t.Fatal(err)
	}
	if _, err := s.DueDigests(now.Add(-digestDays*24*time.Hour), digestDays*24*time.Hour); err != nil {
		t.Fatal(err)
	}
	b.digests(t.Context())
	b.digests(t.Context())
	for place, want := range map[discordtest.Place]string{
		busy: "asked 12 · answered 9 · without an answer 3", german: "gefragt 12 · beantwortet 9 · ohne Antwort 3", quiet: "",
	} {
		posts := discord.Posts(place)
		switch {
		case want == "" && len(posts) > 0:
			t.Errorf("where nothing happened it says %s", posts[0].Body)
		case want != "" && (len(posts) != 1 || !strings.Contains(posts[0].Message.Content, want)):
			t.Errorf("%d digests, want one with %q", len(posts), want)
		}
	}
	if posts := discord.Posts(busy); !strings.Contains(posts[0].Message.Content, `\*lunch\*`) {
		t.Errorf("the open question is missing in %s", posts[0].Body)
	}
}
