package disk

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"verbatim/index/engine"
)

const sealFile = "checksums"

// A Seal says what the files of a finished generation are. It does not change.
type Seal struct {
	dir   string
	files []sealed // the smallest first
	mark  [16]byte
}

// A sealed file is one as it was written.
type sealed struct {
	name string // relative to the generation, with slashes
	size int64
	crc  uint32
}

// WriteSeal finishes a generation: it writes the checksums of all files that are below its
// folder then. Those that it shares with a former generation by hard links keep the checksums
// that they had there, so that damage that came since is not sealed in; nil stands for no former
// one.
func WriteSeal(dir string, former *Seal) (*Seal, error) {
	s := &Seal{dir: dir}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == filepath.Join(dir, sealFile) {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		f, err := former.shared(path, filepath.ToSlash(name))
		s.files = append(s.files, f)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("seal %s: %w", dir, err)
	}
	b := withCheck(s.lines())
	s.mark = markOf(b)
	if err := writeSynced(filepath.Join(dir, sealFile), b); err != nil {
		return nil, fmt.Errorf("seal %s: %w", dir, err)
	}
	SyncDir(dir)
	return s, nil
}

// shared returns what the seal says of a file that another generation shares, and looks at one
// that it does not.
func (s *Seal) shared(path, name string) (sealed, error) {
	if s != nil {
		at := slices.IndexFunc(s.files, func(f sealed) bool { return f.name == name })
		if at >= 0 && sameFile(path, s.path(s.files[at])) {
			return s.files[at], nil
		}
	}
	size, crc, err := sum(context.Background(), path)
	return sealed{name, size, crc}, err
}

func sameFile(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}

func (s *Seal) path(f sealed) string { return filepath.Join(s.dir, filepath.FromSlash(f.name)) }

// lines writes the files down in the order of their sizes, which is the order of checking: many
// small files are known to be sound before a large one is begun.
func (s *Seal) lines() []byte {
	slices.SortFunc(s.files, func(a, b sealed) int {
		return cmp.Or(cmp.Compare(a.size, b.size), cmp.Compare(a.name, b.name))
	})
	var b []byte
	for _, f := range s.files {
		b = fmt.Appendf(b, "%08x %d %s\n", f.crc, f.size, f.name)
	}
	return b
}

// ReadSeal returns the seal of a generation: [fs.ErrNotExist] where it has none, and an
// [engine.ErrDamaged] where that is not whole.
func ReadSeal(dir string) (*Seal, error) {
	path := filepath.Join(dir, sealFile)
	lines, err := ReadChecked(path)
	if err != nil {
		return nil, err
	}
	s := &Seal{dir: dir, mark: markOf(withCheck(lines))}
	if s.files, err = parseSeal(lines); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return s, nil
}

// parseSeal reads the lines of a seal. All files lie below its folder.
func parseSeal(lines []byte) (files []sealed, err error) {
	for line := range bytes.Lines(lines) {
		var f sealed
		_, err := fmt.Sscanf(string(line), "%x %d %s\n", &f.crc, &f.size, &f.name)
		if err != nil || !filepath.IsLocal(f.name) || path.Clean(f.name) != f.name || f.name == "." {
			return nil, engine.ErrDamaged
		}
		files = append(files, f)
	}
	return files, nil
}

func markOf(b []byte) (mark [16]byte) {
	hash := sha256.Sum256(b)
	return [16]byte(hash[:16])
}

// Mark stands for all that the generation holds: another generation has another. That of a
// missing seal is zero.
func (s *Seal) Mark() [16]byte {
	if s == nil {
		return [16]byte{}
	}
	return s.mark
}

// Bytes returns the size of the files.
func (s *Seal) Bytes() (n int64) {
	if s == nil {
		return 0
	}
	for _, f := range s.files {
		n += f.size
	}
	return n
}

// All is more than any generation has.
const All int64 = 1 << 62

// Verify reads files up to so many bytes in all, the smallest first, and compares them with the
// seal; of all it compares the sizes. It returns the seal of those that it did not read, nil when
// there are none, and an [engine.ErrDamaged] for the first that is not as it was written. Some
// gigabytes a second are read of what the system has in memory.
func (s *Seal) Verify(ctx context.Context, most int64) (left *Seal, err error) {
	for i, f := range s.files {
		info, err := os.Stat(s.path(f))
		if err != nil || info.Size() != f.size {
			return nil, changed(s.path(f), err)
		}
		if most -= f.size; left == nil && most < 0 {
			left = &Seal{dir: s.dir, mark: s.mark, files: s.files[i:]}
		}
	}
	read := s.files
	if left != nil {
		read = s.files[:len(s.files)-len(left.files)]
	}
	for _, f := range read {
		size, crc, err := sum(ctx, s.path(f))
		if err != nil || size != f.size || crc != f.crc {
			return nil, changed(s.path(f), err)
		}
	}
	return left, nil
}

// Holds reports whether one file is as it was written.
func (s *Seal) Holds(name string) bool {
	for _, f := range s.files {
		if f.name == name {
			size, crc, err := sum(context.Background(), s.path(f))
			return err == nil && size == f.size && crc == f.crc
		}
	}
	return false
}

// changed says what a file that is not as it was written means: damage, unless an error says
// that nobody knows.
func changed(path string, err error) error {
	if err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, engine.ErrDamaged) {
		return fmt.Errorf("%s is not as it was written: %w", path, engine.ErrDamaged)
	}
	return fmt.Errorf("verify index: %w", err)
}

// sum returns the size and the checksum of a file.
func sum(ctx context.Context, path string) (size int64, crc uint32, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, 0, asDamage(err)
	}
	defer f.Close()
	buf := make([]byte, 256<<10)
	for {
		n, err := f.Read(buf)
		crc = crc32.Update(crc, castagnoli, buf[:n])
		size += int64(n)
		if err == io.EOF {
			return size, crc, nil
		}
		if err = errors.Join(asDamage(err), ctx.Err()); err != nil {
			return size, crc, err
		}
	}
}
