package clone

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// ErrNoGit means that there is no git program.
var ErrNoGit = errors.New("the git program is not there: install it (https://git-scm.com/downloads), or fetch the repository yourself and name its folder")

// A caller runs git for one clone.
type caller struct {
	program string
	dir     string   // working tree
	pins    []string // what names of the web resolve to, as curl writes it
	proxies bool     // those of the environment may be used
}

// call runs git in the working tree and returns what it prints. The error is what git complains of.
func (c caller) call(ctx context.Context, args ...string) (string, error) {
	var out, complaint bytes.Buffer
	cmd := c.command(ctx, args...)
	cmd.Stdout, cmd.Stderr = limited{&out}, limited{&complaint}
	if err := run(cmd); err != nil {
		if ctx.Err() != nil {
			return "", context.Cause(ctx)
		}
		return "", complained(complaint.String(), err)
	}
	return strings.TrimSpace(out.String()), nil
}

// run runs a command on a thread that stays as long: the death of a thread is what the system tells
// a child of, and ends it with this process.
func run(cmd *exec.Cmd) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	return cmd.Run()
}

// command is git, guarded. When ctx ends it is asked to end, and so ends what it has started.
func (c caller) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, c.program, append(c.guards(), args...)...)
	cmd.Dir, cmd.Env = c.dir, c.environment()
	if runtime.GOOS != "windows" {
		cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	}
	endWithParent(cmd)
	cmd.WaitDelay = 5 * time.Second
	return cmd
}

// guards are what git is told before its command (git-config(1); the command line wins over all
// files).
func (c caller) guards() []string {
	args := []string{"--no-pager", "--literal-pathspecs", "--no-replace-objects"}
	settings := []string{
		"safe.directory=*", "core.hooksPath=" + os.DevNull, "core.fsmonitor=false", "core.attributesFile=" + os.DevNull, "core.excludesFile=" + os.DevNull,
		"core.autocrlf=false", "core.sparseCheckout=false", "core.splitIndex=false", "core.longpaths=true", "core.protectNTFS=true", "core.protectHFS=true",
		"index.version=2", "index.sparse=false", "gc.auto=0", "maintenance.auto=false", "fetch.writeCommitGraph=false", "fetch.recurseSubmodules=false",
		"submodule.recurse=false", "transfer.bundleURI=false", "credential.helper=", "credential.interactive=false", "core.askPass=",
		"http.followRedirects=false", "http.lowSpeedLimit=1000", "http.lowSpeedTime=60",
	}
	for _, pin := range c.pins {
		settings = append(settings, "http.curloptResolve="+pin)
	}
	if !c.proxies {
		settings = append(settings, "http.proxy=")
	}
	for _, s := range settings {
		args = append(args, "-c", s)
	}
	return args
}

// sshCommand asks nobody, and gives the other side nothing of this machine.
const sshCommand = "ssh -o BatchMode=yes -o ConnectTimeout=20 -o ForwardAgent=no -o ForwardX11=no -o ClearAllForwardings=yes -o PermitLocalCommand=no"

// environment is what git gets of this process's environment, without any GIT_*, and what tells
// it to ask nobody. HOME leads to the user's own configuration and keys.
func (c caller) environment() []string {
	env := []string{
		"LC_ALL=C", "GIT_ALLOW_PROTOCOL=http:https:ssh", "GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=", "SSH_ASKPASS=", "SSH_ASKPASS_REQUIRE=never",
		"GCM_INTERACTIVE=never", "GIT_SSH_COMMAND=" + sshCommand, "GIT_SSH_VARIANT=ssh", "GIT_LFS_SKIP_SMUDGE=1", "GIT_ATTR_NOSYSTEM=1", "GIT_NO_LAZY_FETCH=1",
		"GIT_CEILING_DIRECTORIES=" + filepath.Dir(c.dir), // a repository that the data folder lies in has no say
	}
	for _, kept := range os.Environ() {
		name, _, _ := strings.Cut(kept, "=")
		switch strings.ToUpper(name) {
		case "PATH", "HOME", "USER", "LOGNAME", "XDG_CONFIG_HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "SYSTEMROOT", "TMPDIR", "TEMP",
			"SSH_AUTH_SOCK", "SSL_CERT_FILE", "SSL_CERT_DIR":
			env = append(env, kept)
		case "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY":
			if c.proxies {
				env = append(env, kept)
			}
		}
	}
	return env
}

// A limited buffer keeps the beginning of what is written to it.
type limited struct{ *bytes.Buffer }

func (l limited) Write(p []byte) (int, error) {
	const most = 64 << 10
	_, err := l.Buffer.Write(p[:min(len(p), max(0, most-l.Len()))])
	return len(p), err
}

// complaints are what git and ssh say, and what to do about it.
var complaints = []struct{ says, means string }{
	{"Host key verification failed", "ssh does not know this host yet: connect to it once by hand (ssh -T git@HOST), as the user that verbatim runs as"},
	{"Permission denied (publickey", "the host accepts no key of ssh that this user has without a passphrase"},
	{"could not read Username", noAccess},
	{"Authentication failed", noAccess},
	{"returned error: 401", noAccess},
	{"returned error: 403", noAccess},
	{"returned error: 404", noAccess},
	{"not found", noAccess},
	{"Repository not found", noAccess},
	{"unable to update url base from redirection", moved},
	{"returned error: 30", moved},
	{"cannot run ssh", "the ssh program is not there: install it, or name the repository by https"},
}

const (
	noAccess = "there is no such repository, or it is not public; one that is not is named git@HOST:OWNER/NAME, and ssh must have a key for it"
	moved    = "the server says that it stands elsewhere: name the address that it leads to, which often ends in .git"
)

// complained returns what git said, in words that say what to do where that is known.
func complained(text string, failed error) error {
	for _, c := range complaints {
		if strings.Contains(text, c.says) {
			return errors.New(c.means)
		}
	}
	for _, who := range []string{"ssh", "fatal"} {
		for line := range strings.Lines(text) {
			if said, ok := strings.CutPrefix(strings.TrimSpace(line), who+": "); ok {
				return fmt.Errorf("%s says %q", strings.Replace(who, "fatal", "git", 1), said)
			}
		}
	}
	if line, _, _ := strings.Cut(strings.TrimSpace(text), "\n"); line != "" {
		return fmt.Errorf("git says %q", line)
	}
	return fmt.Errorf("git: %w", failed)
}
