package local

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/index/engine"
	"verbatim/index/local/disk"
)

// newest returns the numbers of the generations that may answer, the first that can be read: the
// one that the pointer names, or where the pointer is lost or names none, all that are finished.
func newest(dir string) ([]int, error) {
	named, err := disk.Current(dir)
	if err != nil {
		return nil, err
	}
	if named > 0 && (finished(dir, named) || exists(filepath.Join(disk.Generation(dir, named), metaFile))) {
		return []int{named}, nil // what it names was finished, whatever became of it
	}
	all, err := disk.Generations(dir)
	return slices.DeleteFunc(all, func(n int) bool { return !finished(dir, n) }), err
}

// finished reports whether a generation was finished, sound or not: it has a seal, or is of a
// format that has none.
func finished(dir string, number int) bool {
	folder := disk.Generation(dir, number)
	if _, err := disk.ReadSeal(folder); !errors.Is(err, fs.ErrNotExist) {
		return true
	}
	m, err := readMeta(folder)
	return err == nil && m.Format <= withoutSum
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// openNewest opens the newest generation that is sound, as far as verifying so many bytes tells.
// A reindex may switch and remove the old one while it is being opened: then the new one is tried.
func openNewest(ctx context.Context, dir string, most int64) (*generation, error) {
	for {
		numbers, err := newest(dir)
		if err != nil {
			return nil, err
		}
		g, err := openFirst(ctx, dir, numbers, most)
		if err == nil {
			return g, nil
		}
		if now, again := newest(dir); again != nil || slices.Equal(now, numbers) {
			return nil, err
		}
	}
}

// openFirst opens the first generation that is not damaged.
func openFirst(ctx context.Context, dir string, numbers []int, most int64) (*generation, error) {
	var first error
	for _, number := range numbers {
		g, err := openGeneration(ctx, dir, number, most)
		if err == nil || !errors.Is(err, engine.ErrDamaged) {
			return g, err
		}
		if first == nil {
			first = err
		}
	}
	if first == nil {
		return nil, absent(dir)
	}
	if _, err := originOf(dir); errors.Is(err, engine.ErrLost) {
		return nil, fmt.Errorf("%w (%w)", err, first)
	}
	return nil, first
}

// absent says why there is no generation: there never was one, or it was not finished, or it
// was lost.
func absent(dir string) error {
	blank, err := disk.Blank(dir)
	if err != nil {
		return fmt.Errorf("look for an index: %w", err)
	}
	if blank {
		return engine.ErrNoIndex
	}
	from, err := originOf(dir)
	if err != nil {
		return err
	}
	if slices.Equal(from.Roots, []string{corpus.Shipped}) {
		return engine.ErrNoIndex // which is all the same to whoever asks
	}
	return fmt.Errorf("%w %s", engine.ErrUnfinished, strings.Join(from.Roots, ", "))
}

// originOf returns what the index of a directory was made of where its newest generation does
// not tell, and [engine.ErrLost] where nothing does.
func originOf(dir string) (engine.Origin, error) {
	from, err := disk.ReadOrigin(dir)
	if err == nil {
		return from, nil
	}
	if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, engine.ErrDamaged) {
		return from, err
	}
	numbers, err := newest(dir)
	for _, number := range numbers {
		if m, ok := trusted(disk.Generation(dir, number)); ok {
			return m.Origin, nil
		}
	}
	return engine.Origin{}, errors.Join(err, engine.ErrLost)
}

// trusted returns the description of a generation where that is sound, whatever else is.
func trusted(dir string) (meta, bool) {
	seal, err := disk.ReadSeal(dir)
	m, failed := readMeta(dir)
	sound := err == nil && seal.Holds(metaFile) || errors.Is(err, fs.ErrNotExist) && m.Format <= withoutSum
	return m, sound && failed == nil && len(m.Roots) > 0
}
