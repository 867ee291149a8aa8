package sandbox

import (
	"fmt"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

// A jail is the job object that a child is in: it bounds the child's memory, and ends it when
// the parent is gone.
type jail struct{ job windows.Handle }

func newJail(p *os.Process) (jail, error) {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return jail{}, fmt.Errorf("bound the process that reads documents: %w", err)
	}
	j := jail{job}
	limits := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{ProcessMemoryLimit: maxMemory}
	limits.BasicLimitInformation.ActiveProcessLimit = 1
	limits.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_PROCESS_MEMORY |
		windows.JOB_OBJECT_LIMIT_ACTIVE_PROCESS | windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
	_, err = windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation, uintptr(unsafe.Pointer(&limits)), uint32(unsafe.Sizeof(limits)))
	if err == nil {
		err = j.hold(p)
	}
	if err != nil {
		j.close()
		return jail{}, fmt.Errorf("bound the process that reads documents: %w", err)
	}
	return j, nil
}

// hold puts a process into the jail.
func (j jail) hold(p *os.Process) error {
	h, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(p.Pid))
	if err != nil {
		return err
	}
	defer windows.CloseHandle(h)
	return windows.AssignProcessToJobObject(j.job, h)
}

func (j jail) close() {
	if j.job != 0 {
		_ = windows.CloseHandle(j.job) // the process is gone with it
	}
}
