package disk

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// newSuffix ends the name of a file on its way into the place of another.
const newSuffix = ".new"

// writeSynced writes a file and forces it to the disk.
func writeSynced(path string, b []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Sync(), f.Close())
}

// SyncDir forces the names in a folder to the disk where the system can do that.
func SyncDir(dir string) {
	if f, err := os.Open(dir); err == nil {
		_ = f.Sync() // Windows refuses, and needs none
		_ = f.Close()
	}
}

// SyncTree forces all files below a folder to the disk.
func SyncTree(dir string) error {
	return filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			SyncDir(path)
			return nil
		}
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return err
		}
		return errors.Join(f.Sync(), f.Close())
	})
}

// LinkFolder gives the files of one folder a second name in another, or copies them
// where the file system has no links. Only for files that are never written again.
func LinkFolder(from, to string, match func(name string) bool) error {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.IsDir() || !match(e.Name()) {
			continue
		}
		a, b := filepath.Join(from, e.Name()), filepath.Join(to, e.Name())
		if os.Link(a, b) == nil {
			continue
		}
		if err := CopyFile(a, b); err != nil {
			return err
		}
	}
	return nil
}

// CopyFile writes a file a second time.
func CopyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err = errors.Join(err, out.Close()); err != nil {
		return fmt.Errorf("copy %s: %w", from, err)
	}
	return nil
}
