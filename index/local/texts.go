package local

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"verbatim/index/engine"
)

// texts reads the text files of a generation: the articles' texts, their passages and
// their blocks, at the locations that the catalogue and the bleve index give. It is
// safe for concurrent use.
type texts struct {
	files map[uint16]*os.File
}

func textName(file uint16) string { return fmt.Sprintf("%04d.dat", file) }

// openTexts opens the text files below a folder. A generation has few of them: each
// incremental update adds one, and a full one starts again with one.
func openTexts(dir string) (*texts, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.dat"))
	if err != nil {
		return nil, err
	}
	t := &texts{files: map[uint16]*os.File{}}
	for _, name := range names {
		var number uint16
		if _, err := fmt.Sscanf(filepath.Base(name), "%04d.dat", &number); err != nil {
			continue
		}
		f, err := os.Open(name)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("open texts: %w", err), t.close())
		}
		t.files[number] = f
	}
	return t, nil
}

func (t *texts) close() error {
	var errs []error
	for _, f := range t.files {
		errs = append(errs, f.Close())
	}
	return errors.Join(errs...)
}

// read returns the bytes at a location.
func (t *texts) read(l location) ([]byte, error) {
	f, ok := t.files[l.file]
	if !ok {
		return nil, engine.ErrDamaged
	}
	buf := make([]byte, l.length)
	_, err := f.ReadAt(buf, int64(l.offset))
	if errors.Is(err, io.EOF) {
		return nil, engine.ErrDamaged
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", f.Name(), err)
	}
	return buf, nil
}

// slice returns the location of some bytes of what stands at l.
func (l location) slice(start, end int) (location, error) {
	if start < 0 || end < start || end > int(l.length) {
		return location{}, engine.ErrDamaged
	}
	return location{file: l.file, offset: l.offset + uint64(start), length: uint32(end - start)}, nil
}

// A textWriter appends to a new text file.
type textWriter struct {
	file   *os.File
	buf    *bufio.Writer
	number uint16
	offset uint64
}

func createText(dir string, number uint16) (*textWriter, error) {
	f, err := os.OpenFile(filepath.Join(dir, textName(number)), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("create text file: %w", err)
	}
	return &textWriter{file: f, buf: bufio.NewWriterSize(f, 1<<20), number: number}, nil
}

// append writes b and returns where it stands.
func (w *textWriter) append(b []byte) (location, error) {
	l := location{file: w.number, offset: w.offset, length: uint32(len(b))}
	if uint64(len(b)) > 1<<32-1 || w.offset+uint64(len(b)) >= 1<<48 {
		return l, errors.New("an article of more than 4 GiB cannot be indexed")
	}
	n, err := w.buf.Write(b)
	w.offset += uint64(n)
	return l, err
}

func (w *textWriter) close() error {
	return errors.Join(w.buf.Flush(), w.file.Sync(), w.file.Close())
}
