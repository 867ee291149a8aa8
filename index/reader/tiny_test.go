package reader

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// tinyWords is the vocabulary of the tiny model.
var tinyWords = strings.Fields("[PAD] [unused0] [UNK] [CLS] [SEP] : . , ? ! - ' \" “ ” ( ) the a of is who he runs harbour port head ##s ##ing ##er " +
	"talk deleg ##ation cafe naive 東 京 x ##x 1 2 ##1 ##2 e ##e b ##b")

// tinyConfig is small in all, so that every limit is met soon.
func tinyConfig() config {
	return config{
		Layers: 2, Hidden: 64, Heads: 2, Intermediate: 96, MaxPosition: 64, VocabSize: len(tinyWords), Epsilon: 1e-12,
		Marker: 1, Unknown: 2, Cls: 3, Sep: 4, MaxTokens: 64, MaxQuestion: 12, MaxTitle: 6, Early: 1,
	}
}

// tinyTensor is a tensor of the tiny model as a test sees it.
type tinyTensor struct {
	entry
	values []int8
	floats []float32 // scales of whole numbers, values of "f32"
	text   string
}

// tinyModel is a model with random weights, ready to be written.
type tinyModel struct {
	config  config
	tensors []tinyTensor
}

// newTiny returns a tiny model with weights large enough to tell tokens apart.
func newTiny(seed uint64) *tinyModel {
	m, r := &tinyModel{config: tinyConfig()}, rand.New(rand.NewPCG(seed, 1))
	c := m.config
	m.tensors = append(m.tensors, tinyTensor{entry: entry{Name: "vocab", Type: "bytes"}, text: strings.Join(tinyWords, "\n")})
	m.matrix(r, "i4", "embeddings.word_embeddings.weight", c.VocabSize, c.Hidden)
	m.floats(r, "embeddings.marker", 0, c.Hidden)
	m.matrix(r, "i8", "embeddings.position_embeddings.weight", c.MaxPosition, c.Hidden)
	m.matrix(r, "i8", "embeddings.token_type_embeddings.weight", 2, c.Hidden)
	m.norm(r, "embeddings.LayerNorm")
	for i := range c.Layers {
		prefix := fmt.Sprintf("encoder.layer.%d.", i)
		for _, name := range []string{"attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"} {
			m.linear(r, prefix+name, c.Hidden, c.Hidden)
		}
		m.norm(r, prefix+"attention.output.LayerNorm")
		m.linear(r, prefix+"intermediate.dense", c.Intermediate, c.Hidden)
		m.linear(r, prefix+"output.dense", c.Hidden, c.Intermediate)
		m.norm(r, prefix+"output.LayerNorm")
	}
	m.floats(r, "sentence.weight", 0, 1, 2*c.Hidden)
	m.floats(r, "sentence.bias", 0, 1)
	m.floats(r, "early.weight", 0, 1, 2*c.Hidden)
	m.floats(r, "early.bias", 0, 1)
	m.floats(r, "span.weight", 0, 2, c.Hidden)
	m.floats(r, "span.bias", 0, 2)
	return m
}

// matrix adds one whose values are all about as large, whatever its type.
func (m *tinyModel) matrix(r *rand.Rand, kind, name string, rows, cols int) {
	t := tinyTensor{entry: entry{Name: name, Type: kind, Shape: []int{rows, cols}, Group: 32}}
	count := 1 << matrixBits[kind]
	for range rows * cols {
		t.values = append(t.values, int8(r.IntN(count)-count/2))
	}
	for range rows * cols / t.Group {
		scale := (0.5 + 0.25*r.Float32()) / float32(count)
		t.floats = append(t.floats, math.Float32frombits(math.Float32bits(scale)&0xffff0000))
	}
	m.tensors = append(m.tensors, t)
}

func (m *tinyModel) floats(r *rand.Rand, name string, around float32, shape ...int) {
	t, n := tinyTensor{entry: entry{Name: name, Type: "f32", Shape: shape}}, 1
	for _, s := range shape {
		n *= s
	}
	for range n {
		t.floats = append(t.floats, around+0.2*float32(r.NormFloat64()))
	}
	m.tensors = append(m.tensors, t)
}

func (m *tinyModel) linear(r *rand.Rand, name string, rows, cols int) {
	m.matrix(r, "i6", name+".weight", rows, cols)
	m.floats(r, name+".bias", 0, rows)
}

func (m *tinyModel) norm(r *rand.Rand, name string) {
	m.floats(r, name+".weight", 1, m.config.Hidden)
	m.floats(r, name+".bias", 0, m.config.Hidden)
}

// find returns a tensor by name.
func (m *tinyModel) find(name string) *tinyTensor {
	for i := range m.tensors {
		if m.tensors[i].Name == name {
			return &m.tensors[i]
		}
	}
	panic("no tensor " + name)
}

// dense returns a tensor's values as the reader should understand them.
func (m *tinyModel) dense(name string) []float64 {
	t := m.find(name)
	var out []float64
	for i, v := range t.values {
		out = append(out, float64(v)*float64(t.floats[i/t.Group]))
	}
	for i := 0; t.Type == "f32" && i < len(t.floats); i++ {
		out = append(out, float64(t.floats[i]))
	}
	return out
}

// bytes returns the weights file. Entries get their offsets here.
func (m *tinyModel) bytes() []byte {
	var data []byte
	put := func(b []byte) int {
		data = append(data, make([]byte, -len(data)&63)...)
		data = append(data, b...)
		return len(data) - len(b)
	}
	var entries []entry
	for i := range m.tensors {
		t := &m.tensors[i]
		switch t.Type {
		case "bytes":
			t.Shape, t.Offset = []int{len(t.text)}, put([]byte(t.text))
		case "f32":
			t.Offset = put(floatBytes(t.floats))
		default:
			t.Offset, t.ScaleOffset = put(wholeBytes(t.values, matrixBits[t.Type])), put(scaleBytes(t.floats))
		}
		entries = append(entries, t.entry)
	}
	return tinyFile(map[string]any{"config": m.config, "tensors": entries}, data)
}

// tinyFile returns a file of a header and data.
func tinyFile(header any, data []byte) []byte {
	text, err := json.Marshal(header)
	if err != nil {
		panic(err)
	}
	out := append([]byte(fileMagic), fileVersion, 0, 0, 0)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(text)))
	return append(append(out, text...), data...)
}

// wholeBytes sets each bit by its place.
func wholeBytes(values []int8, bits int) []byte {
	out := make([]byte, len(values)*bits/8)
	for i, v := range values {
		for bit := range bits {
			at := i*bits + bit
			out[at/8] |= byte(v) >> bit & 1 << (at % 8)
		}
	}
	return out
}

func scaleBytes(scales []float32) []byte {
	var out []byte
	for _, v := range scales {
		out = binary.LittleEndian.AppendUint16(out, uint16(math.Float32bits(v)>>16))
	}
	return out
}

func floatBytes(values []float32) []byte {
	var out []byte
	for _, v := range values {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
	}
	return out
}

// tiny returns a tiny model loaded for a kernel.
func tiny(t testing.TB, k kernel) *Model {
	t.Helper()
	m, err := load(newTiny(1).bytes(), k)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
