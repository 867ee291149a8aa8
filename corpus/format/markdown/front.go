package markdown

import (
	"encoding/json"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/goccy/go-yaml"

	"verbatim/corpus/document"
)

// maxFrontMatter bounds the bytes between the fences of a front matter.
const maxFrontMatter = 64 << 10

// cutFrontMatter takes the front matter off the top of a page: YAML between lines
// of ---, TOML between lines of +++, or a JSON object. It is nil where there is none.
func cutFrontMatter(src string) (document.Metadata, string) {
	var raw map[string]any
	body := src
	switch {
	case strings.HasPrefix(src, "---"):
		block, rest := between(src, "---")
		if raw = yamlMap(block); raw == nil && rest != src && strings.TrimSpace(block) == "" {
			raw = map[string]any{} // Jekyll asks for the fences only
		}
		if raw != nil {
			body = rest
		}
	case strings.HasPrefix(src, "+++"):
		block, rest := between(src, "+++")
		if toml.Unmarshal([]byte(block), &raw) == nil && raw != nil {
			body = rest
		}
	case strings.HasPrefix(src, "{\n") || strings.HasPrefix(src, "{\""):
		dec := json.NewDecoder(strings.NewReader(src))
		if dec.Decode(&raw) == nil {
			body = src[dec.InputOffset():]
		}
	}
	if raw == nil {
		return nil, src
	}
	meta := make(document.Metadata, len(raw))
	for k, v := range raw {
		meta[strings.ToLower(k)] = v
	}
	return meta, body
}

// yamlMap reads a block of YAML, nil when it is none. A block that breaks the rules,
// most often by a colon inside a title, is read line by line.
func yamlMap(block string) map[string]any {
	if !strings.Contains(block, ":") {
		return nil
	}
	var raw map[string]any
	if !strings.Contains(block, ": *") && yaml.Unmarshal([]byte(block), &raw) == nil {
		return raw
	}
	raw = make(map[string]any)
	for line := range strings.Lines(block) {
		key, value, ok := strings.Cut(line, ":")
		if ok && key != "" && !strings.ContainsAny(key, " \t#-") {
			raw[key] = strings.Trim(strings.TrimSpace(value), `"'`)
		}
	}
	if len(raw) == 0 {
		return nil
	}
	return raw
}

// between returns the lines between two lines that are fence, and what follows. A
// first line that is not fence alone, or a fence that is not closed, is no front
// matter.
func between(src, fence string) (block, rest string) {
	first, after, _ := strings.Cut(src, "\n")
	limit := min(len(after), maxFrontMatter)
	if strings.TrimRight(first, " \t") != fence {
		return "", src
	}
	for at := 0; at < limit; {
		line, _, more := strings.Cut(after[at:], "\n")
		end := at + len(line)
		if more {
			end++
		}
		if strings.TrimRight(line, " \t") == fence {
			return after[:at], after[end:]
		}
		at = end
	}
	return "", src
}
