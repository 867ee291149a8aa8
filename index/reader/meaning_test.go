package reader

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"sync"
	"testing"
)

// tinyEncoder returns the file of an encoder with the layers of another tiny model.
func tinyEncoder(seed uint64, edit func(m *tinyModel)) []byte {
	m := newTiny(seed)
	m.config.MaxQuestion, m.config.MaxTitle, m.config.Marker = 0, 0, 0
	m.config.Instruction = "who is the"
	kept := m.tensors[:0]
	for _, t := range m.tensors {
		if strings.Contains(t.Name, "LayerNorm") || strings.Contains(t.Name, "position") || strings.Contains(t.Name, "type") || strings.HasPrefix(t.Name, "encoder") {
			kept = append(kept, t)
		}
	}
	m.tensors = kept
	if edit != nil {
		edit(m)
	}
	return m.bytes()
}

// encoderOf returns a tiny encoder with the words of a tiny model.
func encoderOf(t testing.TB, k kernel) *Encoder {
	t.Helper()
	e, err := tiny(t, k).loadEncoder(tinyEncoder(9, nil))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

var oddTexts = []string{"He runs the harbour.", "", "“Café” is a naïve cafe. 東京", strings.Repeat("the head is ", 40), "port",
	strings.Repeat("xx 12 ", 9), "[unused0] [SEP] the talks", strings.Repeat("x", 200)}

// TestEncodeReference compares every kernel with the reference.
func TestEncodeReference(t *testing.T) {
	file := newTiny(9)
	*file.find("vocab"), *file.find("embeddings.word_embeddings.weight") = *newTiny(1).find("vocab"), *newTiny(1).find("embeddings.word_embeddings.weight")
	for _, k := range availableKernels() {
		e := encoderOf(t, k)
		got, err := e.Encode(context.Background(), oddTexts)
		if err != nil {
			t.Fatal(err)
		}
		question, err := e.EncodeQuestion(context.Background(), oddTexts[0])
		if err != nil {
			t.Fatal(err)
		}
		for i, text := range append(oddTexts, "who is the he runs the harbour.") {
			s := newScratch(e.vocabulary)
			s.addText(&e.config, "", text)
			want := file.reference(s.tokens, file.config.Layers)[0]
			compareVector(t, k.name+" "+text, append(got, question)[i], want, precision(&k, 1e-5, 2e-3))
		}
	}
}

// compareVector checks that a vector has length 1 and the direction of x.
func compareVector(t *testing.T, what string, got []float32, x []float64, most float64) {
	t.Helper()
	size, off, length := 0.0, 0.0, 0.0
	for _, v := range x {
		size += v * v
	}
	for i, v := range x {
		off = max(off, math.Abs(v/math.Sqrt(size)-float64(got[i])))
		length += float64(got[i]) * float64(got[i])
	}
	if len(got) != len(x) || !(off < most) || math.Abs(length-1) > 1e-5 {
		t.Errorf("%s: %d values, length %g, off by %g", what, len(got), length, off)
	}
}

// TestEncodeBatches checks that a text's vector depends on nothing encoded with it, nor
// on the number of cores.
func TestEncodeBatches(t *testing.T) {
	e, texts := encoderOf(t, bestKernel()), []string(nil)
	for range 8 {
		texts = append(texts, oddTexts...)
	}
	together, err := e.WithCores(3).Encode(context.Background(), texts)
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range texts {
		alone, err := e.WithCores(1).Encode(context.Background(), []string{text})
		if err != nil {
			t.Fatal(err)
		}
		compareVector(t, fmt.Sprintf("text %d", i), together[i], doubles(alone[0]), 1e-5)
	}
}

func doubles(x []float32) (out []float64) {
	for _, v := range x {
		out = append(out, float64(v))
	}
	return out
}

func TestEncodeCut(t *testing.T) {
	e := encoderOf(t, portableKernel())
	for _, instruction := range []string{"", "who is the", strings.Repeat("who ", 100)} {
		s := newScratch(e.vocabulary)
		s.addText(&e.config, instruction, strings.Repeat("port ", 100))
		if s.rows() != e.config.MaxTokens || s.tokens[s.rows()-1].id != int32(e.config.Sep) {
			t.Errorf("%q: %d tokens, the last %v", instruction, s.rows(), s.tokens[s.rows()-1])
		}
	}
}

func TestEncodeCancel(t *testing.T) {
	e := encoderOf(t, bestKernel())
	for looks := range e.config.Layers + 1 {
		got, err := e.Encode(&endsAfter{context.Background(), looks}, oddTexts)
		if !errors.Is(err, context.Canceled) || got != nil {
			t.Errorf("ended at look %d: %v, %v; want nothing and context.Canceled", looks, got, err)
		}
	}
	if got, err := e.Encode(context.Background(), nil); err != nil || len(got) != 0 {
		t.Errorf("Encode of no texts: %v, %v", got, err)
	}
}

func TestEncodeConcurrently(t *testing.T) {
	e := encoderOf(t, bestKernel())
	want, err := e.Encode(context.Background(), oddTexts)
	if err != nil {
		t.Fatal(err)
	}
	var done sync.WaitGroup
	for cores := range 4 {
		done.Go(func() {
			got, err := e.WithCores(cores).Encode(context.Background(), oddTexts)
			for i := range want {
				if err != nil {
					t.Error(err)
					return
				}
				compareVector(t, oddTexts[i], got[i], doubles(want[i]), 1e-5)
			}
		})
	}
	done.Wait()
}

// TestEncodeAllocations checks that a warm encoder allocates for the vectors and the start
// of its workers, nothing for tokens.
func TestEncodeAllocations(t *testing.T) {
	e := encoderOf(t, bestKernel()).WithCores(1)
	// The fewest of several runs: the race detector has pools lose what they hold, now and then.
	allocs := func(texts []string) float64 {
		fewest := math.Inf(1)
		for range 40 {
			fewest = min(fewest, testing.AllocsPerRun(1, func() {
				if _, err := e.Encode(context.Background(), texts); err != nil {
					t.Fatal(err)
				}
			}))
		}
		return fewest
	}
	allocs(oddTexts)
	if few, many := allocs(oddTexts[:1]), allocs(oddTexts); few > 60 || many > few+15 {
		t.Errorf("%g allocations for one text, %g for %d", few, many, len(oddTexts))
	}
}

// TestEncoderFile checks what is refused, and what the identity tells apart.
func TestEncoderFile(t *testing.T) {
	m := tiny(t, bestKernel())
	whole := tinyEncoder(9, nil)
	for _, c := range []struct {
		name, want string
		raw        []byte
	}{
		{"another file", "not a weights file", []byte("%PDF-1.7")},
		{"cut off", "cut off or damaged", whole[:len(whole)-100]},
		{"other words", "the reader has", tinyEncoder(9, func(m *tinyModel) { m.config.VocabSize++ })},
		{"a layer too many", "is missing", tinyEncoder(9, func(m *tinyModel) { m.config.Layers++ })},
	} {
		if _, err := m.loadEncoder(c.raw); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
	if _, err := m.loadEncoder(nil); !errors.Is(err, ErrNoEncoder) {
		t.Errorf("an empty file: %v, want ErrNoEncoder", err)
	}
	a, b := encoderOf(t, bestKernel()), encoderOf(t, portableKernel())
	other, err := m.loadEncoder(tinyEncoder(10, nil))
	if err != nil || a.Identity() != b.Identity() || a.Identity() == other.Identity() || a.Dimension() != m.config.Hidden {
		t.Errorf("identities %x, %x and %x, dimension %d, %v", a.Identity(), b.Identity(), other.Identity(), a.Dimension(), err)
	}
}

// TestEncoderVectors compares the vectors of the weights that ship with those of PyTorch,
// recorded by train/export_encoder.py.
func TestEncoderVectors(t *testing.T) {
	raw, err := os.ReadFile("testdata/encoder.json")
	if err != nil {
		t.Fatal(err)
	}
	var recorded struct {
		Cases []struct {
			Question bool
			Text     string
			IDs      []int32 `json:"ids"`
			Vector   []float64
		}
	}
	if err := json.Unmarshal(raw, &recorded); err != nil {
		t.Fatal(err)
	}
	for _, k := range availableKernels() {
		e, err := trained(t, k).Encoder()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range recorded.Cases {
			instruction, encode := "", func(ctx context.Context, text string) ([]float32, error) {
				v, err := e.Encode(ctx, []string{text})
				return v[0], err
			}
			if c.Question {
				instruction, encode = e.config.Instruction, e.EncodeQuestion
			}
			s := newScratch(e.vocabulary)
			s.addText(&e.config, instruction, c.Text)
			if got := idsOf(s.tokens); fmt.Sprint(got) != fmt.Sprint(c.IDs) {
				t.Errorf("%q: tokens %v, want %v", c.Text, got, c.IDs)
			}
			got, err := encode(context.Background(), c.Text)
			if err != nil {
				t.Fatal(err)
			}
			compareVector(t, k.name+" "+c.Text, got, c.Vector, precision(&k, 1e-5, 1e-3))
		}
	}
}

func idsOf(tokens []placed) (ids []int32) {
	for _, t := range tokens {
		ids = append(ids, t.id)
	}
	return ids
}

// FuzzEncode encodes any bytes: no panic, and vectors of length 1.
func FuzzEncode(f *testing.F) {
	for _, text := range oddTexts {
		f.Add(text)
	}
	f.Add("\xff\xfe a\x80b \u0301")
	e := encoderOf(f, bestKernel())
	f.Fuzz(func(t *testing.T, text string) {
		got, err := e.Encode(t.Context(), []string{text, text + text})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range got {
			compareVector(t, text, v, doubles(v), 1e-5)
		}
	})
}
