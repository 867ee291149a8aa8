package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// try is a child that tries to get out, and says what came of each way.
func try(_ context.Context, _ []byte, d *document.Document, _ func(corpus.Article) error) (any, error) {
	came := map[string]string{}
	for name, attempt := range attempts() {
		came[name] = "" // it worked
		if err := attempt(); err != nil {
			came[name] = err.Error()
		}
	}
	return came, nil
}

// attempts are ways out of a child.
func attempts() map[string]func() error {
	socket := func(domain, kind int) func() error {
		return func() error { _, err := unix.Socket(domain, kind, 0); return err }
	}
	return map[string]func() error{
		"UDP":         func() error { _, err := net.Dial("udp", "127.0.0.1:53"); return err },
		"TCP":         func() error { _, err := net.Dial("tcp", "127.0.0.1:1"); return err },
		"listen":      func() error { _, err := net.Listen("tcp", "127.0.0.1:0"); return err },
		"unix socket": socket(unix.AF_UNIX, unix.SOCK_STREAM),
		"netlink":     socket(unix.AF_NETLINK, unix.SOCK_RAW),
		"socketpair":  func() error { _, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0); return err },
		"open":        func() error { _, err := os.Open("/etc/passwd"); return err },
		"open itself": func() error { _, err := os.Open("/proc/self/environ"); return err },
		"list":        func() error { _, err := os.ReadDir("/"); return err },
		"create":      func() error { return os.WriteFile("/tmp/verbatim-got-out", nil, 0o600) },
		"stat":        func() error { _, err := os.Stat("/etc"); return err },
		"remove":      func() error { return os.Remove("/tmp/verbatim-not-there") },
		"exec":        func() error { return exec.Command("/bin/true").Run() },
		"execve":      func() error { return unix.Exec("/bin/true", []string{"true"}, nil) },
		"kill parent": func() error { return unix.Kill(os.Getppid(), 0) },
		"ptrace":      func() error { return unix.PtraceSeize(os.Getppid()) },
		"more memory": func() error { return unix.Setrlimit(unix.RLIMIT_DATA, &unix.Rlimit{Cur: 1 << 40, Max: 1 << 40}) },
		"io_uring": func() error {
			_, _, errno := unix.Syscall(unix.SYS_IO_URING_SETUP, 1, 0, 0)
			return denied(errno)
		},
		"executable memory": func() error {
			_, err := unix.Mmap(-1, 0, 4096, unix.PROT_READ|unix.PROT_WRITE|unix.PROT_EXEC, unix.MAP_PRIVATE|unix.MAP_ANON)
			return err
		},
	}
}

// denied returns nil for a call that was let through to the kernel, whatever came of it there.
func denied(errno unix.Errno) error {
	if errno == unix.EPERM {
		return errno
	}
	return nil
}

// TestConfined has a child try every way out: none may work, and its report has to say what
// holds it.
func TestConfined(t *testing.T) {
	b := newBox(t)
	turn, err := b.Turn(t.Context(), "a.txt", 1)
	if err != nil {
		t.Fatal(err)
	}
	defer turn.Done()
	note, err := turn.Read(t.Context(), "try", nil, given("x"), nil)
	if err != nil {
		t.Fatal(err)
	}
	var came map[string]string
	if err := json.Unmarshal(note, &came); err != nil || len(came) != len(attempts()) {
		t.Fatalf("%v, %s", err, note)
	}
	for _, free := range []string{"UDP", "listen", "unix socket", "open", "list", "stat", "exec"} {
		if err := attempts()[free](); err != nil {
			t.Errorf("%s does not work outside either, and says nothing: %v", free, err)
		}
	}
	for name, why := range came {
		if !strings.Contains(why, unix.EPERM.Error()) {
			t.Errorf("%s: %q, want it not permitted", name, why)
		}
	}
	r, err := b.Report()
	if err != nil || !r.Whole() {
		t.Fatalf("%v, %v", r, err)
	}
	if status := statusOf(t, b); !strings.Contains(status, "NoNewPrivs:\t1\n") || !strings.Contains(status, "Seccomp:\t2\n") {
		t.Errorf("%s", status)
	}
	t.Log(r)
}

// statusOf returns what the system says of the one child of a box.
func statusOf(t *testing.T, b *Box) string {
	t.Helper()
	if len(b.idle) != 1 {
		t.Fatalf("%d children", len(b.idle))
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", b.idle[0].cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	return string(status)
}

// landlockEnv makes the test binary forbid itself files by Landlock alone, and try to open one.
const landlockEnv = "VERBATIM_TEST_LANDLOCK"

// TestLandlock holds Landlock to what it is for when there is no seccomp.
func TestLandlock(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), landlockEnv+"=1")
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == noLandlock {
		t.Skipf("%s", out)
	}
	if err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

// otherLife does what a test wants a process of its own for.
func otherLife() (status int, asked bool) {
	if os.Getenv(landlockEnv) != "" {
		return tryLandlock(), true
	}
	if calls := os.Getenv(unitEnv); calls != "" {
		return underUnit(calls), true
	}
	return 0, false
}

// noLandlock is the exit status of a test on a kernel that has none.
const noLandlock = 7

// tryLandlock is what that test does in a process of its own. It returns an exit status.
func tryLandlock() int {
	if _, err := forbidFiles(); err != nil {
		fmt.Println(err)
		return noLandlock
	}
	for name, attempt := range map[string]func() error{
		"open":   func() error { _, err := os.Open("/etc/passwd"); return err },
		"list":   func() error { _, err := os.ReadDir("/"); return err },
		"create": func() error { return os.WriteFile("/tmp/verbatim-got-out", nil, 0o600) },
		"exec":   func() error { return exec.Command("/bin/true").Run() },
	} {
		if err := attempt(); !errors.Is(err, unix.EACCES) {
			fmt.Printf("%s: %v, want it denied\n", name, err)
			return 1
		}
	}
	return 0
}
