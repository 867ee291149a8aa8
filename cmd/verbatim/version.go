package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newVersion(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Print the version of the program",
		Long:    "Version prints the version of the program, of Go, and the platform it was built for.",
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
	v := versionOf(debug.ReadBuildInfo())
	if a.json {
		return a.printJSON(v)
	}
	_, err := fmt.Fprintf(a.stdout, "verbatim %s (%s, %s)\n", v.Version, v.Go, v.Platform)
	return err
}

// A version tells which program this is.
type version struct {
	Version  string `json:"version"` // module version, as the Go command stamped it
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

func versionOf(info *debug.BuildInfo, ok bool) version {
	v := version{Version: "unknown", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	if ok && info.Main.Version != "" {
		v.Version = info.Main.Version
	}
	return v
}
