//go:build linux && (amd64 || arm64)

package sandbox

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"

	"verbatim/corpus/pdfium/pdfiumtest"
)

// unitEnv makes the test binary put itself under the filter of the shipped systemd unit, and
// then have a document read.
const unitEnv = "VERBATIM_TEST_UNIT"

// noNewCode stands among the system calls for MemoryDenyWriteExecute=yes.
const noNewCode = 1 << 20

// TestUnderUnit runs parent and child with the system calls that deploy/verbatim.service
// permits: any other one kills, as systemd has it. PDFium runs compiled.
func TestUnderUnit(t *testing.T) {
	if _, err := pdfiumtest.Cache(); err != nil {
		t.Fatal(err)
	}
	calls := unitCalls(t)
	for name, c := range map[string]struct {
		calls  []uint32
		engine string // "" when the child dies
	}{
		"unit":            {calls, "compiled"},
		"no new code":     {append(calls, noNewCode), "interpreted"},
		"without seccomp": {without(calls, unix.SYS_SECCOMP), ""},
	} {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), unitEnv+"="+strings.Trim(fmt.Sprint(c.calls), "[]"))
		out, err := cmd.CombinedOutput()
		if (err == nil) != (c.engine != "") || err == nil && strings.TrimSpace(string(out)) != c.engine {
			t.Errorf("%s: %v: %s, want %q", name, err, out, c.engine)
		}
	}
}

// underUnit is what that test does in a process of its own. It returns an exit status.
func underUnit(calls string) int {
	if err := permitOnly(strings.Fields(calls)); err != nil {
		fmt.Println(err)
		return 1
	}
	self, err := Self()
	if err != nil {
		fmt.Println(err)
		return 1
	}
	self.Env = []string{childEnv + "=1"}
	b := New(self)
	defer b.Close()
	b.Equip(pdfEngine(self))
	for _, report := range []func() (Report, error){b.Report, func() (Report, error) { return b.EngineReport(context.Background()) }} {
		r, err := report()
		if err != nil || !r.Whole() {
			fmt.Println(r, err)
			return 1
		}
		fmt.Print(r.Engine)
	}
	return 0
}

// permitOnly kills this process at any other system call.
func permitOnly(calls []string) error {
	f := filter{}
	f.load(callOffset)
	if slices.Contains(calls, fmt.Sprint(noNewCode)) {
		f.argument(unix.SYS_MPROTECT, 2, unix.BPF_JSET, unix.PROT_EXEC, false)
	}
	for _, call := range calls {
		n, err := strconv.Atoi(call)
		if err != nil {
			return err
		}
		if n == noNewCode {
			continue
		}
		f.when(unix.BPF_JEQ, uint32(n), unix.SECCOMP_RET_ALLOW)
	}
	f.end(unix.SECCOMP_RET_KILL_PROCESS)
	runtime.LockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	program := unix.SockFprog{Len: uint16(len(f)), Filter: &f[0]}
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&program)))
	if errno != 0 {
		return errno
	}
	return nil
}

// unitCalls returns the numbers of the system calls that the unit permits.
func unitCalls(t *testing.T) []uint32 {
	t.Helper()
	unit, err := os.ReadFile("../../deploy/verbatim.service")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(unit, []byte("\nMemoryDenyWriteExecute=yes")) {
		t.Error("the unit forbids PDFium to be compiled")
	}
	line := regexp.MustCompile(`(?m)^SystemCallFilter=(.*)$`).FindSubmatch(unit)
	if line == nil {
		t.Fatal("the unit permits everything")
	}
	numbers := callNumbers(t)
	var calls []uint32
	for _, name := range strings.Fields(string(line[1])) {
		names := []string{name}
		if name == "@system-service" {
			names = systemService(t)
		} else if strings.HasPrefix(name, "@") {
			t.Fatalf("this test does not know the group %s", name)
		}
		for _, name := range names {
			if n, ok := numbers[name]; ok { // other processors have others
				calls = append(calls, n)
			}
		}
	}
	return calls
}

// systemService lists the calls of systemd's group @system-service, as
// "systemd-analyze syscall-filter" of version 252 does.
func systemService(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "system-service.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(b))
}

// callNumbers returns the numbers of the system calls by name, from the source of
// golang.org/x/sys.
func callNumbers(t *testing.T) map[string]uint32 {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "golang.org/x/sys").Output()
	if err != nil {
		t.Skipf("go list: %v", err)
	}
	b, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "unix", "zsysnum_linux_"+runtime.GOARCH+".go"))
	if err != nil {
		t.Skip(err)
	}
	numbers := map[string]uint32{}
	lines := bufio.NewScanner(bytes.NewReader(b))
	for lines.Scan() {
		var name string
		var n uint32
		if _, err := fmt.Sscanf(lines.Text(), "\tSYS_%s = %d", &name, &n); err == nil {
			numbers[strings.ToLower(name)] = n
		}
	}
	if len(numbers) < 300 {
		t.Fatalf("%d system calls", len(numbers))
	}
	return numbers
}

func without(list []uint32, n uint32) (rest []uint32) {
	for _, m := range list {
		if m != n {
			rest = append(rest, m)
		}
	}
	return rest
}
