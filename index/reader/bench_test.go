package reader

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// benchQuestion and benchWindows are what an answer takes: 7 windows, about 800
// tokens in all.
const benchQuestion = "who will take part in the talks about a ceasefire in the city?"

func benchWindows() []Window {
	windows := make([]Window, 7)
	for i := range windows {
		windows[i].Title = "Talks on a ceasefire: what both sides say"
		for j := range 4 {
			windows[i].Sentences = append(windows[i].Sentences, fmt.Sprintf(
				"On day %d the %dth delegation arrived at the harbour, said Ms. Øvergård.", i+1, j+3))
		}
	}
	return windows
}

// BenchmarkRead800 reads about 800 tokens with each kernel on one and two cores.
func BenchmarkRead800(b *testing.B) {
	for _, k := range availableKernels() {
		model := trained(b, k)
		for _, cores := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/cores=%d", k.name, cores), func(b *testing.B) {
				m, windows := model.WithCores(cores), benchWindows()
				tokens := 0
				b.ReportAllocs()
				for b.Loop() {
					readings, err := m.Read(context.Background(), benchQuestion, windows, Choice{})
					if err != nil {
						b.Fatal(err)
					}
					tokens = 0
					for _, r := range readings {
						tokens += r.Tokens
					}
				}
				b.ReportMetric(float64(tokens), "tokens")
				b.ReportMetric(linearFlops(m, tokens)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
			})
		}
	}
}

// linearFlops counts the multiplications and additions of the linear maps.
func linearFlops(m *Model, tokens int) float64 {
	h, w := float64(m.config.Hidden), float64(m.config.Intermediate)
	return 2 * float64(tokens) * float64(m.config.Layers) * (4*h*h + 2*h*w)
}

// BenchmarkLinear measures one map on one core, with rows as one task has them.
func BenchmarkLinear(b *testing.B) {
	for _, k := range availableKernels() {
		for _, shape := range [][2]int{{384, 1152}, {384, 384}, {384, 1536}, {1536, 384}} {
			b.Run(fmt.Sprintf("%s/%dx%d", k.name, shape[0], shape[1]), func(b *testing.B) {
				l, w := newLinear(&k, shape[0], shape[1]), workspace{rounded: newWholeRows(&k, shape[0])}
				src, dst := make([]float32, chunkRows*(l.in+16)), make([]float32, chunkRows*l.out)
				for b.Loop() {
					l.apply(&k, &w, dst, l.out, src, l.in+16, chunkRows)
				}
				b.ReportMetric(2*float64(l.in*l.out*chunkRows)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
			})
		}
	}
}

// BenchmarkElements measures what is not a product, for 96 rows.
func BenchmarkElements(b *testing.B) {
	for _, k := range availableKernels()[min(1, len(availableKernels())-1):] {
		x, y := make([]float32, 96*1536), make([]float32, 1536)
		for i := range x {
			x[i] = float32(i%17) - 8
		}
		b.Run(k.name+"/gelu", func(b *testing.B) {
			for b.Loop() {
				k.gelu(x)
			}
		})
		b.Run(k.name+"/softmax", func(b *testing.B) {
			for b.Loop() {
				for r := range 96 {
					k.softmax(x[r*128:], 120)
				}
			}
		})
		b.Run(k.name+"/addNorm", func(b *testing.B) {
			for b.Loop() {
				for r := range 96 {
					k.addNorm(x[r*384:(r+1)*384], y, y, y, 1e-12)
				}
			}
		})
	}
}

// BenchmarkTokenize measures the tokenizer alone on what BenchmarkRead800 reads.
func BenchmarkTokenize(b *testing.B) {
	m, windows := trained(b, portableKernel()), benchWindows()
	b.ReportAllocs()
	for b.Loop() {
		for _, w := range windows {
			for _, s := range w.Sentences {
				m.Tokens(s)
			}
		}
	}
}

// BenchmarkLoad measures the start: from the file's bytes to a model.
func BenchmarkLoad(b *testing.B) {
	raw, err := trainedBytes()
	if err != nil {
		b.Skip(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := LoadFrom(raw); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkEncode measures vectors of passages of 58 tokens, as documentation has them,
// with each kernel on one and two cores.
func BenchmarkEncode(b *testing.B) {
	texts := make([]string, 64)
	for i := range texts {
		texts[i] = fmt.Sprintf("Settings\nPorts\n%s", strings.Repeat(fmt.Sprintf("The server listens on port %d of the harbour. ", i+10), 5)[:190])
	}
	for _, k := range availableKernels() {
		e, err := trained(b, k).Encoder()
		if err != nil {
			b.Skip(err)
		}
		for _, cores := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/cores=%d", k.name, cores), func(b *testing.B) {
				e := e.WithCores(cores)
				b.ReportAllocs()
				for b.Loop() {
					if _, err := e.Encode(context.Background(), texts); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(len(texts)*b.N)/b.Elapsed().Seconds(), "passages/s")
			})
		}
	}
}

// BenchmarkEncodeQuestion measures the vector of one question.
func BenchmarkEncodeQuestion(b *testing.B) {
	for _, k := range availableKernels() {
		e, err := trained(b, k).Encoder()
		if err != nil {
			b.Skip(err)
		}
		b.Run(k.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.EncodeQuestion(context.Background(), benchQuestion); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkLoadEncoder measures what the first question by meaning waits for.
func BenchmarkLoadEncoder(b *testing.B) {
	m := trained(b, bestKernel())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.loadEncoder(embeddedEncoder); err != nil {
			b.Skip(err)
		}
	}
}
