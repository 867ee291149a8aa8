//go:build opensearch

package clustertest

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// A node is one of a cluster.
type node struct {
	name string
	*process
}

// A process runs one node, or several.
type process struct {
	cmd   *exec.Cmd
	stdin io.Closer     // the nodes stop when it is closed, which the kernel does where this process dies
	ended chan struct{} // closed when the process has ended
}

// The heap of a process, whether it runs one node or three.
const (
	heap        = "384m"
	lastingHeap = "1g"
)

// spawn starts the process of some nodes.
func (n *node) spawn(c *Cluster, names, port string) error {
	log, err := os.OpenFile(n.log(c.dir), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	if err := os.Remove(n.announcement(c.dir)); err != nil && !os.IsNotExist(err) {
		return err
	}
	classPath := filepath.Join(c.home, "classes") + string(os.PathListSeparator) + filepath.Join(c.home, "lib", "*")
	most := heap
	if c.lasting {
		most = lastingHeap
	}
	args := []string{"-Xms" + most, "-Xmx" + most, "-XX:+UseSerialGC", "-XX:-UsePerfData"}
	if c.apart && !c.lasting { // nodes that do not live long, of which several start at once: compiled quickly, not well
		args = append(args, "-XX:TieredStopAtLevel=1")
	}
	args = append(args, "-Dlog4j2.configurationFile="+filepath.Join(c.home, "log4j2.properties"),
		"-cp", classPath, "Launcher", c.dir, c.names(), names, port)
	cmd := exec.Command("java", args...)
	cmd.Stdout, cmd.Stderr = log, log
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	p := &process{cmd: cmd, stdin: stdin, ended: make(chan struct{})}
	go func() {
		defer close(p.ended)
		_ = cmd.Wait() // how it ended shows in its log
	}()
	n.process = p
	return nil
}

func (n *node) log(dir string) string          { return filepath.Join(dir, n.name+".log") }
func (n *node) announcement(dir string) string { return filepath.Join(dir, n.name+".http") }

// address waits until the node answers, and returns where.
func (n *node) address(ctx context.Context, dir string) (string, error) {
	const often = 20 * time.Millisecond
	for {
		if b, err := os.ReadFile(n.announcement(dir)); err == nil {
			return "http://" + string(b), nil
		}
		select {
		case <-n.ended:
			return "", fmt.Errorf("node %s ended", n.name)
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(often):
		}
	}
}

func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may have ended
	<-p.ended
}

// stop lets the process end, and kills one that does not.
func (p *process) stop() {
	const most = 15 * time.Second
	if p == nil {
		return
	}
	_ = p.stdin.Close()
	select {
	case <-p.ended:
	case <-time.After(most):
		p.kill()
	}
}
