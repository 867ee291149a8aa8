package store

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A mark says what somebody had deleted: everything of a person, or one answer with its
// question. Marks lie in a folder beside the store, each in a file of its own, and every
// store that has not obeyed one yet does so when it finds it: a store that was restored from
// a backup, one whose process was killed halfway, and those of the other processes of the
// same bot.
type mark struct {
	Person Person `json:"person,omitempty"`
	Answer string `json:"answer,omitempty"` // its key
}

// marksFolder holds the marks of a data directory.
const marksFolder = "deleted"

// leave puts a mark in the home and on the disk, and returns its name.
func (s *Store) leave(m mark) (name string, err error) {
	name = rand.Text() + ".json"
	data, err := json.Marshal(m)
	if err == nil && s.home != nil {
		err = s.home.Mark(context.Background(), name, data)
	}
	if err == nil {
		err = leaveAt(s.dir, name, data)
	}
	if err != nil {
		return "", fmt.Errorf("note what is deleted: %w", err)
	}
	return name, nil
}

// leaveAt puts marks in a directory, each as a file.
func leaveAt(dir, name string, data []byte) error {
	folder := filepath.Join(dir, marksFolder)
	err := os.MkdirAll(folder, 0o700)
	if err == nil {
		err = writeWhole(filepath.Join(folder, name), data, os.Rename)
	}
	syncDir(folder)
	syncDir(dir)
	return err
}

// fetchMarks puts the marks of the home beside the store, as far as they are not there.
func (s *Store) fetchMarks() error {
	if s.home == nil {
		return nil
	}
	there, err := s.home.Marks(context.Background())
	if err != nil {
		return err
	}
	here, err := markNames(s.dir)
	for name, data := range there {
		if err == nil && !slices.Contains(here, name) && markName.MatchString(marksFolder+"/"+name) {
			err = leaveAt(s.dir, name, data)
		}
	}
	return err
}

// writeWhole writes a file so that it is either whole on the disk or not there; put gives it its
// name: os.Rename whatever has it, os.Link only where nothing has.
func writeWhole(path string, data []byte, put func(from, to string) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) //nolint:errcheck // it is gone when all went well
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return put(f.Name(), path)
}

// markNames lists the marks of a data directory.
func markNames(dir string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(dir, marksFolder))
	if gone(err) != nil {
		return nil, fmt.Errorf("look for what was deleted: %w", err)
	}
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".json") {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

func readMark(dir, name string) (m mark, err error) {
	path := filepath.Join(dir, marksFolder, name)
	data, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(data, &m)
	}
	if err == nil && m == (mark{}) {
		err = errors.New("it names nothing")
	}
	if err != nil {
		return m, fmt.Errorf("read what was deleted: %s: %w: restore the file, or delete it when nobody's records came back with a backup", path, err)
	}
	return m, nil
}

// apply deletes what a mark says, and returns how many records that changed.
func (m mark) apply(tx *transaction) (int, error) {
	if m.Answer != "" {
		return 1, retract(tx, m.Answer)
	}
	return forget(tx, m.Person)
}

// delete leaves a mark and obeys it, and returns how many records that changed.
func (s *Store) delete(m mark) (int, error) {
	name, err := s.leave(m)
	if err != nil {
		return 0, err
	}
	return s.obey(name, m)
}

// obey does what a mark says, and notes that it is done.
func (s *Store) obey(name string, m mark) (n int, err error) {
	err = s.writeGaps(func(tx *transaction) error {
		if n, err = m.apply(tx); err != nil {
			return err
		}
		if err := soil(tx); err != nil {
			return err
		}
		return put(tx, bucketMarks, name, true)
	})
	return n, err
}

// Obey deletes what other processes, or this store before it was restored from a backup,
// have deleted.
func (s *Store) Obey() error {
	if err := s.fetchMarks(); err != nil {
		return fmt.Errorf("look for what was deleted: %w", err)
	}
	names, err := s.unobeyed()
	if err != nil || len(names) == 0 {
		return err
	}
	for _, name := range names {
		m, err := readMark(s.dir, name)
		if errors.Is(err, os.ErrNotExist) {
			continue // another process found it old enough
		}
		if err == nil {
			_, err = s.obey(name, m)
		}
		if err != nil {
			return err
		}
	}
	return s.PublishGaps()
}

// unobeyed returns the names of the marks that this store has not obeyed.
func (s *Store) unobeyed() ([]string, error) {
	names, err := markNames(s.dir)
	if err != nil {
		return nil, err
	}
	err = s.file.view(func(tx *transaction) error {
		names = slices.DeleteFunc(names, func(name string) bool { return tx.Bucket([]byte(bucketMarks)).Get([]byte(name)) != nil })
		return nil
	})
	return names, err
}

// dropMarks deletes the marks from before a time: whatever they speak of is older, and
// deleted for its age wherever it comes back.
func (s *Store) dropMarks(before time.Time) error {
	if s.home != nil {
		if err := s.home.DropMarks(context.Background(), before); err != nil {
			return fmt.Errorf("drop old marks: %w", err)
		}
	}
	names, err := markNames(s.dir)
	if err != nil {
		return err
	}
	left := map[string]bool{}
	for _, name := range names {
		path := filepath.Join(s.dir, marksFolder, name)
		info, err := os.Stat(path)
		if err != nil || !info.ModTime().Before(before) {
			left[name] = true
			continue
		}
		if err := gone(os.Remove(path)); err != nil {
			return fmt.Errorf("drop an old mark: %w", err)
		}
	}
	return s.forgetMarks(left)
}

// forgetMarks deletes the notes of marks that are not left.
func (s *Store) forgetMarks(left map[string]bool) error {
	return s.writer.write(func(tx *transaction) error {
		var old []string
		err := each(tx, bucketMarks, func(name string, _ bool) error {
			if !left[name] {
				old = append(old, name)
			}
			return nil
		})
		for _, name := range old {
			err = errors.Join(err, remove(tx, bucketMarks, name))
		}
		return err
	})
}
