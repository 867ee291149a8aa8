package sandbox

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// A child is a process that reads documents.
type child struct {
	cmd    *exec.Cmd
	pipe   io.WriteCloser
	in     *bufio.Writer // into the pipe; what is written has to be flushed
	out    *bufio.Reader
	last   tail
	usage  usage
	jail   jail
	watch  watch
	report Report
	engine bool // it was started with the box's engine
	ended  sync.Once
	status error // of the process that ended
}

// startTime is how long a child may take to say hello, on a machine that is busy.
const startTime = 30 * time.Second

// start starts a child and waits for its hello.
func start(c Command, engine bool) (*child, error) {
	k := &child{cmd: exec.Command(c.Path, c.Args...), engine: engine}
	k.cmd.Args[0] = c.Name
	k.cmd.Env = append([]string{"GOTRACEBACK=none", "GOMAXPROCS=" + maxProcs}, c.Env...)
	k.cmd.Stderr = &k.last
	var err error
	if k.pipe, err = k.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	k.in = bufio.NewWriterSize(k.pipe, 64<<10)
	out, err := k.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	k.out = bufio.NewReaderSize(out, 64<<10)
	if err := k.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the process that reads documents: %w", err)
	}
	if k.jail, err = newJail(k.cmd.Process); err != nil {
		k.kill()
		return nil, errors.Join(err, k.end())
	}
	k.usage = newUsage(k.cmd.Process.Pid)
	k.watch.kill, k.watch.resident, k.watch.spent = k.kill, k.usage.resident, k.usage.spent
	_, k.watch.told = k.usage.spent()
	if err := k.greet(); err != nil {
		_ = k.end() // killed, and says so
		return nil, fmt.Errorf("start the process that reads documents: it says nothing that was expected: %w %s", err, clipped(k.last.String()))
	}
	return k, nil
}

// maxProcs is how many threads of a child run Go code: one that reads; the parent and other
// children are at work beside it.
const maxProcs = "1"

// greet reads the child's hello.
func (k *child) greet() error {
	a := allowance{time: startTime, wait: startTime, memory: baseMemory}
	if k.engine {
		a = allowance{time: engineTime, wait: engineTime, memory: engineStart}
	}
	k.watch.begin(a)
	k.watch.run()
	defer k.watch.still()
	t, payload, err := readFrame(k.out)
	if err != nil {
		return err
	}
	var h hello
	if err := json.Unmarshal(payload, &h); t != frameHello || err != nil || h.Magic != magic {
		return fmt.Errorf("%w: no hello, but %q", errFrame, t)
	}
	k.report = h.Report
	return nil
}

// kill ends the process, whatever it is at. Any goroutine may call it.
func (k *child) kill() {
	_ = k.cmd.Process.Kill() // it may have ended already
}

// end ends the process, waits for it, and says how it ended; once.
func (k *child) end() error {
	k.ended.Do(func() {
		k.watch.still()
		k.kill()
		_ = k.pipe.Close() // the process is gone
		k.status = k.cmd.Wait()
		k.usage.close()
		k.jail.close()
	})
	return k.status
}

// A tail keeps the first bytes that a process writes to its standard error.
type tail struct {
	mu   sync.Mutex
	kept []byte
}

// tailSize is how many bytes are kept.
const tailSize = 8 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept = append(t.kept, p[:min(len(p), tailSize-len(t.kept))]...)
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.kept)
}

// A death says why a child ended while it read a document.
type death struct {
	reason  corpus.Reason
	why     error
	passing bool // somebody else ended it: another child may fare better
}

// deathOf explains how a child ended, which it has, or does now.
func (k *child) deathOf(broken error) death {
	reason := k.watch.exceeded()
	status := k.end()
	said := k.last.String()
	switch {
	case atOnce(said) > maxMemory:
		return death{reason: corpus.ReasonMalformed, why: fmt.Errorf("claims a part of %s; repair it, or save it anew in another program", document.ByteCount(atOnce(said)))}
	case reason == corpus.ReasonTime:
		return death{reason: reason, why: errors.New("reading it was given up; divide it, or save it anew in another program")}
	case reason == corpus.ReasonMemory, outOfMemory(said):
		return death{reason: corpus.ReasonMemory, why: errors.New("reading it was given up; divide it, or save it anew in another program")}
	case errors.Is(broken, errFrame):
		return death{reason: corpus.ReasonMalformed, why: broken}
	case said != "":
		first, _, _ := strings.Cut(said, "\n")
		return death{reason: corpus.ReasonMalformed, why: fmt.Errorf("its reader failed: %s", clipped(first))}
	}
	return death{reason: corpus.ReasonUnreadable, passing: true,
		why: fmt.Errorf("the process that read it ended: %v; perhaps the system has no memory left; try again", status)}
}

// tooLarge matches what Go's runtime says of one piece of memory that cannot be had, and where
// it says only in which call it failed.
var tooLarge = regexp.MustCompile(`cannot allocate (\d+)-byte block|runtime\.sysMapOS\(0x[0-9a-f]+, (0x[0-9a-f]+),`)

// atOnce returns the bytes of such a piece, 0 for none.
func atOnce(said string) int64 {
	m := tooLarge.FindStringSubmatch(said)
	if m == nil {
		return 0
	}
	n, err := strconv.ParseInt(m[1]+m[2], 0, 64)
	if err != nil {
		return math.MaxInt64
	}
	return n
}

// outOfMemory reports what Go's runtime says when it cannot go on for want of memory.
func outOfMemory(said string) bool {
	for _, sign := range []string{"out of memory", "cannot allocate memory", "stack exceeds", "stack overflow", "out of range"} {
		if strings.Contains(said, "fatal error: "+sign) || strings.Contains(said, "runtime: "+sign) || strings.Contains(said, "goroutine "+sign) {
			return true
		}
	}
	return false
}
