package store

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// gapSuffix ends the names of the files that hold the gaps for other processes: while a
// bot runs, nobody else can open its store.
const gapSuffix = ".gaps.jsonl"

// PublishGaps writes the gaps of all servers beside the store, for [ReadGaps]. The file
// is replaced as a whole, and only when gaps have changed since it was last written. Those of a
// copy are nobody's.
func (s *Store) PublishGaps() error {
	if !IsName(filepath.Base(s.file.path)) {
		return nil
	}
	s.publishing.Lock()
	defer s.publishing.Unlock()
	if !s.gapsChanged.Swap(false) {
		return nil
	}
	err := s.publishGaps()
	if err != nil {
		s.gapsChanged.Store(true)
	}
	return err
}

// gaps is the path of the file's published gaps.
func (f *file) gaps() string { return strings.TrimSuffix(f.path, ".db") + gapSuffix }

func (s *Store) publishGaps() error {
	path := s.file.gaps()
	f, err := os.OpenFile(path+newSuffix, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("publish gaps: %w", err)
	}
	w := bufio.NewWriter(f)
	err = s.export(w, func(kind, _ string) bool { return kind == "gap" })
	if err = errors.Join(err, w.Flush(), f.Close()); err == nil {
		err = os.Rename(path+newSuffix, path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("publish gaps: %w", err), gone(os.Remove(path+newSuffix)))
	}
	return nil
}

// ReadGaps returns the gaps that the bots with their stores in a directory have published,
// most asked first. A running bot is a few seconds behind. The gaps of one question
// from several servers stay apart.
func ReadGaps(dir string) ([]Gap, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*"+gapSuffix))
	if err != nil {
		return nil, fmt.Errorf("find gaps: %w", err)
	}
	var all []Gap
	for _, path := range paths {
		gaps, err := readGapFile(path)
		if err != nil {
			return nil, err
		}
		all = append(all, gaps...)
	}
	slices.SortFunc(all, mostAsked)
	return all, nil
}

func readGapFile(path string) ([]Gap, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read gaps: %w", err)
	}
	defer f.Close()
	var gaps []Gap
	for d := json.NewDecoder(bufio.NewReader(f)); d.More(); {
		var l struct {
			Record Gap `json:"record"`
		}
		if err := d.Decode(&l); err != nil {
			return nil, fmt.Errorf("read gaps: %s: %w", path, err)
		}
		gaps = append(gaps, l.Record)
	}
	return gaps, nil
}

// mostAsked orders gaps by how often they were asked, of equals the latest first.
func mostAsked(a, b Gap) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), b.Last.Compare(a.Last), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Server, b.Server))
}
