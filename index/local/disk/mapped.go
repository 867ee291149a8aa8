package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime/debug"
	"syscall"

	"verbatim/index/engine"
)

// Mapped calls what reads files that are mapped into memory, through code that trusts them.
// Where they are not what was written, that code panics, or reaches for bytes that the disk does
// not give: both become an [engine.ErrDamaged].
func Mapped(read func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w (%v)", engine.ErrDamaged, p)
		}
	}()
	return read()
}

// Damage says what an error in opening the files of a finished generation means: they are damaged,
// unless it is the system that did not let it read them, because of a missing right or too many
// open files.
func Damage(err error) error {
	if err == nil || errors.Is(err, engine.ErrDamaged) {
		return err
	}
	_, system := errors.AsType[syscall.Errno](err)
	if errors.Is(err, fs.ErrPermission) || system && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.EIO) {
		return err
	}
	return fmt.Errorf("%w (%w)", engine.ErrDamaged, err)
}

// asDamage says so of an error that comes from a disk which does not give back what it took.
// Other errors, such as a missing right or too many open files, say nothing of what is there.
func asDamage(err error) error {
	if errors.Is(err, syscall.EIO) {
		return fmt.Errorf("%w: %w", engine.ErrDamaged, err)
	}
	return err
}
