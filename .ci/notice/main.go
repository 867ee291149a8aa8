// Notice writes the licences of everything that is linked into the program, on any platform
// that it is built for, into NOTICE, below what stands there by hand. With -check it only
// says whether NOTICE is as it would write it.
//
//	go run ./.ci/notice [-check]
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

const (
	program = "./cmd/verbatim"
	file    = "NOTICE"
	marker  = "# Licences of what is linked into the program: go run ./.ci/notice\n"
)

// platforms are those that a release is built for.
var platforms = []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64"}

func main() {
	check := flag.Bool("check", false, "say whether "+file+" is as it should be")
	flag.Parse()
	if err := run(*check); err != nil {
		fmt.Fprintln(os.Stderr, "notice:", err)
		os.Exit(1)
	}
}

func run(check bool) error {
	have, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	licences, err := linked()
	if err != nil {
		return err
	}
	byHand, _, _ := strings.Cut(string(have), marker)
	want := byHand + marker + write(licences)
	switch {
	case want == string(have):
		return nil
	case check:
		return errors.New(file + " is not what is linked now: go run ./.ci/notice writes it")
	}
	return os.WriteFile(file, []byte(want), 0o644)
}

// A licence is a text under which some modules stand.
type licence struct {
	text    string
	modules map[string][]string // name and version → copyright lines
}

// A linkedPackage is what go list tells of one.
type linkedPackage struct {
	ImportPath, Dir string
	Standard        bool
	EmbedFiles      []string
	Module          *struct {
		Path, Version, Dir string
		Main               bool
	}
}

// linked returns the licences of all modules of which a package is linked, by their texts as
// they compare.
func linked() (map[string]*licence, error) {
	folders, err := linkedFolders()
	if err != nil {
		return nil, err
	}
	licences := map[string]*licence{}
	for _, module := range slices.Sorted(maps.Keys(folders)) { // the first of equal texts is written
		found := false
		for _, dir := range slices.Sorted(maps.Keys(folders[module])) {
			n, err := addFolder(licences, module, dir)
			if err != nil {
				return nil, err
			}
			found = found || n > 0
		}
		if !found {
			return nil, fmt.Errorf("%s has no licence", module)
		}
	}
	return licences, nil
}

// linkedFolders returns the modules of which a package is linked, with the folders in which
// their licences may stand.
func linkedFolders() (map[string]map[string]bool, error) {
	folders := map[string]map[string]bool{
		"Go, its standard library":                                 {runtime.GOROOT(): true},
		"PDFium and its parts, in github.com/klippa-app/go-pdfium": {filepath.Join("corpus", "pdfium", "licences"): true}, // which carries no licence of theirs
	}
	for _, platform := range platforms {
		system, machine, _ := strings.Cut(platform, "/")
		list := exec.Command("go", "list", "-deps", "-json=ImportPath,Dir,Standard,Module,EmbedFiles", program)
		list.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+machine)
		list.Stderr = os.Stderr
		out, err := list.Output()
		if err != nil {
			return nil, fmt.Errorf("list what is linked for %s: %w", platform, err)
		}
		for d := json.NewDecoder(bytes.NewReader(out)); ; {
			var p linkedPackage
			if err := d.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return nil, err
			}
			if p.Standard || p.Module == nil || p.Module.Main {
				continue
			}
			name := p.Module.Path + " " + p.Module.Version
			if folders[name] == nil {
				folders[name] = map[string]bool{p.Module.Dir: true}
			}
			folders[name][p.Dir] = true             // code of other people has a licence of its own beside it
			for _, embedded := range p.EmbedFiles { // and so have fonts
				folders[name][filepath.Dir(filepath.Join(p.Dir, embedded))] = true
			}
		}
	}
	return folders, nil
}

var (
	licenceFile = regexp.MustCompile(`(?i)^(un)?(licen[sc]e|copying|notice|patents|ofl)([-.][^/]*)?$`)
	copyright   = regexp.MustCompile(`^\W*(Portions )?(?i:copyright|\(c\)|©)\s+(?i:\(c\)|©|[0-9]{4}|by |the )`)
	spaces      = regexp.MustCompile(`\s+`)
)

// addFolder adds the licences in a folder and returns how many there are.
func addFolder(licences map[string]*licence, module, dir string) (n int, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return 0, err
	}
	for _, e := range entries {
		if e.IsDir() || !licenceFile.MatchString(e.Name()) || strings.HasSuffix(e.Name(), ".go") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return n, err
		}
		text, owners := split(string(data))
		key := strings.ToLower(spaces.ReplaceAllString(text, " "))
		if licences[key] == nil {
			licences[key] = &licence{text: text, modules: map[string][]string{}}
		}
		licences[key].modules[module] = union(licences[key].modules[module], owners)
		n++
	}
	return n, nil
}

// union returns the strings of one list and those of another that are not in it.
func union(list, more []string) []string {
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// split takes the lines that say whose copyright it is out of a licence.
func split(data string) (text string, owners []string) {
	var rest []string
	for line := range strings.Lines(strings.ReplaceAll(data, "\r\n", "\n")) {
		line = strings.TrimRight(line, " \t\n\f")
		if copyright.MatchString(line) && !strings.Contains(line, "[yyyy]") {
			owners = append(owners, strings.TrimSpace(line))
			continue
		}
		rest = append(rest, line)
	}
	return strings.Trim(strings.Join(rest, "\n"), "\n"), owners
}

// write returns the licences, those of the most modules first.
func write(licences map[string]*licence) string {
	all := slices.Collect(maps.Values(licences))
	names := func(l *licence) []string { return slices.Sorted(maps.Keys(l.modules)) }
	slices.SortFunc(all, func(a, b *licence) int {
		if n := len(b.modules) - len(a.modules); n != 0 {
			return n
		}
		if n := slices.Compare(names(a), names(b)); n != 0 {
			return n
		}
		return strings.Compare(a.text, b.text)
	})
	var out strings.Builder
	for _, l := range all {
		out.WriteString("\n" + strings.Repeat("-", 80) + "\n")
		for _, name := range names(l) {
			out.WriteString(name + "\n")
			for _, owner := range l.modules[name] {
				out.WriteString("    " + owner + "\n")
			}
		}
		out.WriteString("\n" + l.text + "\n")
	}
	return out.String()
}
