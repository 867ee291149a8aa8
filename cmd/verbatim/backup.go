package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"verbatim/bot/store"
	"verbatim/control"
)

const backupLong = `Backup writes what an operator needs to come back into one file, while serve runs or not:
the bot's records (bot.db: settings, what was taught and hidden, answers, votes, gaps), the key
that they are kept under, the marks of what people have deleted, and what the index was made
of. The records are those of one moment, without a byte of what was deleted.

It does not hold the index, which "verbatim reindex" makes anew; your texts; and the
configuration with the token (.env). Keep it as you keep the data folder: for yourself.

"-" as the file writes to standard output. "verbatim restore FILE" puts it back.`

func newBackup(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "backup FILE",
		Short:   "Write the bot's records into one file",
		Long:    backupLong,
		Example: "  verbatim backup verbatim-$(date +%F).tar.gz\n  docker exec verbatim /verbatim backup - >verbatim.tar.gz",
		Args:    exactly(1, "a file to write"),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.runBackup(cmd.Context(), args[0]) },
	}
}

func (a *app) runBackup(ctx context.Context, file string) error {
	c, err := a.config()
	if err != nil {
		return err
	}
	names, err := store.Names(c.Data)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return fmt.Errorf("there is nothing to back up: no bot has kept anything in %s yet", c.Data)
	}
	if file == "-" {
		return packAll(ctx, c.Data, names, a.stdout)
	}
	if err := packInto(ctx, c.Data, names, file); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	a.notef("%s holds %s, with the key, the marks of deletions and what the index was made of. It does not hold the index (verbatim reindex makes it anew), your texts, or the configuration with the token.", file, strings.Join(names, ", "))
	return nil
}

// packInto packs the stores of a data folder into a file, which is there once it is whole. A device or
// a pipe is written to.
func packInto(ctx context.Context, dir string, names []string, file string) error {
	if info, err := os.Stat(file); err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(file, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(packAll(ctx, dir, names, f), f.Close())
	}
	f, err := os.CreateTemp(filepath.Dir(file), ".backup-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) //nolint:errcheck // it has its name when all went well
	err = packAll(ctx, dir, names, f)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), file)
	}
	return err
}

// packAll packs the stores of a data folder, with what belongs to them and what the index was made of.
func packAll(ctx context.Context, dir string, names []string, w io.Writer) error {
	p := newPacker(w, thisVersion().Version)
	for _, name := range names { // before the marks: what is deleted meanwhile is marked then
		err := withCopy(ctx, dir, name, func(folder string) error { return p.add(name, filepath.Join(folder, name)) })
		if err != nil {
			return fmt.Errorf("back up %s: %w", name, err)
		}
	}
	others, err := store.Companions(dir)
	if err != nil {
		return err
	}
	for _, name := range append(others, rootsFile) {
		err := p.add(name, filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("back up %s: %w", name, err)
		}
	}
	return p.close()
}

// withCopy makes a copy of a store, through the serve that has it open or from the file where none does,
// in a folder for the moment.
func withCopy(ctx context.Context, dir, name string, use func(folder string) error) error {
	folder, err := os.MkdirTemp(dir, copyFolder)
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	f, err := os.OpenFile(filepath.Join(folder, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	err = copyStore(ctx, dir, name, f)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return use(folder)
}

// What copies of stores, and stores that are to be put back, are called: they last for a moment only.
const (
	copyFolder = ".copy-*"
	stagedFile = ".restore-*"
)

// removeStale removes copies that processes have left which were killed: what is deleted must not
// live on in them.
func removeStale(dir string) error {
	var failed []error
	for _, pattern := range []string{copyFolder, stagedFile} {
		left, err := filepath.Glob(filepath.Join(dir, pattern))
		failed = append(failed, err)
		for _, path := range left {
			if info, err := os.Lstat(path); err == nil && time.Since(info.ModTime()) > staleAfter {
				failed = append(failed, os.RemoveAll(path))
			}
		}
	}
	return errors.Join(failed...)
}

// staleAfter is how old a copy is when nobody can be at work on it any more.
const staleAfter = time.Hour

func copyStore(ctx context.Context, dir, name string, w io.Writer) (err error) {
	running, err := control.Dial(ctx, control.Path(dir, name))
	if err == nil {
		return running.Copy(ctx, w)
	}
	s, err := store.Open(dir, name)
	if err != nil {
		return err
	}
	return errors.Join(s.Copy(w), s.Close())
}
