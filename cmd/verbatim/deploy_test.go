package main

import (
	"bytes"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"
)

// A container is how a file of Compose or Kubernetes runs verbatim.
type container struct {
	Command, Args []string
	Environment   map[string]string
	Env           []struct{ Name, Value string }
}

// environ returns the environment as a process has it.
func (c container) environ() []string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(c.Environment)) {
		all = append(all, name+"="+c.Environment[name])
	}
	for _, e := range c.Env {
		all = append(all, e.Name+"="+e.Value)
	}
	return all
}

// containersIn returns the containers of a file that run verbatim, which has no other commands that begin with serve.
func containersIn(t *testing.T, name string) []container {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "deploy", name))
	if err != nil {
		t.Fatal(err)
	}
	var all []container
	for d := yaml.NewDecoder(bytes.NewReader(b)); ; {
		var o struct {
			Services map[string]container
			Spec     struct {
				Template struct {
					Spec struct{ Containers []container }
				}
			}
		}
		if err := d.Decode(&o); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		for _, c := range slices.Concat(slices.Collect(maps.Values(o.Services)), o.Spec.Template.Spec.Containers) {
			if c.Command = slices.Concat(c.Command, c.Args); len(c.Command) > 0 && c.Command[0] == "serve" {
				all = append(all, c)
			}
		}
	}
}

// TestDeployed holds the files of deploy to this program: their commands have flags that there are, and their settings names
// and values that it takes.
func TestDeployed(t *testing.T) {
	for name, want := range map[string]int{"compose.yaml": 1, "compose.cluster.yaml": 2, "kubernetes/verbatim.yaml": 1} {
		all := containersIn(t, name)
		if len(all) != want {
			t.Errorf("%s runs serve %d times, want %d", name, len(all), want)
		}
		for _, c := range all {
			cmd, flags, err := newRoot(&app{stdout: io.Discard, stderr: io.Discard}).Find(c.Command)
			if err == nil {
				err = cmd.ParseFlags(flags)
			}
			if err != nil {
				t.Errorf("%s runs %q: %v", name, c.Command, err)
			}
			t.Run(name, func(t *testing.T) {
				if _, err := configured(t, c.environ(), ""); err != nil {
					t.Error(err)
				}
				var d diagnosis
				checkNames(&d, environment(c.environ()))
				if len(d.Findings) > 0 {
					t.Errorf("its settings: %+v", d.Findings)
				}
			})
		}
	}
}
