package local

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"verbatim/index/engine"
	"verbatim/index/local/disk"
)

// meta describes a generation. It is the file that is read first.
type meta struct {
	Format        int       `json:"format"`
	Created       time.Time `json:"created"`
	engine.Origin           // what it was made of
	engine.Tally
	Next  int `json:"next"`  // number for the next new article
	Texts int `json:"texts"` // number of the newest text file
}

const (
	metaFile    = "meta.json"
	bleveFolder = "bleve"
	textFolder  = "texts"
	catalogFile = "catalogue.db"
	vectorsFile = "vectors.bin"
	fillingFile = "vectors.lock"
)

// readMeta reads the description of a generation, of whatever format.
func readMeta(dir string) (m meta, err error) {
	path := filepath.Join(dir, metaFile)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return m, fmt.Errorf("%s is missing: %w", path, engine.ErrDamaged)
	}
	if err != nil {
		return m, fmt.Errorf("read index: %w", err)
	}
	if err := json.Unmarshal(b, &m); err != nil {
		return m, fmt.Errorf("read %s: %w", path, engine.ErrDamaged)
	}
	return m, nil
}

func (m *meta) write(dir string) error {
	b, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, metaFile), append(b, '\n'), 0o600)
}

// describe says what the generation with this number is.
func (m *meta) describe(number int) engine.Generation {
	const maxTextFiles = 32
	return engine.Generation{
		Version: number, Created: m.Created, Totals: m.Totals, Languages: m.Languages, Origin: m.Origin,
		Outdated: m.Format != format,
		Worn:     m.Tally.Worn() || m.Texts >= maxTextFiles,
	}
}

// verified reads the seal and the description of a generation, and compares its files with the
// seal up to so many bytes. left is the seal of the files that were not read.
func verified(ctx context.Context, dir string, most int64) (m meta, seal, left *disk.Seal, err error) {
	seal, err = disk.ReadSeal(dir)
	if err == nil {
		left, err = seal.Verify(ctx, most)
	}
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		return m, nil, nil, err
	}
	if m, err = readMeta(dir); err != nil {
		return m, nil, nil, err
	}
	if missing && m.Format > withoutSum && m.Format <= format {
		return m, nil, nil, fmt.Errorf("the checksums of %s are missing: %w", dir, engine.ErrDamaged)
	}
	return m, seal, left, readable(m.Format)
}
