package index

import (
	"context"
	"strings"
	"testing"

	"verbatim/index/update"
)

// TestHidden hides sentences one after the other: none of them is quoted any more, neither alone
// nor in a stretch nor above one, wherever it stands, until there is nothing left to quote.
func TestHidden(t *testing.T) {
	dir := t.TempDir()
	page := "# Backups\n\nBackups are kept for 30 days. They are made every night at two.\n\n" +
		"Backups are restored in this order:\n\n- stop the server with /stop\n- copy the backup\n- start the server\n"
	write(t, dir, "docs/backup.md", page)
	write(t, dir, "docs/old/backup.md", page)
	write(t, dir, "docs/ranks.md", "# Ranks\n\nA rank is given by an administrator. It is kept for good.\n")
	reindex(t, dir, update.Options{Roots: []string{dir + "/docs"}})
	x := open(t, dir)
	for _, question := range []string{"How long are backups kept?", "In which order are backups restored?", "When are backups made?"} {
		var hidden []string
		for {
			a, err := x.Answer(context.Background(), Query{Text: question, Top: 5, Level: Eager, Hidden: hidden})
			if err != nil {
				t.Fatal(err)
			}
			checkInvariant(t, x, a)
			for _, q := range a.Quotes {
				for _, h := range hidden {
					if strings.Contains(q.Text, h) || strings.Contains(q.Before.Text, h) {
						t.Fatalf("%s: %q quotes %q, which is hidden", question, q.Text, h)
					}
				}
			}
			if len(a.Quotes) == 0 {
				if !a.Abstained {
					t.Errorf("%s: an answer without a quote", question)
				}
				break
			}
			q := a.Quotes[0].sentence()
			hidden = append(hidden, q.Text)
		}
		if len(hidden) < 2 {
			t.Errorf("%s: only %q was ever quoted", question, hidden)
		}
	}
}
