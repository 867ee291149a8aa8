package sandbox

import (
	"bufio"
	"bytes"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"verbatim/corpus"
)

// filled sets every field of a struct, whatever is added to it.
func filled(t *testing.T, v reflect.Value) {
	t.Helper()
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.String:
			f.SetString("some " + v.Type().Field(i).Name)
		case reflect.Int:
			f.SetInt(3)
		case reflect.Uint8:
			f.SetUint(2)
		case reflect.Bool:
			f.SetBool(true)
		case reflect.Slice:
			f.Set(reflect.MakeSlice(f.Type(), 1, 1))
			if f.Index(0).Kind() == reflect.Struct {
				filled(t, f.Index(0))
			} else {
				f.Index(0).SetString("one")
			}
		case reflect.Struct:
			if f.Type() == reflect.TypeFor[time.Time]() {
				f.Set(reflect.ValueOf(time.Date(2025, 5, 19, 1, 2, 3, 4, time.FixedZone("", 7200))))
				continue
			}
			filled(t, f)
		default:
			t.Fatalf("this test cannot fill %s %s", v.Type().Field(i).Name, f.Kind())
		}
	}
}

// TestArticleCrosses holds the codec to every field that an article and a block have.
func TestArticleCrosses(t *testing.T) {
	var a corpus.Article
	filled(t, reflect.ValueOf(&a).Elem())
	a.Text = "Überschrift\n\nText."
	first, second := a.Blocks[0], a.Blocks[0]
	first.Start, first.End, second.Start, second.End = 0, 12, 14, 19
	a.Blocks = []corpus.Block{first, second}
	if diff := cmp.Diff(a, crossed(t, a)); diff != "" {
		t.Errorf("what crosses is not what was sent; a new field needs its place in article.go (-want +got):\n%s", diff)
	}
	if got := crossed(t, corpus.Article{}); !cmp.Equal(got, corpus.Article{}) {
		t.Errorf("%+v", got)
	}
}

func crossed(t *testing.T, a corpus.Article) corpus.Article {
	t.Helper()
	var pipe bytes.Buffer
	if err := writeArticle(&pipe, a); err != nil {
		t.Fatal(err)
	}
	kind, rest, err := readFrame(&pipe)
	if err != nil || kind != frameArticle {
		t.Fatal(kind, err)
	}
	text, err := readText(&pipe)
	if err != nil {
		t.Fatal(err)
	}
	got, err := parseArticle(rest, text)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestParseArticleRefuses gives blocks that no reader makes.
func TestParseArticleRefuses(t *testing.T) {
	text := "äbc def" + strings.Repeat("x", 1<<10)
	for name, blocks := range map[string][]corpus.Block{
		"beyond the text": {{Start: 0, End: 9 + 1<<10}},
		"in a character":  {{Start: 1, End: 4}},
		"empty":           {{Start: 2, End: 2}},
		"kind":            {{Start: 0, End: 4, Kind: corpus.Byline + 1}},
		"anchors":         apart(anchored(1<<10, 40<<10)),
		"before another":  {{Start: 4, End: 6}, {Start: 0, End: 3}},
	} {
		b := append([]byte{2}, "{}"...)
		if a, err := parseArticle(appendBlocks(b, blocks), text); err == nil {
			t.Errorf("%s: %+v", name, a)
		}
	}
	for name, text := range map[string]string{"no UTF-8": "a\xff", "carriage return": "a\r\n"} {
		if _, err := parseArticle(appendBlocks(append([]byte{2}, "{}"...), nil), text); err == nil {
			t.Error(name)
		}
	}
}

// apart puts blocks of a byte behind each other, after the first character of the text.
func apart(blocks []corpus.Block) []corpus.Block {
	for i := range blocks {
		blocks[i].Start, blocks[i].End = i+2, i+3
	}
	return blocks
}

// FuzzFrames reads what a child sends as the parent does: it may be anything.
func FuzzFrames(f *testing.F) {
	var pipe bytes.Buffer
	_ = writeArticle(&pipe, corpus.Article{ID: "a", Text: "äbc\ndef", Blocks: []corpus.Block{{Start: 0, End: 4, Anchor: "#a"}, {Start: 5, End: 8, Anchor: "#a"}}})
	_ = writeFrame(&pipe, frameWant, want{3, 7}.String())
	_ = writeJSON(&pipe, frameSkip, skip{"a", "line 1", string(corpus.ReasonEmpty), "nothing"})
	_ = writeJSON(&pipe, frameEnd, ending{})
	f.Add(pipe.Bytes())
	f.Add([]byte("A\x00\x00\x00\x04{}"))
	f.Fuzz(func(t *testing.T, b []byte) {
		k := &child{in: bufio.NewWriter(io.Discard), out: bufio.NewReader(bytes.NewReader(b))}
		k.watch.kill, k.watch.resident, k.watch.spent = func() {}, usage{}.resident, usage{}.spent
		r := reading{d: given("some content"), allowed: allowanceOf("a.txt", 12), yield: func(a corpus.Article) error {
			checkArticle(t, &a)
			return nil
		}}
		_ = r.converse(k) // refusing is fine
		k.watch.still()
	})
}

// checkArticle holds what came through to the invariant of offsets: blocks are ordered and on
// characters. That nothing lies between them is the readers' promise.
func checkArticle(t *testing.T, a *corpus.Article) {
	at := 0
	for _, b := range a.Blocks {
		if b.Start < at || b.End <= b.Start || b.End > len(a.Text) {
			t.Fatalf("block %+v after %d in %d bytes", b, at, len(a.Text))
		}
		at = b.End
	}
	if strings.ToValidUTF8(a.Text, "") != a.Text {
		t.Fatalf("%q", a.Text)
	}
}
