package verbatim_test

import (
	"bufio"
	"os"
	"strings"
	"testing"
)

// TestHome holds README.md to where the project lives, as packaging/home.env says.
func TestHome(t *testing.T) {
	f, err := os.Open("packaging/home.env")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	home := map[string]string{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if name, value, ok := strings.Cut(lines.Text(), "="); ok {
			home[name] = value
		}
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"git clone " + home["CLONE_URL"] + " ", home["CLONE_URL"] + "/releases", home["IMAGE"] + "`", "brew install " + home["OWNER"] + "/tap/verbatim",
	} {
		if !strings.Contains(string(readme), want) {
			t.Errorf("README.md does not say %q", want)
		}
	}
}
