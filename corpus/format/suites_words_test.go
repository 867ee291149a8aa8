//go:build suites

package format_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"verbatim/corpus/corpustest"
	"verbatim/corpus/format"
	"verbatim/corpus/pdfium/pdfiumtest"
)

// TestSuiteWords compares what is read of files with what other programs read: in each folder of
// words, NAME.want holds the text of the file NAME, and NAME.other what one more program finds in it.
func TestSuiteWords(t *testing.T) {
	kinds, err := os.ReadDir(suite(t, "words"))
	if err != nil {
		t.Fatal(err)
	}
	read := pdfiumtest.Reader(t, format.Read)
	for _, kind := range kinds {
		var here, other readings
		err := filepath.WalkDir(suite(t, "words", kind.Name()), func(file string, _ fs.DirEntry, err error) error {
			name, ok := strings.CutSuffix(file, ".want")
			if err != nil || !ok {
				return err
			}
			want := readFile(t, file)
			articles, skips := corpustest.FromBytes(t, name, []byte(readFile(t, name)), read)
			got := ""
			for _, a := range articles {
				got += a.Text + "\n"
			}
			if got == "" {
				t.Logf("%s: nothing is read: %s", name, corpustest.SkipLines(skips))
			}
			here = append(here, newReading(filepath.Base(name), got, want))
			if text, err := os.ReadFile(name + ".other"); err == nil {
				other = append(other, newReading(filepath.Base(name), string(text), want))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s, the least alike:\n%s", kind.Name(), here.worst(20))
		for _, least := range []int{0, 200} {
			t.Logf("%s, more than %d words: here %s", kind.Name(), least, here.above(least))
			if len(other) > 0 {
				t.Logf("%s, more than %d words: other %s", kind.Name(), least, other.above(least))
			}
		}
	}
}

// A reading is how the text of a file compares with what is wanted.
type reading struct {
	name string
	share
	placed, ordered int // of the words that stand once in both, those in the wanted order
	glued           int // words that are two neighbours of the wanted text
}

func newReading(name, got, want string) reading {
	got, want = joined(got), joined(want)
	a, b := words(got), words(want)
	r := reading{name: name, share: compare(got, want, 1), glued: glued(a, b)}
	places := commonPlaces(a, b)
	r.placed, r.ordered = len(places), longestRise(places)
	return r
}

var lineHyphen = regexp.MustCompile(`(\pL)[-\x{ad}\x{2010}\x{fffe}\x{2}]\s*\n\s*(\p{Ll})`)

// joined puts words together that were parted at the end of a line, and takes ligatures apart.
func joined(text string) string {
	return lineHyphen.ReplaceAllString(norm.NFKC.String(text), "$1$2")
}

// commonPlaces returns where in b the words of a stand that both have once.
func commonPlaces(a, b []string) []int {
	times, place := map[string]int{}, map[string]int{}
	for _, word := range a {
		times[word]++
	}
	for i, word := range b {
		if _, again := place[word]; again {
			i = -1
		}
		place[word] = i
	}
	var places []int
	for _, word := range a {
		if i, ok := place[word]; ok && i >= 0 && times[word] == 1 {
			places = append(places, i)
		}
	}
	return places
}

// longestRise returns the length of the longest part of a list that rises.
func longestRise(list []int) int {
	var ends []int // the least end of a part of each length
	for _, n := range list {
		if i, _ := slices.BinarySearch(ends, n); i == len(ends) {
			ends = append(ends, n)
		} else {
			ends[i] = n
		}
	}
	return len(ends)
}

func glued(got, want []string) int {
	known, pairs, found := map[string]bool{}, map[string]bool{}, 0
	for i, word := range want {
		known[word] = true
		pairs[strings.Join(want[max(i-1, 0):i+1], "")] = true
	}
	for _, word := range got {
		if !known[word] && pairs[word] {
			found++
		}
	}
	return found
}

type readings []reading

// above writes the figures of files of more than so many words.
func (rs readings) above(least int) string {
	var all share
	var f1, order float64
	files, placed, glued := 0, 0, 0
	for _, r := range rs {
		if r.want <= least {
			continue
		}
		files, glued, f1 = files+1, glued+r.glued, f1+r.f1()
		all.both, all.got, all.want = all.both+r.both, all.got+r.got, all.want+r.want
		if r.placed > 3 {
			placed, order = placed+1, order+float64(r.ordered)/float64(r.placed)
		}
	}
	per := func(n, of int, unit float64) float64 { return unit * float64(n) / float64(max(of, 1)) }
	return fmt.Sprintf("%d files, mean F1 %.4f, order %.4f, glued %.2f in 1,000; of %d words %.2f %% kept, %.2f %% more", files, f1/float64(max(files, 1)),
		order/float64(max(placed, 1)), per(glued, all.got, 1000), all.want, per(all.both, all.want, 100), per(all.got-all.both, all.want, 100))
}

// worst lists the files that differ most.
func (rs readings) worst(n int) string {
	sorted := slices.SortedFunc(slices.Values(rs), func(a, b reading) int { return (b.want - b.both) - (a.want - a.both) })
	var lines []string
	for _, r := range sorted[:min(n, len(sorted))] {
		lines = append(lines, fmt.Sprintf("%.3f %-50s got %d want %d both %d", r.f1(), r.name, r.got, r.want, r.both))
	}
	return strings.Join(lines, "\n")
}
