package disk

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	"verbatim/index/engine"
)

// CheckRoom estimates what a generation out of so many bytes of input needs and compares it with
// what the disk has left. An index takes some three times the text it holds, and as much
// again while its segments are merged.
func CheckRoom(dir string, bytes int64) error {
	const factor, slack = 6, 4 << 20
	need := slack + factor*bytes
	free, ok := freeSpace(dir)
	if ok && free < need {
		return fmt.Errorf("%w: %d MB are free in %s, about %d MB are needed", engine.ErrNoRoom, free>>20, dir, need>>20)
	}
	return nil
}

// NoRoom says so of an error that comes from a full disk.
func NoRoom(err error) error {
	if err == nil || errors.Is(err, engine.ErrNoRoom) {
		return err
	}
	if errors.Is(err, syscall.ENOSPC) || strings.Contains(err.Error(), "no space left on device") {
		return fmt.Errorf("%w: %w", engine.ErrNoRoom, err)
	}
	return err
}
