package bot

import (
	"log/slog"
	"testing"
	"time"

	"verbatim/bot/discordtest"
	"verbatim/bot/store"
)

// TestClockThatJumpsAheadPurgesNothing: what is old is told by Discord's clock.
func TestClockThatJumpsAheadPurgesNothing(t *testing.T) {
	s, err := store.Open(t.TempDir(), "bot.db")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	b, err := New(Config{
		Token: discordtest.Token, APIBase: discordtest.New(t, discordtest.Options{}).API(),
		Retention: DefaultRetention, Logger: slog.New(slog.DiscardHandler),
	}, nil, s)
	if err != nil {
		t.Fatal(err)
	}
	b.now = func() time.Time { return time.Now().AddDate(50, 0, 0) }
	left := func() (keys []string) {
		for _, key := range []string{"new", "old"} {
			if _, ok, err := s.Answer(key); err != nil {
				t.Fatal(err)
			} else if ok {
				keys = append(keys, key)
			}
		}
		return keys
	}
	for key, at := range map[string]time.Time{"new": time.Now(), "old": time.Now().AddDate(0, 0, -91)} {
		if err := s.SaveAnswer(store.Answer{Key: key, At: at}); err != nil {
			t.Fatal(err)
		}
	}
	if b.purge() >= purgeEvery || len(left()) != 2 {
		t.Errorf("before Discord has told the time, %q are left", left())
	}
	if _, err := b.discord.GatewayBot(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.purge()
	if keys := left(); len(keys) != 1 || keys[0] != "new" {
		t.Errorf("%q are left, want the new one", keys)
	}
	if at := b.clock(); time.Since(at).Abs() > time.Minute {
		t.Errorf("records are kept under %v", at)
	}
}
