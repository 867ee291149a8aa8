package history

import (
	"os"
	"strings"
)

// guards are what git is told before its command, so that nothing that the clone's own
// configuration names is run (git-config(1); what the command line sets wins).
func guards() []string {
	args := []string{"--no-pager", "--literal-pathspecs", "--no-replace-objects", "--no-optional-locks"}
	for _, setting := range []string{
		"safe.bareRepository=explicit",
		"core.fsmonitor=false", "core.hooksPath=" + os.DevNull, "core.attributesFile=" + os.DevNull,
		"log.showSignature=false", "log.mailmap=false", "diff.orderFile=" + os.DevNull, "diff.relative=false",
		"protocol.allow=never", "gc.auto=0", "maintenance.auto=false", "submodule.recurse=false",
	} {
		args = append(args, "-c", setting)
	}
	return args
}

// environment is all of this process's environment that git gets, which leaves out every GIT_*,
// and what tells it to ask nobody and fetch nothing. HOME leads to the user's own configuration,
// where safe.directory stands.
func environment() []string {
	env := []string{
		"LC_ALL=C", "GIT_CONFIG_NOSYSTEM=1", "GIT_ALLOW_PROTOCOL=none", "GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0",
		"GIT_ASKPASS=", "SSH_ASKPASS=", "GIT_ATTR_NOSYSTEM=1",
	}
	for _, kept := range os.Environ() {
		switch name, _, _ := strings.Cut(kept, "="); strings.ToUpper(name) {
		case "PATH", "HOME", "XDG_CONFIG_HOME", "USERPROFILE", "SYSTEMROOT", "TMPDIR", "TEMP":
			env = append(env, kept)
		}
	}
	return env
}

// logArgs ask for the commits after one, or for all, that changed the folder which holds the
// files, newest first, each with its author date and the names of what it changed.
func logArgs(since string, files []string) []string {
	args := []string{
		"log", "-z", "--format=tformat:%x00%at", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv",
		"--no-show-signature", "--no-mailmap", "--ignore-submodules=all",
	}
	if since != "" {
		args = append(args, "^"+since)
	}
	args = append(args, "HEAD", "--")
	if dir := common(files); dir != "" {
		args = append(args, dir)
	}
	return args
}

// common returns the deepest folder that holds all files, "" for the top.
func common(files []string) string {
	if len(files) == 0 {
		return ""
	}
	dir := folder(files[0])
	for _, f := range files {
		for dir != "" && !strings.HasPrefix(f, dir+"/") {
			dir = folder(dir)
		}
	}
	return dir
}

// folder returns the folder that a path lies in, "" for the top.
func folder(path string) string { return path[:max(0, strings.LastIndexByte(path, '/'))] }
