package site

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/goccy/go-yaml"
)

// maxConfig is the most bytes of a configuration that are read; what is longer is taken for
// empty.
const maxConfig = 256 << 10

// A config is the configuration of a generator: a file with its text.
type config struct {
	dir  string // that the generator takes for its own
	name string
	data string
}

// A tree is a configuration's values by their names.
type tree = Meta

// below returns the folder at a path relative to the configuration's.
func (c config) below(rel string) string {
	return filepath.Clean(filepath.Join(c.dir, filepath.FromSlash(rel)))
}

// file returns the text of another file, "" where there is none.
func (c config) file(rel string) string { return readText(c.below(rel)) }

// exists reports whether there is such a file or folder.
func (c config) exists(rel string) bool {
	_, err := os.Stat(c.below(rel))
	return err == nil
}

// readText returns a file's text, "" where it cannot be read or is too long.
func readText(name string) string {
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxConfig {
		return ""
	}
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxConfig))
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(string(b), "\ufeff")
}

// json reads another file into v.
func (c config) json(rel string, v any) error { return json.Unmarshal([]byte(c.file(rel)), v) }

// values reads a configuration by its extension.
func (c config) values() tree {
	switch path.Ext(c.name) {
	case ".toml":
		return c.toml()
	case ".json":
		var t map[string]any
		_ = json.Unmarshal([]byte(c.data), &t) // nothing then
		return t
	}
	return c.yaml()
}

func (c config) toml() tree {
	var t map[string]any
	if nested(c.data) {
		return nil
	}
	if _, err := toml.Decode(c.data, &t); err != nil {
		return nil
	}
	return t
}

// maxNesting is how deep the lists and maps of a configuration may lie in each other: the
// readers of YAML and TOML take memory and time that grow much faster than the depth.
const maxNesting = 40

// nested reports a configuration that lies deeper in itself than any needs to.
func nested(src string) bool {
	depth, marks := 0, 0
	for i := range len(src) {
		switch c := src[i]; {
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth = max(depth-1, 0)
		case (c == '-' || c == '?') && strings.HasPrefix(src[i+1:], " "): // "- - a" is a list in a list
			marks++
		case c != ' ':
			marks = 0
		}
		if depth > maxNesting || marks > maxNesting {
			return true
		}
	}
	return false
}

var (
	yamlTag   = regexp.MustCompile(`(^|[\s\[,])!{1,2}[\w/.:-]+`)
	yamlAlias = regexp.MustCompile(`(?m)[:-]\s+\*\w`)
	yamlLine  = regexp.MustCompile(`(?m)^([\w-]+):[ \t]+(\S.*?)[ \t]*(?:[ \t]#.*)?$`)
)

// yaml reads a configuration whose tags name what only the generator knows. Where it cannot
// be read, or aliases or depth could make it grow, its plain lines are.
func (c config) yaml() tree {
	src := yamlTag.ReplaceAllString(c.data, "$1")
	var t map[string]any
	if !yamlAlias.MatchString(src) && !nested(src) && yaml.Unmarshal([]byte(src), &t) == nil {
		return t
	}
	t = map[string]any{}
	for _, m := range yamlLine.FindAllStringSubmatch(src, -1) {
		t[m[1]] = strings.Trim(m[2], `"'`)
	}
	return t
}

// sub returns the values below a name, none where there is no such name.
func (m Meta) sub(name string) tree {
	switch v := m[name].(type) {
	case map[string]any:
		return v
	case Meta:
		return v
	}
	return nil
}

// lower returns values by their names in lower case, as far down as names go: Hugo does not
// tell capitals.
func (m Meta) lower() tree {
	out := make(tree, len(m))
	for k, v := range m {
		if below, ok := v.(map[string]any); ok {
			v = map[string]any(Meta(below).lower())
		}
		out[strings.ToLower(k)] = v
	}
	return out
}

// flat is a value as an option holds it, "" for none.
func flat(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// folderPath is a path with a slash at its end and none at its beginning; "" for the root.
func folderPath(name string) string {
	if name = strings.Trim(name, "/"); name != "" && name != "." {
		return name + "/"
	}
	return ""
}
