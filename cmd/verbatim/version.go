package main

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// What a release stamps into the program, by -ldflags "-X main.stampedVersion=1.2.3
// -X main.stampedCommit=0123456…". Empty in a build that nobody stamped: then the Go command
// tells what it knows.
var stampedVersion, stampedCommit string

func newVersion(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Print the version of the program",
		Long:    "Version prints the version of the program, the commit it was built from, the version of Go,\nand the platform it was built for.",
		Example: "  verbatim version\n  verbatim version --json",
		Args:    exactly(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			return a.runVersion()
		},
	}
	addJSON(cmd, a, "print a JSON object")
	return cmd
}

func (a *app) runVersion() error {
	v := thisVersion()
	if a.json {
		return a.printJSON(v)
	}
	_, err := fmt.Fprintf(a.stdout, "verbatim %s\n", v)
	return err
}

// A version tells which program this is.
type version struct {
	Version  string `json:"version"`          // of the release, or as the Go command stamped it; "(devel)" for neither
	Commit   string `json:"commit,omitempty"` // of git, in full; "" where it was not known
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

// String returns all that is known in one line, without the program's name.
func (v version) String() string {
	built := v.Go + ", " + v.Platform
	if v.Commit != "" {
		built = v.Commit[:min(12, len(v.Commit))] + ", " + built
	}
	return v.Version + " (" + built + ")"
}

// thisVersion returns the version of the program that runs.
func thisVersion() version {
	return versionOf(debug.ReadBuildInfo()).stamped(stampedVersion, stampedCommit)
}

// versionOf returns what the Go command stamped.
func versionOf(info *debug.BuildInfo, ok bool) version {
	v := version{Version: "unknown", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	if !ok {
		return v
	}
	v.Version = cmp.Or(info.Main.Version, v.Version)
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			v.Commit = s.Value
		}
	}
	return v
}

// stamped returns v with what a release stamped over it.
func (v version) stamped(version, commit string) version {
	v.Version, v.Commit = cmp.Or(version, v.Version), cmp.Or(commit, v.Commit)
	return v
}
