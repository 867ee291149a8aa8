package local

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"verbatim/index/engine"
)

// format is the version of everything below a generation: the layout of its files and
// the analysis that made the terms. A change of either raises it, and the next reindex
// then reads everything again.
const format = 3

// meta describes a generation. It is the file that is read first.
type meta struct {
	Format    int               `json:"format"`
	Created   time.Time         `json:"created"`
	Roots     []string          `json:"roots"`
	Web       engine.Web        `json:"web"`
	Bases     map[string]string `json:"bases,omitempty"` // see engine.Origin
	Totals    engine.Totals     `json:"totals"`
	Languages map[string]int    `json:"languages"` // articles by language
	Next      int               `json:"next"`      // number for the next new article
	Texts     int               `json:"texts"`     // number of the newest text file
	Dead      int               `json:"dead"`      // passages in the text files that no article has any more
}

const (
	metaFile    = "meta.json"
	currentFile = "CURRENT"
	generations = "generations"
	bleveFolder = "bleve"
	textFolder  = "texts"
	catalogFile = "catalogue.db"
	vectorsFile = "vectors.bin"
	fillingFile = "vectors.lock"
)

func generationDir(dir string, number int) string {
	return filepath.Join(dir, generations, fmt.Sprintf("%04d", number))
}

// current returns the number of the generation that answers.
func current(dir string) (int, error) {
	b, err := os.ReadFile(filepath.Join(dir, currentFile))
	if errors.Is(err, os.ErrNotExist) {
		return 0, engine.ErrNoIndex
	}
	if err != nil {
		return 0, fmt.Errorf("read index pointer: %w", err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil || n < 1 {
		return 0, fmt.Errorf("read index pointer %s: %w", filepath.Join(dir, currentFile), engine.ErrDamaged)
	}
	return n, nil
}

// readMeta reads the description of a generation. With [ErrFormat] it still returns
// what it could read, so that the roots are not lost.
func readMeta(dir string) (meta, error) {
	var m meta
	b, err := os.ReadFile(filepath.Join(dir, metaFile))
	if err != nil {
		return m, fmt.Errorf("read index: %w", err)
	}
	if err := json.Unmarshal(b, &m); err != nil {
		return m, fmt.Errorf("read %s: %w", filepath.Join(dir, metaFile), engine.ErrDamaged)
	}
	if m.Format != format {
		return m, fmt.Errorf("index format %d, this program reads %d: %w", m.Format, format, engine.ErrFormat)
	}
	return m, nil
}

func (m *meta) write(dir string) error {
	b, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return err
	}
	return writeSynced(filepath.Join(dir, metaFile), append(b, '\n'))
}

// describe says what the generation with this number is.
func (m *meta) describe(number int) engine.Generation {
	const maxTextFiles = 32
	return engine.Generation{
		Version: number, Totals: m.Totals, Languages: m.Languages,
		Origin: engine.Origin{Roots: m.Roots, Web: m.Web, Bases: m.Bases},
		Worn:   m.Dead > m.Totals.Passages || m.Texts >= maxTextFiles || m.Totals.Passages == 0,
	}
}

// count counts an article in or out.
func (m *meta) count(a *engine.Article, sign int) {
	m.Totals.Add(a, sign)
	if m.Languages == nil {
		m.Languages = map[string]int{}
	}
	m.Languages[a.Language] += sign
	if m.Languages[a.Language] == 0 {
		delete(m.Languages, a.Language)
	}
	if sign < 0 {
		m.Dead += a.Passages
	}
}
