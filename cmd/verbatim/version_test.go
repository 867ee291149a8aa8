package main

import (
	"runtime/debug"
	"testing"
)

func TestVersion(t *testing.T) {
	info := &debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "vcs", Value: "git"}, {Key: "vcs.revision", Value: "0123456789abcdef"}}}
	info.Main.Version = "(devel)"
	for _, test := range []struct {
		name            string
		info            *debug.BuildInfo
		version, commit string // stamped
		want            string
	}{
		{"nothing is known", nil, "", "", "unknown (go, here)"},
		{"a clone", info, "", "", "(devel) (0123456789ab, go, here)"},
		{"a release", info, "1.2.3", "fedcba9876543210", "1.2.3 (fedcba987654, go, here)"},
		{"an image of a source without git", &debug.BuildInfo{}, "1.2.3", "", "1.2.3 (go, here)"},
		{"a short commit", nil, "1.2.3", "fedc", "1.2.3 (fedc, go, here)"},
	} {
		got := versionOf(test.info, test.info != nil).stamped(test.version, test.commit)
		got.Go, got.Platform = "go", "here"
		if got.String() != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
