package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const (
	pointerFile = "CURRENT"
	folder      = "generations"
)

// Generation returns the folder of a generation.
func Generation(dir string, number int) string {
	return filepath.Join(dir, folder, fmt.Sprintf("%04d", number))
}

// Current returns the number that the pointer names, and 0 where there is none or it is none.
func Current(dir string) (int, error) {
	b, err := os.ReadFile(filepath.Join(dir, pointerFile))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read index pointer: %w", err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil || n < 1 {
		return 0, nil
	}
	return n, nil
}

// Generations returns the numbers of all generations that have a folder, finished or not, the
// newest first.
func Generations(dir string) ([]int, error) {
	entries, err := os.ReadDir(filepath.Join(dir, folder))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list generations: %w", err)
	}
	var numbers []int
	for _, e := range entries {
		if n, err := strconv.Atoi(e.Name()); err == nil && n > 0 && e.Name() == filepath.Base(Generation(dir, n)) {
			numbers = append(numbers, n)
		}
	}
	slices.SortFunc(numbers, func(a, b int) int { return b - a })
	return numbers, nil
}

// botFile is where the bot beside an index keeps its records, which may come from a backup.
const botFile = "bot.db"

// Blank reports whether nothing in a directory tells of an index: there never was one.
func Blank(dir string) (bool, error) {
	for _, name := range []string{pointerFile, originFile, botFile} {
		if _, err := os.Lstat(filepath.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			return false, err
		}
	}
	entries, err := os.ReadDir(filepath.Join(dir, folder))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return len(entries) == 0, err
}

// RemoveOthers removes all generations but one, and what an interrupted switch left.
func (l *Lock) RemoveOthers(keep int) error {
	numbers, err := Generations(l.dir)
	errs := []error{err}
	for _, n := range numbers {
		if n != keep {
			errs = append(errs, l.Remove(n))
		}
	}
	for _, name := range []string{pointerFile, originFile} {
		err := os.Remove(filepath.Join(l.dir, name+newSuffix))
		if !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// Remove removes a generation.
func (l *Lock) Remove(number int) error { return os.RemoveAll(Generation(l.dir, number)) }

// Point makes a finished generation the one that answers, in one step that survives a crash.
func (l *Lock) Point(number int) error {
	if err := l.owner.GiveTree(Generation(l.dir, number)); err != nil {
		return err
	}
	SyncDir(filepath.Join(l.dir, folder))
	return l.replace(pointerFile, []byte(strconv.Itoa(number)+"\n"))
}
