package reader

import (
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestDamaged checks that each kind of damage has an error that names it.
func TestDamaged(t *testing.T) {
	edit := func(do func(m *tinyModel)) []byte {
		m := newTiny(1)
		do(m)
		return m.bytes()
	}
	whole := newTiny(1).bytes()
	patch := func(at int, b ...byte) []byte {
		out := slices.Clone(whole)
		copy(out[at:], b)
		return out
	}
	for _, c := range []struct {
		name, want string
		raw        []byte
	}{
		{"empty", "not a weights file", nil},
		{"another file", "not a weights file", []byte("%PDF-1.7 and so on")},
		{"another version", "version 9", patch(4, 9)},
		{"header too long", "cut off", patch(8, 0xff, 0xff, 0xff, 0xff)},
		{"header not JSON", "header", patch(prefixSize, 'x')},
		{"cut off in the header", "cut off", whole[:200]},
		{"cut off in the data", "cut off or damaged", whole[:len(whole)-100]},
		{"no layers", "layers is 0", edit(func(m *tinyModel) { m.config.Layers = 0 })},
		{"one more layer", "tensor \"encoder.layer.2.", edit(func(m *tinyModel) { m.config.Layers = 3 })},
		{"odd width", "multiples of 32", edit(func(m *tinyModel) { m.config.Intermediate = 97 })},
		{"too many heads", "multiples of 32", edit(func(m *tinyModel) { m.config.Heads = 4 })},
		{"window over positions", "max_position is 64", edit(func(m *tinyModel) { m.config.MaxTokens = 65 })},
		{"window without room", "max_tokens is 20", edit(func(m *tinyModel) { m.config.MaxTokens = 20 })},
		{"marker outside", "marker_id is 9999", edit(func(m *tinyModel) { m.config.Marker = 9999 })},
		{"epsilon", "layer_norm_eps", edit(func(m *tinyModel) { m.config.Epsilon = 0 })},
		{"vocabulary short", "entries", edit(func(m *tinyModel) { m.find("vocab").text = "a\nb\n:" })},
		{"vocabulary without colon", "lacks \":\"", edit(func(m *tinyModel) { v := m.find("vocab"); v.text = strings.Replace(v.text, ":", ";", 1) })},
		{"vocabulary missing", "\"vocab\" is missing", edit(func(m *tinyModel) { m.find("vocab").Name = "words" })},
		{"twice", "stands twice", edit(func(m *tinyModel) { m.find("span.bias").Name = "span.weight" })},
		{"other shape", "is f32 [2 64], want f32 [1 128]", edit(func(m *tinyModel) { m.find("sentence.weight").Shape = []int{2, 64} })},
		{"other type", "is i8", edit(func(m *tinyModel) { m.find("sentence.bias").Type = "i8"; m.find("sentence.bias").Shape = []int{1, 1} })},
		{"float matrix", "want i4, i5, i6 or i8 [64 64]", edit(func(m *tinyModel) {
			m.find("encoder.layer.1.attention.self.key.weight").Type = "f32"
		})},
		{"odd groups", "in groups of 48", edit(func(m *tinyModel) { m.find("encoder.layer.1.attention.self.key.weight").Group = 48 })},
		{"no groups", "in groups of 0", edit(func(m *tinyModel) { m.find("encoder.layer.1.attention.self.key.weight").Group = 0 })},
		{"not a number", "not finite", edit(func(m *tinyModel) { m.find("embeddings.LayerNorm.bias").floats[3] = float32(math.NaN()) })},
		{"infinite scale", "not finite", edit(func(m *tinyModel) {
			m.find("encoder.layer.1.output.dense.weight").floats[3] = float32(math.Inf(1))
		})},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := LoadFrom(c.raw)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %q, want one with %q", err, c.want)
			}
		})
	}
}

// TestOffsets checks offsets that a header might state and the data does not have.
func TestOffsets(t *testing.T) {
	f := &weightsFile{data: make([]byte, 100), entries: map[string]entry{}}
	for _, offset := range []int{-1, 97, 100, 101, math.MaxInt, math.MinInt} {
		f.entries["x"] = entry{Name: "x", Type: "f32", Shape: []int{1}, Offset: offset}
		if _, err := f.floats("x", 1); err == nil {
			t.Errorf("offset %d of 100: no error", offset)
		}
	}
	f.entries["x"] = entry{Name: "x", Type: "bytes", Shape: []int{-5}}
	if _, err := f.text("x"); err == nil {
		t.Error("negative length: no error")
	}
}

func TestLoadFile(t *testing.T) {
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "good.bin"), filepath.Join(dir, "bad.bin")
	for name, raw := range map[string][]byte{good: newTiny(1).bytes(), bad: []byte("VBRDxxxx")} {
		if err := os.WriteFile(name, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := LoadFile(good); err != nil {
		t.Error(err)
	}
	if _, err := LoadFile(bad); err == nil || !strings.Contains(err.Error(), bad) {
		t.Errorf("error %v, want one that names %s", err, bad)
	}
	if _, err := LoadFile(filepath.Join(dir, "none.bin")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v, want os.ErrNotExist", err)
	}
}

// FuzzLoad puts any bytes into the header's place: an error or a model, no panic.
func FuzzLoad(f *testing.F) {
	whole := newTiny(1).bytes()
	size := binary.LittleEndian.Uint32(whole[8:])
	header, data := whole[prefixSize:prefixSize+size], whole[prefixSize+size:]
	f.Add(header)
	f.Add([]byte(strings.Replace(string(header), `"offset":64`, `"offset":-64`, 1)))
	f.Add([]byte(strings.Replace(string(header), `"hidden":64`, `"hidden":4096`, 1)))
	f.Add([]byte(`{"config":{},"tensors":[{"shape":null}]}`))
	f.Fuzz(func(t *testing.T, header []byte) {
		raw := append([]byte(fileMagic), fileVersion, 0, 0, 0)
		raw = binary.LittleEndian.AppendUint32(raw, uint32(len(header)))
		raw = append(append(raw, header...), data...)
		m, err := LoadFrom(raw)
		if err != nil {
			return
		}
		if _, err := m.Read(t.Context(), "who?", []Window{{"Port", []string{"He runs the harbour."}}}, Choice{}); err != nil {
			t.Error(err)
		}
	})
}
