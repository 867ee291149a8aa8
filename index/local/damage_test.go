package local_test

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/index"
	"verbatim/index/engine"
	"verbatim/index/engine/enginetest"
	"verbatim/index/local"
	"verbatim/index/meaning"
	"verbatim/index/update"
)

// A lab holds the data directory of a sound index, another of the same corpus as it was before,
// and what both answer.
type lab struct {
	root, dir, former string
	answers           map[string]string // of the sound one, by question
}

const labArticles = 12

// newLab writes a corpus, indexes it, and changes a little of it.
func newLab(t *testing.T) *lab {
	l := &lab{root: t.TempDir(), dir: t.TempDir(), former: t.TempDir(), answers: map[string]string{}}
	for i := range labArticles {
		l.tell(t, i, 1)
	}
	reindex(t, l.dir, l.root)
	fill(t, l.dir)
	if err := os.CopyFS(l.former, os.DirFS(l.dir)); err != nil {
		t.Fatal(err)
	}
	l.tell(t, 3, 2)
	l.tell(t, 7, 2)
	reindex(t, l.dir)
	fill(t, l.dir)
	x := asked(t, l.dir)
	for i := range labArticles {
		q := fmt.Sprintf("Who built the windmill of Varn%d?", i)
		l.answers[q] = answer(t, x, q)
		if l.answers[q] == "" {
			t.Fatalf("nothing answers %q", q)
		}
	}
	return l
}

// tell writes a version of an article.
func (l *lab) tell(t *testing.T, i, version int) {
	var b strings.Builder
	for k := range 12 {
		fmt.Fprintf(&b, "Varn%d has a harbour for %d ships of the fleet.\n\n", i, k*i+version)
	}
	fmt.Fprintf(&b, "The windmill of Varn%d was built by Oda Brekke in %d.\n", i, 1700+10*i+version)
	write(t, l.root, fmt.Sprintf("p%02d.txt", i), b.String())
}

// answer returns the best quote for a question, and "damaged" where the index says that.
func answer(t *testing.T, x *index.Index, question string) string {
	t.Helper()
	a, err := x.Answer(t.Context(), index.Query{Text: question, Level: index.Eager})
	if errors.Is(err, engine.ErrDamaged) {
		return "damaged"
	}
	if err != nil {
		t.Errorf("%s: %v", question, err)
		return ""
	}
	if len(a.Quotes) == 0 {
		return ""
	}
	return a.Quotes[0].Text
}

