package disk

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"verbatim/index/engine"
)

const originFile = "roots.json"

// ReadOrigin returns what the index was made of: [fs.ErrNotExist] where that was never written,
// and an [engine.ErrDamaged] where it is not whole.
func ReadOrigin(dir string) (o engine.Origin, err error) {
	path := filepath.Join(dir, originFile)
	lines, err := ReadChecked(path)
	if err != nil {
		return o, err
	}
	if err := json.Unmarshal(lines, &o); err != nil || len(o.Roots) == 0 {
		return engine.Origin{}, fmt.Errorf("read %s: %w", path, engine.ErrDamaged)
	}
	return o, nil
}

// WriteOrigin remembers what the index is made of.
func (l *Lock) WriteOrigin(o engine.Origin) error {
	b, err := json.MarshalIndent(o, "", "\t")
	if err != nil {
		return err
	}
	return l.replace(originFile, withCheck(append(b, '\n')))
}

// ForgetOrigin forgets it again.
func (l *Lock) ForgetOrigin() error {
	err := os.Remove(filepath.Join(l.dir, originFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
