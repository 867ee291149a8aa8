package sandbox

import (
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/landlock-lsm/go-landlock/landlock"
	landlocksys "github.com/landlock-lsm/go-landlock/landlock/syscall"
	"golang.org/x/sys/unix"
)

// confine gives up what reading does not need, for this process and for good: memory beyond
// bounds, files, the network, other programs. It goes on where the system lacks a means, and
// the report says so.
func confine() Report {
	_ = time.Local.String() // which is read from a file, while that can be
	r := Report{System: runtime.GOOS + "/" + runtime.GOARCH}
	if err := boundMemory(); err != nil {
		r.Memory = err.Error()
	} else {
		r.By = append(r.By, "RLIMIT_DATA")
	}
	abi, noLandlock := forbidFiles()
	if noLandlock == nil {
		r.By = append(r.By, fmt.Sprintf("Landlock ABI %d", abi))
	}
	noFilter := filterCalls()
	if noFilter == nil {
		r.By = append(r.By, "seccomp")
		return r // which alone keeps from all three
	}
	r.Network, r.Programs = "seccomp: "+noFilter.Error(), "seccomp: "+noFilter.Error()
	if noLandlock != nil {
		r.Files = fmt.Sprintf("Landlock: %v; seccomp: %v", noLandlock, noFilter)
	}
	return r
}

// maxData is how many bytes of memory a child may ask for, whether it uses them or not. What
// it uses is watched by the parent, which allows less; this is for what is too large to be
// had at all. Go does not start under a bound on addresses (RLIMIT_AS) of this size.
const maxData = slack << 30

// boundMemory bounds what the process can ask for, and lets it leave nothing on disk.
func boundMemory() error {
	for _, l := range []struct {
		resource int
		most     uint64
	}{{unix.RLIMIT_DATA, maxData}, {unix.RLIMIT_FSIZE, 0}, {unix.RLIMIT_CORE, 0}} {
		if err := unix.Setrlimit(l.resource, &unix.Rlimit{Cur: l.most, Max: l.most}); err != nil {
			return fmt.Errorf("setrlimit: %w", err)
		}
	}
	return nil
}

// forbidFiles has Landlock forbid all files, TCP, and signals to others, as far as the kernel's
// Landlock goes, whose version it returns. What is open stays open: the pipes.
func forbidFiles() (abi int, err error) {
	abi, err = landlocksys.LandlockGetABIVersion()
	switch {
	case errors.Is(err, unix.ENOSYS):
		return 0, errors.New("this kernel has none")
	case errors.Is(err, unix.EOPNOTSUPP):
		return 0, errors.New("this kernel was started without it; lsm= on its command line lists what it has")
	case err != nil:
		return 0, err
	}
	return abi, landlock.V6.BestEffort().Restrict()
}
