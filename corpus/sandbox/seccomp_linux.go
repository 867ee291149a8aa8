//go:build linux && (amd64 || arm64)

package sandbox

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"unsafe"

	"golang.org/x/sys/unix"
)

// filterCalls leaves this process, all its threads, only the system calls that Go's runtime
// makes and those that read and write what is open (seccomp(2)). Others fail with EPERM.
func filterCalls() error {
	runtime.LockOSThread() // the two calls are for the same thread; the second is for all
	defer runtime.UnlockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("no_new_privs: %w", err)
	}
	filter := callFilter(os.Getpid())
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	thread, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&program)))
	switch {
	case errno != 0:
		return errno
	case thread != 0:
		return fmt.Errorf("thread %d has a filter of its own", thread)
	}
	return nil
}

// freeCalls are the system calls that are permitted with any arguments. The first are the most
// frequent.
func freeCalls() []uint32 {
	return append([]uint32{
		unix.SYS_READ, unix.SYS_WRITE, unix.SYS_FUTEX, unix.SYS_MADVISE, unix.SYS_NANOSLEEP,
		unix.SYS_EPOLL_PWAIT, unix.SYS_CLOCK_GETTIME, unix.SYS_SCHED_YIELD,
		unix.SYS_RT_SIGRETURN, unix.SYS_RT_SIGPROCMASK, unix.SYS_RT_SIGACTION, unix.SYS_SIGALTSTACK,
		unix.SYS_MUNMAP, unix.SYS_BRK, unix.SYS_MINCORE, unix.SYS_MEMBARRIER,
		unix.SYS_CLOSE, unix.SYS_FCNTL, unix.SYS_EPOLL_CREATE1, unix.SYS_EPOLL_CTL, unix.SYS_EVENTFD2, unix.SYS_PIPE2,
		unix.SYS_CLOCK_NANOSLEEP, unix.SYS_GETTIMEOFDAY, unix.SYS_GETRANDOM,
		unix.SYS_GETPID, unix.SYS_GETTID, unix.SYS_SCHED_GETAFFINITY,
		unix.SYS_SET_ROBUST_LIST, unix.SYS_RSEQ, unix.SYS_RESTART_SYSCALL,
		unix.SYS_EXIT, unix.SYS_EXIT_GROUP,
	}, archCalls...)
}

// prSetVMA names memory (prctl(2), PR_SET_VMA), which Go does.
const prSetVMA = 0x53564d41

// callFilter is the program that the kernel runs at each system call of the process pid, as
// seccomp(2) has it: over the number of the call, the architecture and the arguments.
func callFilter(pid int) []unix.SockFilter {
	f := filter{}
	f.load(archOffset)
	f.unless(unix.BPF_JEQ, auditArch, answer(unix.EPERM))
	f.load(callOffset)
	if runtime.GOARCH == "amd64" {
		f.when(unix.BPF_JGE, x32Calls, answer(unix.EPERM))
	}
	for _, call := range freeCalls() {
		f.when(unix.BPF_JEQ, call, unix.SECCOMP_RET_ALLOW)
	}
	f.argument(unix.SYS_MMAP, 2, unix.BPF_JSET, unix.PROT_EXEC, false)
	f.argument(unix.SYS_MPROTECT, 2, unix.BPF_JSET, unix.PROT_EXEC, false)
	f.argument(unix.SYS_CLONE, 0, unix.BPF_JSET, unix.CLONE_THREAD, true)
	f.argument(unix.SYS_TGKILL, 0, unix.BPF_JEQ, uint32(pid), true)
	f.argument(unix.SYS_PRCTL, 0, unix.BPF_JEQ, prSetVMA, true)
	f.when(unix.BPF_JEQ, unix.SYS_CLONE3, answer(unix.ENOSYS)) // its flags cannot be seen; clone does
	f.end(answer(unix.EPERM))
	return slices.Clip(f)
}

// Offsets in what a filter sees (struct seccomp_data), little endian.
const (
	callOffset     = 0
	archOffset     = 4
	argumentOffset = 16
	x32Calls       = 0x40000000 // calls from here on are those of another ABI
)

// answer is the verdict that a call fails with an error.
func answer(e unix.Errno) uint32 { return unix.SECCOMP_RET_ERRNO | uint32(e) }

// A filter is a program of the classic packet filter.
type filter []unix.SockFilter

func (f *filter) add(code uint16, k uint32, yes, no uint8) {
	*f = append(*f, unix.SockFilter{Code: code, K: k, Jt: yes, Jf: no})
}

func (f *filter) load(offset uint32) { f.add(unix.BPF_LD|unix.BPF_W|unix.BPF_ABS, offset, 0, 0) }

func (f *filter) end(verdict uint32) { f.add(unix.BPF_RET|unix.BPF_K, verdict, 0, 0) }

// when ends with a verdict where what is loaded compares to k.
func (f *filter) when(compare uint16, k, verdict uint32) {
	f.add(unix.BPF_JMP|unix.BPF_K|compare, k, 0, 1)
	f.end(verdict)
}

// unless ends with a verdict where it does not.
func (f *filter) unless(compare uint16, k, verdict uint32) {
	f.add(unix.BPF_JMP|unix.BPF_K|compare, k, 1, 0)
	f.end(verdict)
}

// argument permits a call where the low half of an argument compares to k, or where it does
// not. It leaves the number of other calls loaded.
func (f *filter) argument(call uint32, n uint32, compare uint16, k uint32, permits bool) {
	f.add(unix.BPF_JMP|unix.BPF_K|unix.BPF_JEQ, call, 0, 4)
	f.load(argumentOffset + 8*n)
	verdicts := []uint32{answer(unix.EPERM), unix.SECCOMP_RET_ALLOW}
	if permits {
		slices.Reverse(verdicts)
	}
	f.when(compare, k, verdicts[0])
	f.end(verdicts[1])
}
