//go:build opensearch

package opensearch_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/cluster"
	"verbatim/index/engine"
	"verbatim/index/engine/enginetest"
	"verbatim/index/meaning"
	"verbatim/index/opensearch"
	"verbatim/index/update"
)

// code makes the vectors that are missing, in packs of two, and returns how many.
func code(t testing.TB, p place) (made int) {
	t.Helper()
	e := counting{n: &made}
	check(t, meaning.Fill(t.Context(), p.Store(), e, meaning.Options{Knows: func(string) bool { return true }, Batch: 2}))
	return made
}

// counting is a coder that counts what it encodes.
type counting struct {
	enginetest.Coder
	n *int
}

func (c counting) Encode(ctx context.Context, texts []string) ([][]float32, error) {
	*c.n += len(texts)
	return c.Coder.Encode(ctx, texts)
}

// coded opens the engine of a place, and returns how many vectors it has, each of which is found.
func coded(t testing.TB, p place) (e *opensearch.Engine, vectors int) {
	t.Helper()
	e, err := opensearch.Open(t.Context(), p.c, p.options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	if err := e.Understand(meaning.Encoding(enginetest.Coder{})); err != nil {
		t.Fatal(err)
	}
	s, err := e.Hold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Release()
	n, err := s.Vectors(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if hits, err := s.Nearest(t.Context(), make([]float32, 32), engine.Filter{}, n+1); err != nil || len(hits) != n {
		t.Errorf("%d hits among %d vectors, %v", len(hits), n, err)
	}
	return e, n
}

// TestDamagedVectors damages vectors in the cluster: what is whole is used, what is not is told, and made again.
func TestDamagedVectors(t *testing.T) {
	for name, c := range map[string]struct {
		damage func(t *testing.T, p place, index string)
		left   int // vectors, of 6 in 3 packs
	}{
		"no index":             {func(t *testing.T, p place, index string) { check(t, p.c.DeleteIndices(t.Context(), index)) }, 0},
		"no header":            {func(t *testing.T, p place, index string) { check(t, p.c.Delete(t.Context(), index, "head")) }, 0},
		"another in its place": {func(t *testing.T, p place, index string) { move(t, p, index, "v1", "head") }, 0},
		"no first pack":        {func(t *testing.T, p place, index string) { check(t, p.c.Delete(t.Context(), index, "v1")) }, 4},
		"no last pack":         {func(t *testing.T, p place, index string) { check(t, p.c.Delete(t.Context(), index, "v3")) }, 4},
		"a pack twice":         {func(t *testing.T, p place, index string) { move(t, p, index, "v1", "v2") }, 4},
		"a flipped bit":        {func(t *testing.T, p place, index string) { flip(t, p, index, "v2") }, 4},
	} {
		t.Run(name, func(t *testing.T) {
			p, notes := at(suite.New(t)), t.TempDir()
			for i := range 6 {
				page(t, notes, i)
			}
			run(t, p, notes)
			if n := code(t, p); n != 6 {
				t.Fatalf("%d vectors made, want 6", n)
			}
			c.damage(t, p, vectorsOf(t, p))
			e, n := coded(t, p)
			if n != c.left || e.State().Vectors != 6-c.left {
				t.Errorf("%d vectors are left and %d told to be lost, want %d", n, e.State().Vectors, c.left)
			}
			s, err := e.Hold(t.Context())
			check(t, err)
			if text, _ := enginetest.Best(t, s, "37"); text != "The tower number 3 is 37 metres high." {
				t.Errorf("by words: %q", text)
			}
			check(t, s.Release())
			if n := code(t, p); n != 6-c.left {
				t.Errorf("%d vectors made again, want %d", n, 6-c.left)
			}
			if e, n := coded(t, p); n != 6 || e.State().Vectors != 0 || e.State().Memory < 6*32 {
				t.Errorf("%d vectors in the end: %+v", n, e.State())
			}
			page(t, notes, 7)
			run(t, p, notes)
			if _, n := coded(t, p); n != 6 {
				t.Errorf("%d vectors were carried, want 6", n)
			}
		})
	}
}

// TestVectorsGone reindexes where no node holds the index of the vectors any more: words answer, and all vectors are made again.
func TestVectorsGone(t *testing.T) {
	name, notes := suite.New(t), t.TempDir()
	urls, _, _ := strings.Cut(name, " ")
	p := place{patient(t, cluster.Config{Nodes: strings.Split(urls, ","), Limit: 2 * time.Second, Patience: 4 * time.Second}), at(name).name}
	for i := range 6 {
		page(t, notes, i)
	}
	run(t, p, notes)
	code(t, p)
	lose(t, p, vectorsOf(t, p))
	page(t, notes, 7)
	run(t, p, notes)
	if n := code(t, p); n != 7 {
		t.Errorf("%d vectors made again, want 7", n)
	}
	if e, n := coded(t, p); n != 7 || e.State().Vectors != 0 {
		t.Errorf("%d vectors in the end: %+v", n, e.State())
	}
}

// lose makes an index be one whose shard no node holds.
func lose(t testing.TB, p place, index string) {
	t.Helper()
	check(t, p.c.DeleteIndices(t.Context(), index))
	short, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	_ = p.c.CreateIndex(short, index, map[string]any{"settings": map[string]any{ // it is never whole, which is an error
		"index.routing.allocation.require._name": "nobody", "number_of_replicas": 0, "index.write.wait_for_active_shards": "0",
	}})
	if indices, err := p.c.Indices(t.Context(), index); err != nil || len(indices) != 1 {
		t.Fatal(indices, err)
	}
}

// TestCarriedDamage loses vectors that were carried over, before any is made beside them: that is told.
func TestCarriedDamage(t *testing.T) {
	p, notes := at(suite.New(t)), t.TempDir()
	for i := range 6 {
		page(t, notes, i)
	}
	run(t, p, notes)
	code(t, p)
	page(t, notes, 7)
	run(t, p, notes)
	if e, n := coded(t, p); n != 6 || e.State().Vectors != 0 {
		t.Errorf("%d vectors were carried: %+v", n, e.State())
	}
	check(t, p.c.Delete(t.Context(), vectorsOf(t, p), "v1"))
	if e, n := coded(t, p); n != 0 || e.State().Vectors != 6 {
		t.Errorf("%d vectors are left: %+v", n, e.State())
	}
}

// fillEnv makes the test binary give the passages of the place it names vectors, one after the other, and print a line for each.
const fillEnv = "VERBATIM_TEST_FILL"

func fillSlowly(name string) {
	err := meaning.Fill(context.Background(), at(name).Store(), enginetest.Coder{}, meaning.Options{
		Knows: func(string) bool { return true }, Batch: 1, Progress: func(done, _ int) { fmt.Println(done) },
	})
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1) // it was to be killed
}

// TestFillKilled kills who makes vectors: what was made stays, and the next makes the others, at once.
func TestFillKilled(t *testing.T) {
	name, notes := suite.New(t), t.TempDir()
	const all, first = 200, 5
	for i := range all {
		page(t, notes, i)
	}
	run(t, at(name), notes)
	cmd := exec.Command(os.Args[0])
	cmd.Env, cmd.Stderr = append(os.Environ(), fillEnv+"="+name), os.Stderr
	out, err := cmd.StdoutPipe()
	check(t, err)
	check(t, cmd.Start())
	lines := bufio.NewScanner(out)
	for range first {
		lines.Scan()
	}
	check(t, cmd.Process.Kill())
	_ = cmd.Wait()
	_, had := coded(t, at(name))
	if made := code(t, at(name)); had < first || made != all-had {
		t.Errorf("%d vectors were made by who was killed, and %d then", had, made)
	}
	if _, n := coded(t, at(name)); n != all {
		t.Errorf("%d vectors in the end", n)
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func page(t testing.TB, dir string, number int) {
	t.Helper()
	text := fmt.Sprintf("The tower number %d is %d metres high.", number, 10*number+7)
	check(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.txt", number)), []byte(text), 0o600))
}

func run(t testing.TB, p place, roots ...string) {
	t.Helper()
	_, err := update.Run(t.Context(), p.Store(), update.Options{Roots: roots})
	check(t, err)
}

// vectorsOf returns the index of the vectors of the newest generation.
func vectorsOf(t testing.TB, p place) string {
	t.Helper()
	all, err := p.c.Indices(t.Context(), p.name+"-g*-vectors")
	check(t, err)
	if len(all) == 0 {
		t.Fatal("there is no index of vectors")
	}
	return all[len(all)-1].Name
}

// move puts a document in the place of another.
func move(t testing.TB, p place, index, from, to string) {
	t.Helper()
	d, err := p.c.Get(t.Context(), index, from)
	check(t, err)
	_, err = p.c.Put(t.Context(), index, to, d.Source)
	check(t, err)
}

// flip changes a bit of a document's record.
func flip(t testing.TB, p place, index, id string) {
	t.Helper()
	d, err := p.c.Get(t.Context(), index, id)
	check(t, err)
	var of struct {
		Record []byte `json:"record"`
	}
	check(t, json.Unmarshal(d.Source, &of))
	of.Record[len(of.Record)-5] ^= 4
	_, err = p.c.Put(t.Context(), index, id, of)
	check(t, err)
}
