package local

import (
	"fmt"
	"path/filepath"

	"verbatim/index/engine"
	"verbatim/index/local/disk"
)

// completeFile says how many vectors of an encoding there are once all are made. Before that it is
// no damage that some are missing; after that it is.
const completeFile = "vectors.count"

// complete is a line of that file.
const complete = "%d of %x\n"

// remember writes down that all vectors are made.
func (f *filler) remember() error {
	if f.have < f.want || f.have == 0 {
		return nil
	}
	path := filepath.Join(f.live.dir, completeFile)
	if err := disk.WriteChecked(path, fmt.Appendf(nil, complete, f.have, f.encoding.Identity)); err != nil {
		return err
	}
	return disk.OwnerOf(f.data).Give(path)
}

// lostVectors returns how many vectors of an encoding are missing, or damaged, that there were
// once.
func (g *generation) lostVectors(e engine.Encoding) int {
	lines, err := disk.ReadChecked(filepath.Join(g.dir, completeFile))
	if err != nil || e == (engine.Encoding{}) {
		return 0
	}
	var (
		made     int
		identity []byte
	)
	if _, err := fmt.Sscanf(string(lines), complete, &made, &identity); err != nil || string(identity) != string(e.Identity[:]) {
		return 0
	}
	if set := g.vectors.Load(); set != nil {
		made -= set.Snapshot().Len()
	}
	return max(0, made)
}
