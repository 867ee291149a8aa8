package verbatim_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

const unitFile = "deploy/verbatim.service"

// TestUnitIsTight asks systemd how exposed the service is: 1.6 of 10 at most, and whatever it still
// marks is explained in the unit.
func TestUnitIsTight(t *testing.T) {
	out, err := exec.Command("systemd-analyze", "security", "--offline=true", "--json=short", "--no-pager", "--threshold=16", unitFile).Output()
	if errors.Is(err, exec.ErrNotFound) {
		t.Skip("there is no systemd-analyze")
	}
	var marks []struct {
		Set      *bool
		Name     string
		Exposure string
	}
	if json.Unmarshal(out, &marks) != nil {
		t.Skipf("this systemd-analyze cannot look at a file: %v: %s", err, out)
	}
	if err != nil {
		t.Errorf("the service is more exposed than 1.6: %v", err)
	}
	unit, err := os.ReadFile(unitFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range marks {
		if m.Set != nil && !*m.Set && m.Exposure != "" && !strings.Contains(string(unit), "\n#   "+m.Name+" ") {
			t.Errorf("the unit does not say why %s stays (exposure %s)", m.Name, m.Exposure)
		}
	}
	if len(marks) < 50 {
		t.Errorf("%d marks only: %s", len(marks), out)
	}
}

// TestUnitGivesUp holds the unit to what lets it run unattended: a refused token ends it for good,
// so do ten failures in a row, and what another serve has taken over from is not started again.
func TestUnitGivesUp(t *testing.T) {
	unit, err := os.ReadFile(unitFile)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(unit), "\n")
	for _, want := range []string{
		"Restart=on-failure", "RestartPreventExitStatus=2", "StartLimitBurst=10", "StartLimitIntervalSec=600",
		"ExecStart=/usr/local/bin/verbatim serve --watch --every 30m", "ExecReload=/bin/kill -HUP $MAINPID", "OOMPolicy=continue",
	} {
		if !slices.Contains(lines, want) {
			t.Errorf("the unit has no line %s", want)
		}
	}
}

// A container is how compose.yaml and the manifests run verbatim, as far as that matters here.
type container struct {
	ReadOnly bool `yaml:"read_only"`
	Restart  string
	Command  []string
	Args     []string
	CapDrop  []string `yaml:"cap_drop"`
	Health   struct {
		Test []string
	} `yaml:"healthcheck"`
	Readiness struct {
		Exec struct{ Command []string }
	} `yaml:"readinessProbe"`
	Security struct {
		ReadOnly     bool `yaml:"readOnlyRootFilesystem"`
		Capabilities struct{ Drop []string }
	} `yaml:"securityContext"`
}

var watching = []string{"serve", "--watch", "--every", "30m"}

func TestCompose(t *testing.T) {
	var file struct{ Services map[string]container }
	b, err := os.ReadFile("deploy/compose.yaml")
	if err == nil {
		err = yaml.Unmarshal(b, &file)
	}
	if err != nil {
		t.Fatal(err)
	}
	c := file.Services["verbatim"]
	if !c.ReadOnly || !slices.Equal(c.Command, watching) || !slices.Equal(c.CapDrop, []string{"ALL"}) || !strings.HasPrefix(c.Restart, "on-failure:") {
		t.Errorf("it runs %+v", c)
	}
	if !slices.Equal(c.Health.Test, []string{"CMD", "/verbatim", "healthcheck"}) {
		t.Errorf("its health is told by %q", c.Health.Test)
	}
}

func TestKubernetes(t *testing.T) {
	f, err := os.Open("deploy/kubernetes/verbatim.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var kinds []string
	for d := yaml.NewDecoder(f); ; {
		var o struct {
			Kind string
			Spec struct {
				Replicas int
				Strategy struct{ Type string }
				Template struct {
					Spec struct{ Containers []container }
				}
			}
		}
		if err := d.Decode(&o); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, o.Kind)
		if o.Kind != "Deployment" {
			continue
		}
		c := o.Spec.Template.Spec.Containers[0]
		if o.Spec.Replicas != 1 || o.Spec.Strategy.Type != "Recreate" || !slices.Equal(c.Args, watching) ||
			!c.Security.ReadOnly || !slices.Equal(c.Security.Capabilities.Drop, []string{"ALL"}) ||
			!slices.Equal(c.Readiness.Exec.Command, []string{"/verbatim", "healthcheck"}) {
			t.Errorf("it runs %+v", o.Spec)
		}
	}
	if !slices.Equal(kinds, []string{"PersistentVolumeClaim", "Deployment"}) {
		t.Errorf("the manifests are %q", kinds)
	}
}
