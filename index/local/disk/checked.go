package disk

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"os"

	"verbatim/index/engine"
)

// castagnoli is the polynomial that processors compute.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checkLine is the last line of a small file that tells by itself whether it is whole.
const checkLine = "crc32c %08x\n"

// withCheck appends the checksum of some lines to them.
func withCheck(lines []byte) []byte {
	return fmt.Appendf(lines, checkLine, crc32.Checksum(lines, castagnoli))
}

// WriteChecked writes some lines to a file that ends in their checksum, and forces it to the disk.
func WriteChecked(path string, lines []byte) error { return writeSynced(path, withCheck(lines)) }

// ReadChecked returns the lines of a file that ends in their checksum, or an
// [engine.ErrDamaged].
func ReadChecked(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, asDamage(err)
	}
	end := max(0, len(b)-len(fmt.Sprintf(checkLine, 0)))
	lines := b[:end:end]
	if !bytes.Equal(withCheck(lines), b) {
		return nil, fmt.Errorf("read %s: %w", path, engine.ErrDamaged)
	}
	return lines, nil
}
