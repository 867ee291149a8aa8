package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// TestManual makes what a release packs beside the program: a page of the manual for each verb,
// and the completions of each shell. VERBATIM_MANUAL names a folder to keep them in.
func TestManual(t *testing.T) {
	dir := os.Getenv("VERBATIM_MANUAL")
	if dir == "" {
		dir = t.TempDir()
	}
	root := newRoot(&app{})
	root.DisableAutoGenTag = true // which would write the day
	writePages(t, root, filepath.Join(dir, "man"))
	writeCompletions(t, root, filepath.Join(dir, "completions"))
}

// writePages writes the pages into dir, and looks whether each holds what its help does.
func writePages(t *testing.T, root *cobra.Command, dir string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	day := time.Unix(0, 0) // the same files from the same commit
	header := &doc.GenManHeader{Section: "1", Source: "Verbatim", Manual: "Verbatim", Date: &day}
	if err := doc.GenManTree(root, header, dir); err != nil {
		t.Fatal(err)
	}
	for _, verb := range append(root.Commands(), root) {
		if !verb.IsAvailableCommand() && verb != root {
			continue
		}
		page, err := os.ReadFile(filepath.Join(dir, strings.ReplaceAll(verb.CommandPath(), " ", "-")+".1"))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range []string{".TH ", ".SH SYNOPSIS", ".SH DESCRIPTION"} {
			if !bytes.Contains(page, []byte(part)) {
				t.Errorf("the page of %s has no %s", verb.CommandPath(), part)
			}
		}
	}
}

// writeCompletions writes the completions into dir, by the names that shells look for.
func writeCompletions(t *testing.T, root *cobra.Command, dir string) {
	t.Helper()
	for name, write := range map[string]func(io.Writer) error{
		"verbatim.bash": func(w io.Writer) error { return root.GenBashCompletionV2(w, true) },
		"_verbatim":     root.GenZshCompletion,
		"verbatim.fish": func(w io.Writer) error { return root.GenFishCompletion(w, true) },
		"verbatim.ps1":  root.GenPowerShellCompletionWithDesc,
	} {
		var script bytes.Buffer
		if err := write(&script); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), script.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
