//go:build opensearch && linux

package scale_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// common are the most frequent words of the made-up text, so that it is English for whoever looks which language it is.
var common = strings.Fields("the of and to in a is that it was for on are with as be at by this from or had not but have one were all there an " +
	"their which they when we you can more if will about up out so no into than them only some could time these two may then other do its")

// A prose is made-up articles of 60 sentences, and questions whose words stand in one of these.
type prose struct {
	root      string // the folder of the articles
	bytes     int    // of text
	questions []question
}

// A question is what is asked, and the words of it that are looked for.
type question struct{ Text, Words string }

// A writer makes up sentences of words that Zipf's law chooses.
type writer struct {
	random *rand.Rand
	zipf   *rand.Zipf
}

// newProse writes so many sentences, which are the same each time, and makes questions of some of them.
func newProse(t testing.TB, sentences, questions int) *prose {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	w := &writer{r, rand.NewZipf(r, 1.07, 3, 1<<20)}
	p := &prose{root: t.TempDir()}
	f, err := os.Create(filepath.Join(p.root, "prose.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := bufio.NewWriterSize(f, 1<<20)
	every := max(sentences/questions, 1)
	for written := 0; written < sentences; {
		var text strings.Builder
		for n := range min(60, sentences-written) {
			words := w.sentence()
			text.WriteString(strings.ToUpper(words[0][:1]) + strings.Join(words, " ")[1:] + ".")
			if n%3 == 2 {
				text.WriteString(`\n\n`)
			} else {
				text.WriteByte(' ')
			}
			if written++; written%every == 0 {
				p.questions = append(p.questions, w.ask(words))
			}
		}
		p.bytes += text.Len()
		fmt.Fprintf(out, `{"id":"a%d","title":"Report %d","language":"en","text":"%s"}`+"\n", written, written, text.String())
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	r.Shuffle(len(p.questions), func(i, j int) { p.questions[i], p.questions[j] = p.questions[j], p.questions[i] })
	return p
}

// sentence makes up one of 10 to 25 words, of which some are rare.
func (w *writer) sentence() []string {
	words := make([]string, 10+w.random.IntN(16))
	for i := range words {
		words[i] = w.word()
	}
	return words
}

func (w *writer) word() string {
	const first, second = "bcdfghklmnprstvw", "aeiou"
	n := w.zipf.Uint64()
	if n < uint64(len(common)) {
		return common[n]
	}
	var b []byte
	for more := true; more; more = n > 0 {
		b = append(b, first[n%16], second[n/16%5])
		n /= 80
	}
	return string(b) + "n"
}

// ask makes a question of four to six words of a sentence that are not among the most frequent.
func (w *writer) ask(sentence []string) question {
	var words []string
	for _, i := range w.random.Perm(len(sentence)) {
		if word := strings.ToLower(sentence[i]); len(words) < 4+w.random.IntN(3) && strings.HasSuffix(word, "n") && len(word)%2 == 1 && len(word) > 3 {
			words = append(words, word)
		}
	}
	if len(words) == 0 {
		words = sentence[:1]
	}
	all := strings.Join(words, " ")
	return question{"Which " + all + "?", all}
}
