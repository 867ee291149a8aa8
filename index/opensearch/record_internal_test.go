package opensearch

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"verbatim/cluster"
	"verbatim/index/engine"
)

// TestSealed checks that a record is taken for what it is under its own id only.
func TestSealed(t *testing.T) {
	kept := sealed("a1", []byte("text"))
	if got, err := opened("a1", kept); err != nil || string(got) != "text" {
		t.Errorf("%q, %v", got, err)
	}
	for name, err := range map[string]error{
		"another id": opening("a2", kept), "cut": opening("a1", kept[:len(kept)-1]), "nothing": opening("a1", nil),
		"changed": opening("a1", append(kept[:len(kept)-1:len(kept)-1], 'T')),
	} {
		if !errors.Is(err, engine.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func opening(id string, kept []byte) error {
	_, err := opened(id, kept)
	return err
}

// TestBase takes names for those of generations of a corpus, or not.
func TestBase(t *testing.T) {
	b := newBase("docs", 7)
	if n, err := b.number("docs"); n != 7 || err != nil || baseOf(b.library()) != b || baseOf(b.passages()) != b {
		t.Errorf("%s: %d, %v", b, n, err)
	}
	for _, other := range []base{"", "docs", newBase("docs-g000001", 7), newBase("doc", 7), "docs-g7-abcd", b + "x", "docs-state"} {
		if other.of("docs") {
			t.Errorf("%q is taken for a generation of docs", string(other))
		}
	}
}

// FuzzKey checks that keys are text, one for each id, and begin as prefixes do.
func FuzzKey(f *testing.F) {
	f.Add("docs/a", "docs/", "docs/b")
	f.Add(strings.Repeat("é", 5000), strings.Repeat("é", 4500), strings.Repeat("é", 5000)+"x")
	f.Add("\xff\xfe", "\xff", "\xff\xff")
	f.Fuzz(func(t *testing.T, id, prefix, other string) {
		key := keyOf(id)
		if b, err := json.Marshal(key); err != nil || strings.Contains(string(b), `\ufffd`) && !strings.Contains(id, "\ufffd") {
			t.Errorf("%q cannot be written", id)
		}
		if len(key) > 4*maxKey || strings.HasPrefix(id, prefix) && !strings.HasPrefix(key, prefixOf(prefix)) && utf8Cut(id, prefix) {
			t.Errorf("%q begins with %q, and its key does not", id, prefix)
		}
		if id != other && key == keyOf(other) && !strings.ContainsAny(id+other, "\x00") && !private(id+other) {
			t.Errorf("%q and %q have the same key", id, other)
		}
	})
}

// utf8Cut reports whether a prefix ends between characters, as prefixes that people name do.
func utf8Cut(id, prefix string) bool {
	return written(id) == written(prefix)+written(id[len(prefix):])
}

// private reports whether a text has characters that stand for bytes which are none.
func private(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= '\U0010FF00' }) >= 0
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"mill", "", 4}, {"mill", "milk", 1}, {"mill", "mlil", 1}, {"harbur", "harbour", 1}, {"über", "uber", 1}, {"abcd", "badc", 2}, {"kitten", "sitting", 3}} {
		if got := distance(c.a, c.b); got != c.want || distance(c.b, c.a) != got {
			t.Errorf("%s, %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// FuzzPassage reads passages out of anything a cluster may send: there is damage or a passage, never a panic.
func FuzzPassage(f *testing.F) {
	f.Add([]byte(`{"record":["AAAAAAAAAAAAAAA"]}`))
	f.Add([]byte(`{"record":[]}`))
	f.Fuzz(func(t *testing.T, fields []byte) {
		if _, err := passageOf(cluster.Hit{Fields: fields}); err != nil && !errors.Is(err, engine.ErrDamaged) {
			t.Error(err)
		}
	})
}

// TestVectorID turns the numbers of a passage into the id of its vector and back.
func TestVectorID(t *testing.T) {
	for _, c := range [][2]int{{0, 0}, {1, 2}, {1 << 40, 1<<31 - 1}} {
		if article, ordinal := passageOfVector(idOf(c[0], c[1])); article != c[0] || ordinal != c[1] {
			t.Errorf("%v: %d, %d", c, article, ordinal)
		}
	}
}

// TestDirectory asks which vectors filters let through.
func TestDirectory(t *testing.T) {
	m := &meanings{articles: &directory{allowed: map[string]numbers{}, articles: []listed{
		{1, "docs/a", "https://a.example"}, {64, "docs/b", ""}, {200, "news/c", "https://c.example"},
	}}}
	if m.keep(engine.Filter{}) != nil {
		t.Error("the zero filter does not let all through")
	}
	for range 2 { // the second time it is remembered
		for want, f := range map[string]engine.Filter{
			"[1 64]": {Sources: []string{"docs/"}}, "[200]": {Sources: []string{"https://c"}}, "[64]": {Article: "docs/b"}, "[]": {Article: "docs/b", Within: []string{"news/"}},
		} {
			keep, got := m.keep(f), []int{}
			for number := range 300 {
				if keep(idOf(number, 3)) {
					got = append(got, number)
				}
			}
			if fmt.Sprint(got) != want {
				t.Errorf("%+v: %v, want %s", f, got, want)
			}
		}
	}
}
