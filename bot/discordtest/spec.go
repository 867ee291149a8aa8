package discordtest

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// spec is Discord's OpenAPI document, ready to validate request bodies.
type spec struct {
	paths    map[string]any // path template → operations
	schemas  map[string]any // by name
	compiler *jsonschema.Compiler

	mu       sync.Mutex // Compiler is not safe for concurrent use
	compiled map[string]*jsonschema.Schema
}

const specURL = "https://discord.invalid/openapi.json"

// shared finds the folder of test data beside the repository: VERBATIM_SHARED, or
// ../shared of the folder that holds go.mod.
func shared() string {
	if dir := os.Getenv("VERBATIM_SHARED"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(filepath.Dir(dir), "shared")
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
		dir = filepath.Dir(dir)
	}
}

// Sample reads one of Discord's example payloads, or skips the test when they are absent.
func Sample(tb testing.TB, name string) []byte {
	tb.Helper()
	raw, err := os.ReadFile(filepath.Join(shared(), "discord", "samples", name))
	if err != nil {
		tb.Skipf("Discord's sample payloads are not here: %v", err)
	}
	return raw
}

// sharedSpec is the document for all servers of a test binary: compiling its schemas takes
// longer than most tests.
var sharedSpec = sync.OnceValues(readSpec)

// loadSpec reads the document. Without it, it says so and returns nil.
func loadSpec(tb testing.TB) *spec {
	tb.Helper()
	sp, err := sharedSpec()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		tb.Logf("requests are not validated against Discord's OpenAPI document: %v", err)
		return nil
	case err != nil:
		tb.Fatalf("Discord's OpenAPI document: %v", err)
	}
	return sp
}

func readSpec() (*spec, error) {
	raw, err := os.ReadFile(filepath.Join(shared(), "discord", "openapi.json"))
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	if err := c.AddResource(specURL, doc); err != nil {
		return nil, err
	}
	return &spec{
		paths: object(object(doc)["paths"]), schemas: object(object(object(doc)["components"])["schemas"]),
		compiler: c, compiled: map[string]*jsonschema.Schema{},
	}, nil
}

// validate returns what Discord's document says against a request.
func (sp *spec) validate(req *Request) []string {
	template, operation := sp.find(req.Method, req.Path)
	if operation == nil {
		return []string{"no such operation in Discord's OpenAPI document"}
	}
	bad := checkQuery(sp.paths[template].(map[string]any), operation, req)
	body, _ := operation["requestBody"].(map[string]any)
	if req.Body == nil {
		if body != nil && body["required"] == true {
			bad = append(bad, "the body is missing")
		}
		return bad
	}
	if body == nil {
		return append(bad, "a body where none belongs")
	}
	schema, err := sp.schema(template, strings.ToLower(req.Method))
	if err != nil {
		return append(bad, err.Error())
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(req.Body))
	if err != nil {
		return append(bad, err.Error())
	}
	if err := schema.Validate(coerce(value)); err != nil {
		bad = append(bad, strings.ReplaceAll(err.Error(), "\n", " "))
	}
	root := object(object(object(body["content"])["application/json"])["schema"])
	return append(bad, sp.unknown([]map[string]any{root}, value, "body")...)
}

// find looks up the operation of a path; parts given literally win over variable ones.
func (sp *spec) find(method, path string) (string, map[string]any) {
	best, bestLiteral := "", -1
	for template := range sp.paths {
		if n := matchTemplate(template, path); n > bestLiteral {
			best, bestLiteral = template, n
		}
	}
	operations, _ := sp.paths[best].(map[string]any)
	operation, _ := operations[strings.ToLower(method)].(map[string]any)
	return best, operation
}

// matchTemplate counts the literal parts of a template that fits, -1 when it doesn't.
func matchTemplate(template, path string) int {
	t, p := strings.Split(template, "/"), strings.Split(path, "/")
	if len(t) != len(p) {
		return -1
	}
	literal := 0
	for i := range t {
		switch {
		case strings.HasPrefix(t[i], "{"):
			if p[i] == "" || strings.HasSuffix(t[i], "_id}") && !isSnowflake(p[i]) {
				return -1
			}
		case t[i] == p[i]:
			literal++
		default:
			return -1
		}
	}
	return literal
}

func isSnowflake(s string) bool {
	return s != "" && len(s) <= 20 && strings.Trim(s, "0123456789") == ""
}

// checkQuery refuses query parameters that the operation does not know.
func checkQuery(path, operation map[string]any, req *Request) []string {
	known := map[string]bool{}
	for _, holder := range []map[string]any{path, operation} {
		parameters, _ := holder["parameters"].([]any)
		for _, p := range parameters {
			if m, _ := p.(map[string]any); m["in"] == "query" {
				known[fmt.Sprint(m["name"])] = true
			}
		}
	}
	var bad []string
	for name := range req.Query {
		if !known[name] {
			bad = append(bad, fmt.Sprintf("unknown query parameter %q", name))
		}
	}
	return bad
}

// schema compiles the JSON schema of an operation's body once.
func (sp *spec) schema(template, method string) (*jsonschema.Schema, error) {
	sp.mu.Lock()
	defer sp.mu.Unlock()
	key := method + " " + template
	if s := sp.compiled[key]; s != nil {
		return s, nil
	}
	pointer := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(template)
	s, err := sp.compiler.Compile(specURL + "#/paths/" + pointer + "/" + method + "/requestBody/content/application~1json/schema")
	if err != nil {
		return nil, fmt.Errorf("compile schema of %s: %w", key, err)
	}
	sp.compiled[key] = s
	return s, nil
}
