package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"verbatim/bot/store"
	"verbatim/control"
	"verbatim/index/local/disk"
)

const restoreLong = `Restore puts back what "verbatim backup" wrote, while serve runs or not: a serve that runs
finishes what it is asked, goes on with the records of the backup, and loses nothing that is
said meanwhile. All of the file is verified before anything is replaced. The records that
were there are kept beside the others, as bot.before-restore.db, which may be deleted.

What people have deleted since the backup was made is deleted from it again, as the folder
"deleted" beside the records says. A backup of another bot is refused: that could not be
done for it. In an empty data folder, "verbatim reindex" then makes the index anew.

"-" as the file reads from standard input.`

func newRestore(a *app) *cobra.Command {
	dry := false
	cmd := &cobra.Command{
		Use:     "restore FILE",
		Short:   "Put back what backup wrote",
		Long:    restoreLong,
		Example: "  verbatim restore --dry-run verbatim-2026-11-26.tar.gz\n  verbatim restore verbatim-2026-11-26.tar.gz",
		Args:    exactly(1, "a file that verbatim backup wrote"),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.runRestore(cmd.Context(), args[0], dry) },
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "verify the file, and change nothing")
	return cmd
}

func (a *app) runRestore(ctx context.Context, file string, dry bool) error {
	c, err := a.config()
	if err != nil {
		return err
	}
	in := a.stdin
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return fmt.Errorf("make data directory: %w", err)
	}
	folder, err := os.MkdirTemp(c.Data, copyFolder)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	defer os.RemoveAll(folder)
	m, err := verified(in, c.Data, folder)
	if err != nil {
		return fmt.Errorf("%s is not put back: %w", file, err)
	}
	names := strings.Join(m.stores(), ", ")
	if dry {
		a.notef("%s is whole: %s, made at %s by version %s.", file, names, m.Made.Local().Format(time.DateTime), m.Version)
		return nil
	}
	kept := keptBy(c.Data, m.stores())
	if err := putBack(ctx, c, folder, m); err != nil {
		return fmt.Errorf("put back %s: %w", file, err)
	}
	a.notef("Put back: %s, as of %s.%s", names, m.Made.Local().Format(time.DateTime), kept)
	if c.onCluster() {
		a.notef("The records in OpenSearch become these when serve goes on, or next starts, on this data folder.")
	}
	return nil
}

// keptBy tells where a restore keeps the stores that are there before it, "" where none is.
func keptBy(dir string, names []string) string {
	var kept []string
	for _, name := range names {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			kept = append(kept, filepath.Base(store.Kept(dir, name)))
		}
	}
	if len(kept) == 0 {
		return ""
	}
	return " What was there before is kept as " + strings.Join(kept, ", ") + "."
}

// verified unpacks a backup and looks whether it can be put back into a data folder.
func verified(in io.Reader, dir, folder string) (m manifest, err error) {
	if m, err = unpack(in, folder); err != nil {
		return m, err
	}
	for _, name := range m.stores() {
		if err := store.Check(filepath.Join(folder, name)); err != nil {
			return m, fmt.Errorf("%s: %w", name, err)
		}
	}
	return m, store.SameKey(dir, folder)
}

// putBack puts the unpacked files of a backup into a data folder.
func putBack(ctx context.Context, c config, folder string, m manifest) error {
	dir := c.Data
	if err := store.PutCompanions(dir, folder); err != nil { // first: the stores obey the marks
		return err
	}
	for _, name := range m.stores() {
		if err := putStore(ctx, c, name, filepath.Join(folder, name)); err != nil {
			return err
		}
	}
	err := os.Link(filepath.Join(folder, rootsFile), filepath.Join(dir, rootsFile))
	if err != nil && !errors.Is(err, os.ErrExist) && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("what the index was made of: %w", err)
	}
	return giveAll(dir)
}

// putStore puts a store in its place, through the serve that has it open where there is one.
func putStore(ctx context.Context, c config, name, fresh string) error {
	running, err := control.Dial(ctx, control.Path(c.Data, name))
	if err != nil {
		return store.Replace(c.Data, name, fresh, c.onCluster())
	}
	f, err := os.Open(fresh)
	if err != nil {
		return err
	}
	defer f.Close()
	return running.Restore(ctx, f)
}

// giveAll gives what root has put into the data folder of another user to that user.
func giveAll(dir string) error {
	paths, err := filepath.Glob(filepath.Join(dir, "bot*"))
	if err != nil {
		return err
	}
	marks, err := filepath.Glob(filepath.Join(dir, "deleted", "*"))
	if err != nil {
		return err
	}
	paths = append(paths, marks...)
	return disk.OwnerOf(dir).Give(append(paths, filepath.Join(dir, "deleted"), filepath.Join(dir, rootsFile))...)
}
