package local_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"verbatim/index/local"
	"verbatim/index/local/disk"
	"verbatim/index/update"
)

// TestFormatBefore has an index of the last format, sound and with its checksums: it answers, and a
// plain reindex reads every document anew, once.
func TestFormatBefore(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "mill.txt", "The windmill of Varn was built by Oda Brekke in 1710.\n")
	reindex(t, dir, root)
	generation := disk.Generation(dir, 1)
	meta := filepath.Join(generation, "meta.json")
	b, err := os.ReadFile(meta)
	if err != nil {
		t.Fatal(err)
	}
	b = regexp.MustCompile(`"format": \d+`).ReplaceAll(b, []byte(`"format": 4`))
	if err := os.WriteFile(meta, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := disk.WriteSeal(generation, nil); err != nil {
		t.Fatal(err)
	}
	x := asked(t, dir)
	if got := answer(t, x, "Who built the windmill of Varn?"); !strings.Contains(got, "Oda Brekke") {
		t.Errorf("it answers %q", got)
	}
	for i, want := range []string{"true 2 an older version of verbatim wrote it", "false 2 <nil>"} {
		r, err := update.Run(t.Context(), local.NewStore(dir, nil), update.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(r.Switched, r.Generation, r.Anew); got != want {
			t.Errorf("reindex %d: %s, want %s", i+1, got, want)
		}
	}
}
