package index

import "fmt"

// checkRoom estimates what the new generation needs and compares it with what the disk
// has left. An index takes some three times the text it holds, and as much again while
// its segments are merged.
func (u *update) checkRoom() error {
	const factor, slack = 6, 4 << 20
	var need int64 = slack
	for _, t := range u.plan.tasks {
		if size := t.record.Size; size > 0 && (u.fresh || !t.keep) {
			need += factor * size
		}
	}
	free, ok := freeSpace(u.dir)
	if ok && free < need {
		return fmt.Errorf("%w: %d MB are free in %s, about %d MB are needed", ErrDiskFull, free>>20, u.dir, need>>20)
	}
	return nil
}
