package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
	"time"

	"go.etcd.io/bbolt"
)

// properName is what [Name] returns. Other names of stores are those of copies.
var properName = regexp.MustCompile(`^bot(-[0-9]+-of-[0-9]+)?\.db$`)

// IsName reports whether a file is called as the store of a process, and not as a copy of one.
func IsName(name string) bool { return properName.MatchString(name) }

// Names lists the stores in a directory, one for each process of the bot; copies are none.
func Names(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if gone(err) != nil {
		return nil, fmt.Errorf("look for stores: %w", err)
	}
	var names []string
	for _, e := range entries {
		if IsName(e.Name()) && e.Type().IsRegular() {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// Copy writes the store as a file that is a store, too: as of one moment, and without a byte of
// what was deleted. It takes as much room on the disk meanwhile.
func (s *Store) Copy(w io.Writer) error {
	s.copying.Lock()
	defer s.copying.Unlock()
	path := s.file.path + copySuffix
	err := errors.Join(s.flush(), gone(os.Remove(path)))
	if err == nil {
		err = s.file.copyTo(path)
	}
	if err == nil {
		err = send(w, path)
	}
	if err = errors.Join(err, gone(os.Remove(path))); err != nil {
		return fmt.Errorf("copy %s: %w", s.file.path, err)
	}
	return nil
}

// flush returns once everything that was handed over before is on disk.
func (s *Store) flush() error { return s.writer.write(func(*transaction) error { return nil }) }

func send(w io.Writer, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}

// Check returns what is wrong with a file that should be a store of this program's format, which
// no process has open, as far as reading all of its records shows it. It changes nothing.
func Check(path string) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true)) // of a file that was cut off
	defer func() {
		if r := recover(); r != nil { // bbolt trusts what it reads
			err = fmt.Errorf("it is damaged: %v", r)
		}
	}()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		return err
	}
	defer db.Close()
	return db.View(func(tx *bbolt.Tx) error {
		err := tx.ForEach(func(_ []byte, b *bbolt.Bucket) error {
			return b.ForEach(func(_, _ []byte) error { return nil })
		})
		if err != nil {
			return err
		}
		meta := tx.Bucket([]byte(bucketMeta))
		if meta == nil {
			return errors.New("it holds no records of Verbatim")
		}
		if have := string(meta.Get([]byte("format"))); have != format {
			return unknownFormat(have)
		}
		return nil
	})
}

// keptSuffix ends the names of stores that were replaced. They are copies like any other: what is
// deleted, or old, is deleted from them, too.
const keptSuffix = ".before-restore.db"

// Kept is the path of the store that [Replace] puts another one in the place of.
func Kept(dir, name string) string {
	return keptPath(filepath.Join(dir, name))
}

func keptPath(path string) string { return strings.TrimSuffix(path, ".db") + keptSuffix }

// Aside is the path of the store that was put aside because its home has other records.
func Aside(dir, name string) string { return asidePath(filepath.Join(dir, name)) }

func asidePath(path string) string { return strings.TrimSuffix(path, ".db") + ".put-aside.db" }

// Replace puts a file, which [Check] has nothing against, in the place of a store that no process
// has open, or where there is none. What was deleted in this directory is deleted from it. The
// old store is kept, see [Kept], in the place of one that was kept before. Where that fails, the
// old store is where it was. push: the records have a home, which becomes what the file is when the store is next opened with it.
func Replace(dir, name, fresh string, push bool) error {
	path, kept := filepath.Join(dir, name), Kept(dir, name)
	had, err := keep(dir, name, kept)
	if err != nil {
		return err
	}
	if err := os.Rename(fresh, path); err != nil {
		return fmt.Errorf("restore %s: %w", path, err)
	}
	syncDir(dir)
	s, err := Open(dir, name)
	if err == nil {
		if push {
			err = s.writer.write(pushLater)
		}
		err = errors.Join(err, s.PublishGaps(), s.Close())
	}
	if err == nil {
		return nil
	}
	if had {
		return errors.Join(err, os.Rename(kept, path))
	}
	return errors.Join(err, os.Remove(path))
}

// keep gives a store a second name, if there is one and no process has it open.
func keep(dir, name, kept string) (had bool, err error) {
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	s, err := openWithin(dir, name, nil, patience/10)
	if err == nil {
		err = s.Close()
	}
	if err == nil {
		err = gone(os.Remove(kept))
	}
	if err == nil {
		err = os.Link(path, kept)
	}
	if err != nil {
		return false, fmt.Errorf("keep the store that is replaced: %w", err)
	}
	return true, nil
}

// The names of what lies beside stores and belongs to them.
const keyFile = "bot.key"

var markName = regexp.MustCompile(`^deleted/[0-9A-Za-z]+\.json$`)

// IsCompanion reports whether a file, named relative to a directory with slashes, belongs to the stores in that: the key by
// which they know people, or a mark of a deletion.
func IsCompanion(name string) bool { return name == keyFile || markName.MatchString(name) }

// Companions lists the files that belong to the stores in a directory; see [IsCompanion].
func Companions(dir string) ([]string, error) {
	marks, err := markNames(dir)
	if err != nil {
		return nil, err
	}
	names := []string{keyFile}
	for _, mark := range marks {
		names = append(names, marksFolder+"/"+mark)
	}
	return names, nil
}

// ErrOtherBot means that copies know people by another key than the stores of a directory: what
// was deleted there could not be deleted from them.
var ErrOtherBot = errors.New("it is of another bot: its key is not the one that the records here are kept under. Put it back into an empty data folder")

// PutCompanions puts what belongs to copies in from beside the stores in dir, where it is not
// there yet.
func PutCompanions(dir, from string) error {
	if err := SameKey(dir, from); err != nil {
		return err
	}
	names, err := Companions(from)
	if err == nil {
		err = os.MkdirAll(filepath.Join(dir, marksFolder), 0o700)
	}
	if err != nil {
		return fmt.Errorf("put back: %w", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(from, filepath.FromSlash(name)))
		if err == nil {
			err = writeWhole(filepath.Join(dir, filepath.FromSlash(name)), data, os.Link)
		}
		if err != nil && !errors.Is(err, os.ErrExist) {
			return fmt.Errorf("put back %s: %w", name, err)
		}
	}
	return nil
}

// SameKey returns [ErrOtherBot] where both directories have a key, and not the same.
func SameKey(dir, from string) error {
	ours, err := os.ReadFile(filepath.Join(dir, keyFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	theirs, err2 := os.ReadFile(filepath.Join(from, keyFile))
	if err := errors.Join(err, err2); err != nil {
		return fmt.Errorf("compare keys: %w", err)
	}
	if string(ours) != string(theirs) {
		return ErrOtherBot
	}
	return nil
}
