package clone

import (
	"os/exec"
	"syscall"
)

// endWithParent has a command killed when this process is, so that none goes on writing to a clone
// which the next process works on.
func endWithParent(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
