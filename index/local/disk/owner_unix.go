//go:build unix

package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// An Owner is the user whose data directory it is. The zero owner is whoever runs the program:
// only root can give files away, and has to, because what the service of another user cannot
// read does not answer.
type Owner struct {
	uid, gid int
	other    bool // than root, who runs the program
}

// OwnerOf returns the owner of a directory, or of the nearest folder above it that exists.
func OwnerOf(dir string) Owner {
	if os.Geteuid() != 0 {
		return Owner{}
	}
	for {
		info, err := os.Stat(dir)
		if err == nil {
			s, ok := info.Sys().(*syscall.Stat_t)
			return Owner{uid: int(s.Uid), gid: int(s.Gid), other: ok && s.Uid != 0}
		}
		above := filepath.Dir(dir)
		if above == dir {
			return Owner{}
		}
		dir = above
	}
}

// Give gives files to the owner; those that are missing are nobody's.
func (o Owner) Give(paths ...string) error {
	if !o.other {
		return nil
	}
	for _, path := range paths {
		err := os.Lchown(path, o.uid, o.gid)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("the folder belongs to user %d, who could not read what root writes there, and it cannot be given away: run verbatim as that user: %w", o.uid, err)
		}
	}
	return nil
}

// GiveTree gives a folder, or a file, with all that is below it to the owner. One that is missing is
// nobody's.
func (o Owner) GiveTree(root string) error {
	if !o.other {
		return nil
	}
	return filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return errors.Join(err, o.Give(path))
	})
}
