package verbatim_test

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strconv"
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
	Memory   string   `yaml:"mem_limit"`
	Networks []string
	Ports    []string
	Volumes  []string

	Environment map[string]string
	Health      struct {
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
	c := services(t, "deploy/compose.yaml")["verbatim"]
	if !slices.Equal(c.Command, watching) {
		t.Errorf("it runs %q", c.Command)
	}
	c.contained(t)
}

// TestComposeCluster wants bots that share out all servers, and nodes that know each other, keep their data and leave
// memory to the system's cache of files.
func TestComposeCluster(t *testing.T) {
	nodes, bots := map[string]container{}, map[string]container{}
	for name, c := range services(t, "deploy/compose.cluster.yaml") {
		if strings.HasPrefix(name, "opensearch-") {
			nodes[name] = c
		} else {
			bots[name] = c
		}
	}
	if len(nodes) != 3 || len(bots) != 2 {
		t.Fatalf("%d nodes and %d bots", len(nodes), len(bots))
	}
	names := slices.Sorted(maps.Keys(nodes))
	for name, c := range nodes {
		e := c.Environment
		if e["node.name"] != name || e["discovery.seed_hosts"] != strings.Join(names, ",") || e["cluster.initial_cluster_manager_nodes"] != strings.Join(names, ",") {
			t.Errorf("%s looks for %+v", name, e)
		}
		if !slices.Equal(c.Volumes, []string{name + ":/usr/share/opensearch/data"}) || c.Memory != "2g" || e["OPENSEARCH_JAVA_OPTS"] != "-Xms1g -Xmx1g" || c.Restart != "unless-stopped" || len(c.Health.Test) == 0 {
			t.Errorf("%s runs %+v", name, c)
		}
		if len(c.Ports) > 0 || !slices.Equal(c.Networks, []string{"cluster"}) || e["DISABLE_SECURITY_PLUGIN"] != "true" {
			t.Errorf("%s has no password, and is in reach at %q, %q", name, c.Ports, c.Networks)
		}
	}
	for name, c := range bots {
		part := strconv.Itoa(slices.Index(slices.Sorted(maps.Keys(bots)), name))
		if !slices.Equal(c.Command, append(slices.Clone(watching), "--shard-id", part, "--shard-count", strconv.Itoa(len(bots)))) {
			t.Errorf("%s runs %q", name, c.Command)
		}
		if want := "http://" + strings.Join(names, ":9200,http://") + ":9200"; c.Environment["VERBATIM_OPENSEARCH_URL"] != want || !slices.Contains(c.Networks, "cluster") {
			t.Errorf("%s asks %q in %q", name, c.Environment["VERBATIM_OPENSEARCH_URL"], c.Networks)
		}
		c.contained(t)
	}
}

// services returns what a file of Compose starts.
func services(t *testing.T, path string) map[string]container {
	t.Helper()
	var file struct{ Services map[string]container }
	b, err := os.ReadFile(path)
	if err == nil {
		err = yaml.Unmarshal(b, &file)
	}
	if err != nil {
		t.Fatal(err)
	}
	return file.Services
}

// contained holds a bot to what lets it run unattended and shut in.
func (c container) contained(t *testing.T) {
	t.Helper()
	if !c.ReadOnly || !slices.Equal(c.CapDrop, []string{"ALL"}) || !strings.HasPrefix(c.Restart, "on-failure:") {
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
