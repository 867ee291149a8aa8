//go:build opensearch

package clustertest

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

//go:embed launcher
var launcher embed.FS

// sources are the files of the launcher.
var sources = []string{"Launcher.java", "pom.xml", "log4j2.properties"}

// home returns the folder of jars and classes, which is made when it does not exist. The test is skipped where there
// is no Java or no Maven.
func home(t testing.TB) string {
	t.Helper()
	for _, tool := range []string{"java", "javac", "mvn"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("there is no %s: an OpenSearch cluster needs a JDK 17 and Maven, or VERBATIM_TEST_OPENSEARCH_URL", tool)
		}
	}
	dir, err := fetchOnce()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

var fetchOnce = sync.OnceValues(fetch)

// fetch makes the folder beside its place and moves it there, so that it is whole or not there.
func fetch() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	for _, name := range sources {
		b, err := launcher.ReadFile("launcher/" + name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(hash, "%s %d\n%s", name, len(b), b)
	}
	dir := filepath.Join(cache, "verbatim-test", "opensearch-"+hex.EncodeToString(hash.Sum(nil)[:8]))
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return "", err
	}
	fresh, err := os.MkdirTemp(filepath.Dir(dir), "new-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(fresh)
	if err := build(fresh); err != nil {
		return "", fmt.Errorf("fetch OpenSearch: %w", err)
	}
	if err := os.Rename(fresh, dir); err != nil {
		if _, there := os.Stat(dir); there == nil {
			return dir, nil // another process was faster
		}
		return "", err
	}
	return dir, nil
}

// build fetches the jars and compiles the launcher.
func build(dir string) error {
	for _, name := range sources {
		b, err := launcher.ReadFile("launcher/" + name)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), b, 0o644)
		}
		if err != nil {
			return err
		}
	}
	lib := filepath.Join(dir, "lib")
	if err := runTool("mvn", "-q", "-B", "-f", filepath.Join(dir, "pom.xml"), "dependency:copy-dependencies", "-DincludeScope=runtime", "-DoutputDirectory="+lib); err != nil {
		return err
	}
	return runTool("javac", "-nowarn", "-proc:none", "-cp", filepath.Join(lib, "*"), "-d", filepath.Join(dir, "classes"), filepath.Join(dir, "Launcher.java"))
}

func runTool(name string, args ...string) error {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, out)
	}
	return nil
}