// copied returns a copy of the sound data directory.
func (l *lab) copied(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(l.dir)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// filesBelow lists the files below a folder, relative to it.
func filesBelow(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// damage damages a file below dir somehow, and says how.
func (l *lab) damage(t *testing.T, dir string, random *rand.Rand) string {
	t.Helper()
	names := filesBelow(t, dir)
	name := names[random.IntN(len(names))]
	path := filepath.Join(dir, name)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	kind := []string{"flip", "flip", "cut", "zero", "rubbish", "missing", "swap"}[random.IntN(7)]
	from := random.IntN(len(b) + 1)
	hurt := b[from:min(len(b), from+1+random.IntN(4096))]
	switch kind {
	case "flip":
		hurt = hurt[:min(1, len(hurt))]
		for i := range hurt {
			hurt[i] ^= 1 << random.IntN(8)
		}
	case "zero":
		clear(hurt)
	case "rubbish":
		for i := range hurt {
			hurt[i] = byte(random.Uint32())
		}
	case "cut":
		b = b[:from]
	case "swap":
		b = l.twin(t, name, random)
	}
	if err := os.Remove(path); err != nil { // it may share its bytes with another
		t.Fatal(err)
	}
	if kind != "missing" {
		write(t, dir, name, string(b))
	}
	return fmt.Sprintf("%s %s from %d", kind, name, from)
}

// twin returns a file of the former index that has the same name but for the generation, or
// else any.
func (l *lab) twin(t *testing.T, name string, random *rand.Rand) []byte {
	t.Helper()
	names := filesBelow(t, l.former)
	twin := strings.Replace(name, "generations/0002/", "generations/0001/", 1)
	if !slices.Contains(names, twin) {
		twin = names[random.IntN(len(names))]
	}
	b, err := os.ReadFile(filepath.Join(l.former, twin))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// check asks everything of an index. Each answer is the right one, or the index says that it is
// damaged.
func (l *lab) check(t *testing.T, x *index.Index, how string) {
	t.Helper()
	for q, want := range l.answers {
		if got := answer(t, x, q); got != want && got != "damaged" {
			t.Errorf("%s: %q answers %q, want %q", how, q, got, want)
		}
	}
}

// TestDamaged damages a data directory at random, again and again, and asks: no answer changes
// without a word, nothing panics, and a plain reindex mends everything, unless nobody knows any
// more of what.
func TestDamaged(t *testing.T) {
	l := newLab(t)
	said, lost := 0, 0
	for seed := range uint64(damages) {
		random, dir := rand.New(rand.NewPCG(seed, 15)), l.copied(t)
		var all []string
		for range 1 + random.IntN(3)/2 {
			all = append(all, l.damage(t, dir, random))
		}
		how := fmt.Sprintf("seed %d, %s", seed, strings.Join(all, ", "))
		if e, err := local.Open(dir, nil); err == nil {
			if err := e.Understand(meaning.Encoding(enginetest.Coder{})); err != nil {
				t.Errorf("%s: vectors: %v", how, err)
			}
			l.check(t, index.New(e, index.Options{}), how)
			if err := e.Close(); err != nil {
				t.Errorf("%s: close: %v", how, err)
			}
		} else if said++; !errors.Is(err, engine.ErrDamaged) && !errors.Is(err, engine.ErrLost) && !errors.Is(err, engine.ErrNoIndex) {
			t.Errorf("%s: open: %v", how, err)
		}
		lost += l.mend(t, dir, how)
	}
	t.Logf("%d damages: %d said so when opened, of %d nobody knew what the index was made of", damages, said, lost)
	if said == 0 || lost == damages {
		t.Error("the damages are too small or too great to show anything")
	}
}

// mend reindexes, and checks that all is well then. It returns 1 where it had to say what to read.
func (l *lab) mend(t *testing.T, dir, how string) (lost int) {
	t.Helper()
	_, err := update.Run(t.Context(), local.NewStore(dir, nil), update.Options{})
	if errors.Is(err, engine.ErrLost) {
		lost = 1
		_, err = update.Run(t.Context(), local.NewStore(dir, nil), update.Options{Roots: []string{l.root}})
	}
	if err != nil {
		t.Errorf("%s: reindex: %v", how, err)
		return lost
	}
	fill(t, dir)
	e := open(t, dir)
	for q, want := range l.answers {
		if got := answer(t, index.New(e, index.Options{}), q); got != want {
			t.Errorf("%s: mended, %q answers %q, want %q", how, q, got, want)
		}
	}
	s, err := e.Hold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	enginetest.Consistent(t, s)
	if err := s.Release(); err != nil {
		t.Error(err)
	}
	return lost
}

// TestDamagedUnverified damages an index that is too large to be verified when it is opened:
// nothing panics, and once it is verified no answer is wrong.
func TestDamagedUnverified(t *testing.T) {
	l := newLab(t)
	noticed := 0
	for seed := range uint64(damages) {
		random, dir := rand.New(rand.NewPCG(seed, 16)), l.copied(t)
		how := fmt.Sprintf("seed %d, %s", seed, l.damage(t, dir, random))
		e, err := local.OpenVerifying(dir, nil, 0)
		if err != nil {
			continue
		}
		x := index.New(e, index.Options{})
		for q := range l.answers {
			_, _ = x.Answer(t.Context(), index.Query{Text: q, Level: index.Eager}) // whatever it says
		}
		err = e.Verify(t.Context())
		if err != nil && !errors.Is(err, engine.ErrDamaged) {
			t.Errorf("%s: verify: %v", how, err)
		}
		if err != nil {
			noticed++
		} else if e.State().Unverified != 0 {
			t.Errorf("%s: %d bytes are left unverified", how, e.State().Unverified)
		}
		l.check(t, x, how)
		if err := x.Close(); err != nil {
			t.Errorf("%s: close: %v", how, err)
		}
	}
	if noticed == 0 {
		t.Error("verifying noticed nothing")
	}
}

// TestDamagedOutdated damages an index of the last format without checksums: what it answers
// nobody can vouch for, but nothing panics, and a plain reindex mends it.
func TestDamagedOutdated(t *testing.T) {
	l := newLab(t)
	meta := filepath.Join(l.dir, "generations/0002/meta.json")
	b, err := os.ReadFile(meta)
	if err != nil {
		t.Fatal(err)
	}
	b = regexp.MustCompile(`"format": \d+`).ReplaceAll(b, []byte(`"format": 3`))
	if err := errors.Join(os.WriteFile(meta, b, 0o600), os.Remove(filepath.Join(l.dir, "generations/0002/checksums"))); err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(damages) {
		random, dir := rand.New(rand.NewPCG(seed, 17)), l.copied(t)
		how := fmt.Sprintf("seed %d, %s", seed, l.damage(t, dir, random))
		if e, err := local.Open(dir, nil); err == nil {
			for q := range l.answers {
				_, _ = index.New(e, index.Options{}).Answer(t.Context(), index.Query{Text: q, Level: index.Eager})
			}
			if err := e.Close(); err != nil {
				t.Errorf("%s: close: %v", how, err)
			}
		}
		l.mend(t, dir, how)
	}
}

// TestDamagedLater damages a generation that answers, and mends it: whoever follows is told, and
// answers again.
func TestDamagedLater(t *testing.T) {
	l := newLab(t)
	e, err := local.OpenVerifying(l.dir, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if e.State().Unverified == 0 {
		t.Error("all was verified")
	}
	flip(t, filepath.Join(l.dir, "generations/0002/texts/0001.dat"))
	if err := e.Verify(t.Context()); !errors.Is(err, engine.ErrDamaged) || !strings.Contains(err.Error(), "0001.dat") {
		t.Errorf("verify: %v", err)
	}
	if _, err := e.Hold(t.Context()); !errors.Is(err, engine.ErrDamaged) {
		t.Errorf("hold: %v", err)
	}
	reindex(t, l.dir)
	waitFor(t, func() bool { return e.Version() == 3 })
	l.check(t, index.New(e, index.Options{}), "mended")
	if e.State().Unverified != 0 {
		t.Errorf("%d bytes of what was switched to are unverified", e.State().Unverified)
	}
}

// TestDamagedNext damages a generation before it is switched to: the old one goes on answering.
func TestDamagedNext(t *testing.T) {
	l := newLab(t)
	told := &lines{}
	e, err := local.Open(l.former, slog.New(slog.NewTextHandler(told, nil)))
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	next := filepath.Join(l.former, "generations/0002")
	if err := os.CopyFS(next, os.DirFS(filepath.Join(l.dir, "generations/0002"))); err != nil {
		t.Fatal(err)
	}
	flip(t, filepath.Join(next, "texts/0002.dat"))
	write(t, l.former, "CURRENT", "2\n")
	waitFor(t, func() bool { return told.count("cannot switch to the new index") > 0 })
	if e.Version() != 1 {
		t.Errorf("version %d answers", e.Version())
	}
}

// TestVectorsOfAnother puts the vectors of another index in the place of those that are there:
// its ids would name other passages.
func TestVectorsOfAnother(t *testing.T) {
	l := newLab(t)
	const vectors = "vectors.bin"
	b, err := os.ReadFile(filepath.Join(l.former, "generations/0001", vectors))
	if err != nil {
		t.Fatal(err)
	}
	write(t, l.dir, "generations/0002/"+vectors, string(b))
	e := open(t, l.dir)
	if err := e.Understand(meaning.Encoding(enginetest.Coder{})); err != nil {
		t.Fatal(err)
	}
	s, err := e.Hold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Release()
	if n, err := s.Vectors(t.Context()); n != 0 || err != nil {
		t.Errorf("%d vectors of another index were taken, %v", n, err)
	}
	if made := fill(t, l.dir); made != s.Generation().Totals.Passages {
		t.Errorf("%d vectors were made, want all %d", made, s.Generation().Totals.Passages)
	}
}

// lines counts what is logged.
type lines struct {
	mutex sync.Mutex
	all   strings.Builder
}

func (l *lines) Write(b []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.all.Write(b)
}

func (l *lines) count(text string) int {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return strings.Count(l.all.String(), text)
}

func waitFor(t *testing.T, done func() bool) {
	t.Helper()
	for range 600 {
		if done() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("it did not happen within half a minute")
}

// flip flips a bit in the middle of a file.
func flip(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
