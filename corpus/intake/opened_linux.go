package intake

import (
	"fmt"
	"os"
)

// openedPath returns the path of an open file, without symbolic links. The kernel tells it of
// the file itself: what path led there may lead elsewhere by now. Without /proc it is
// looked up like on other systems.
func openedPath(f *os.File, path string) (string, error) {
	real, err := os.Readlink(fmt.Sprintf("/proc/self/fd/%d", f.Fd()))
	if err != nil {
		return realPath(path)
	}
	return real, nil
}
