package site

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func TestScript(t *testing.T) {
	tests := map[string]struct {
		src  string
		want tree
	}{
		"object":      {`export default { url: "https://x.org", n: 2, on: true, off: false }`, tree{"url": "https://x.org", "n": 2.0, "on": true, "off": false}},
		"call":        {`module.exports = defineConfig({ url: 'x', list: ['a', {b: 'c'}] });`, tree{"url": "x", "list": []any{"a", tree{"b": "c"}}}},
		"constants":   {"const url = 'x'\nconst host = `y`;\nexport default { url, base: host }", tree{"url": "x", "base": "y"}},
		"comments":    {"/* url: 'no' */ export default { // url: 'no'\n url: 'x' }", tree{"url": "x"}},
		"not literal": {"export default { url: process.env.URL, other: `a${b}`, sum: 'a' + b }", tree{"url": nil, "other": nil, "sum": nil}},
		"inner call":  {`export default { url: 'x', integrations: [starlight({ title: 'T' })] }`, tree{"url": "x", "integrations": []any{tree{"title": "T"}}}},
		"cast":        {`const c: Config = { url: 'x', preset: ({ a: 'b' } satisfies P) };`, tree{"url": "x", "preset": tree{"a": "b"}}},
		"function":    {`export default { url: 'x', f(a) { return { url: 'no' } }, g: () => 1 }`, tree{"url": "x"}},
		"the best":    {`const a = { url: 'no' }; export default { url: 'x', title: 't' }`, tree{"url": "x", "title": "t"}},
		"none":        {`export default () => 1`, nil},
		"cut":         {`export default { url: 'x', presets: [[`, tree{"url": "x", "presets": []any{[]any{}}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := config{data: tt.src}.script("url", "title")
			if len(got)+len(tt.want) > 0 && !reflect.DeepEqual(trimmed(got), trimmed(tt.want)) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// trimmed leaves out what is not known.
func trimmed(t tree) string {
	for k, v := range t {
		if v == nil {
			delete(t, k)
		}
	}
	return fmt.Sprint(t)
}

// FuzzScript reads programs of any shape: in time, and without a panic.
func FuzzScript(f *testing.F) {
	for _, src := range []string{"export default { url: 'x', a: [1, (b), {c}] }", strings.Repeat("{a:[", 200), "const x = 'y'; ({x})", "`", "/*", "a: {b"} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 1<<12 {
			return
		}
		config{data: src}.script("url", "a")
	})
}
