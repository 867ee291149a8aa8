package vector

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// syncEvery is the number of entries after which they are forced to disk. A vector lost
// to a power failure costs some hundredths of a second to make again, so that this
// needs not be often; what is damaged by one is never read.
const syncEvery = 512

// An Appender writes entries to the end of a file. It is for one goroutine at a time.
type Appender struct {
	header   Header
	file     *os.File
	end      int64
	unsynced int
	buf      []byte
}

// OpenAppender opens a file to append to it, after the last whole entry in it; one that
// is missing is created, with its header, in one step. A file that does not have this
// header gives [ErrOther].
func OpenAppender(path string, header Header) (*Appender, error) {
	a, err := openAppender(path, header)
	if err != nil {
		return nil, fmt.Errorf("open vectors %s to append: %w", path, err)
	}
	return a, nil
}

func openAppender(path string, header Header) (*Appender, error) {
	if err := header.check(); err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		if err := create(path, header); err != nil {
			return nil, err
		}
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	a := &Appender{header: header, file: file}
	if err = header.compare(file); err == nil {
		a.end, _, err = header.readEntries(file, headerSize, func(*Entry) {})
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return a, nil
}

// create makes a file with a header and no entries.
func create(path string, header Header) error {
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.new")
	if err != nil {
		return err
	}
	_, err = file.Write(header.encode())
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}

// Append writes entries; sets that are refreshed have them from then on. Now and then it
// waits for the disk. After an error none of these entries counts as written, and the
// next call writes over what there is of them.
func (a *Appender) Append(entries ...Entry) error {
	a.buf = a.buf[:0]
	for i := range entries {
		if err := entries[i].check(a.header.Dimension); err != nil {
			return fmt.Errorf("append vectors: %w", err)
		}
		a.buf = appendRecord(a.buf, &entries[i])
	}
	if _, err := a.file.WriteAt(a.buf, a.end); err != nil {
		return fmt.Errorf("append vectors: %w", err)
	}
	a.end += int64(len(a.buf))
	if a.unsynced += len(entries); a.unsynced >= syncEvery {
		return a.Sync()
	}
	return nil
}

// Sync waits until all entries are on disk.
func (a *Appender) Sync() error {
	if a.unsynced == 0 {
		return nil
	}
	if err := a.file.Sync(); err != nil {
		return fmt.Errorf("sync vectors: %w", err)
	}
	a.unsynced = 0
	return nil
}

// Close syncs and closes the file.
func (a *Appender) Close() error {
	return errors.Join(a.Sync(), a.file.Close())
}
