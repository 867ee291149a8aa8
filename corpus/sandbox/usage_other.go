//go:build !linux

package sandbox

import "time"

// A usage tells what a process takes, which only Linux says.
type usage struct{}

func newUsage(int) usage                   { return usage{} }
func (usage) resident() int64              { return 0 }
func (usage) spent() (time.Duration, bool) { return 0, false }
func (usage) close()                       {}
