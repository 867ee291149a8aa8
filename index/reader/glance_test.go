package reader

import (
	"context"
	"fmt"
	"reflect"
	"testing"
)

// TestGlance compares what is said of windows that are not read to the end, and of those
// that are, with the reference; and which ones they are with the rough logits.
func TestGlance(t *testing.T) {
	file := newTiny(7)
	for _, k := range availableKernels() {
		for _, choice := range []Choice{{Tokens: 1}, {Tokens: 150}, {Behind: 0.2}, {Tokens: 300, Behind: 0.5}} {
			t.Run(fmt.Sprintf("%s/%+v", k.name, choice), func(t *testing.T) { compareGlance(t, file, k, choice) })
		}
	}
}

func compareGlance(t *testing.T, file *tinyModel, k kernel, choice Choice) {
	m, err := load(file.bytes(), k)
	if err != nil {
		t.Fatal(err)
	}
	got, err := m.Read(context.Background(), oddQuestion, oddWindows(), choice)
	if err != nil {
		t.Fatal(err)
	}
	left, spent, rough := float32(noRoomLogit), 0, make([]float32, len(got))
	for i, w := range oddWindows() {
		s := newScratch(m.vocabulary)
		s.setQuestion(&m.config, oddQuestion)
		s.add(&m.config, w)
		early, late := file.reference(s.tokens, m.config.Early), file.reference(s.tokens, m.config.Layers)
		rough[i] = noRoomLogit
		for j, at := range s.sentences {
			want := SentenceReading{Logit: noRoomLogit}
			if !at.cut {
				want = file.refReading(late, s.tokens, at)
				rough[i] = max(rough[i], file.refLogit("early", early, at))
			}
			if got[i].Glanced && !at.cut {
				want = SentenceReading{Logit: file.refLogit("early", early, at)}
			}
			compareReading(t, fmt.Sprintf("window %d sentence %d", i, j), got[i].Sentences[j], want, precision(&k, 2e-5, 4e-3))
		}
		if got[i].Tokens != s.rows() {
			t.Errorf("window %d: %d tokens, want %d", i, got[i].Tokens, s.rows())
		}
		if got[i].Glanced {
			left = max(left, rough[i])
		} else {
			spent += s.rows()
		}
	}
	whole := 0
	for i, r := range got {
		if r.Glanced {
			continue
		}
		whole++
		if slack := float32(precision(&k, 2e-5, 4e-3)); rough[i] < left-slack {
			t.Errorf("window %d was read to the end, with %g, before one with %g", i, rough[i], left)
		}
	}
	if whole == 0 || whole == len(got) || choice.Tokens > 0 && whole > 1 && spent > choice.Tokens {
		t.Errorf("%d of %d windows, %d tokens, were read to the end", whole, len(got), spent)
	}
}

// TestChooseAll checks that a choice that leaves nothing out is the same as none.
func TestChooseAll(t *testing.T) {
	for _, k := range availableKernels() {
		m := tiny(t, k)
		want, err := m.Read(context.Background(), oddQuestion, oddWindows(), Choice{})
		if err != nil {
			t.Fatal(err)
		}
		for _, choice := range []Choice{{Tokens: 10_000}, {Behind: 1e6}} {
			got, err := m.Read(context.Background(), oddQuestion, oddWindows(), choice)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %+v differs", k.name, choice)
			}
		}
	}
}
