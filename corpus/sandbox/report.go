package sandbox

import (
	"fmt"
	"strings"
)

// A Report says what keeps a child from the system. Each is "" where it is in force, and
// otherwise says why it is not.
type Report struct {
	System   string   // whose means these are, such as "linux/amd64"
	Network  string   // no socket can be made
	Files    string   // no file can be opened
	Programs string   // no program can be started
	Memory   string   // more than some memory cannot be had
	Engine   Mode     // how its engine runs, "" when it was started with none
	NoEngine string   // why the engine that it should have is missing
	By       []string // the means that are in force, for people: "seccomp", "Landlock ABI 7"
}

// Whole reports whether everything is in force.
func (r Report) Whole() bool { return r.Network+r.Files+r.Programs+r.Memory == "" }

func (r Report) String() string {
	var missing []string
	for _, m := range []struct{ what, why string }{
		{"the network", r.Network}, {"files", r.Files}, {"other programs", r.Programs}, {"memory", r.Memory},
	} {
		if m.why != "" {
			missing = append(missing, fmt.Sprintf("%s: %s", m.what, m.why))
		}
	}
	by := strings.Join(r.By, ", ")
	if len(missing) == 0 {
		return "no network, no files, no other programs, bounded memory (" + by + ")"
	}
	if by == "" {
		by = "nothing"
	}
	return "in force: " + by + "; not kept from " + strings.Join(missing, "; ")
}
