//go:build browser

package fragment_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"strings"
	"testing"

	"verbatim/browsertest"
)

// boxes returns where the elements of a class are shown, in the window.
func boxes(t *testing.T, b *browsertest.Browser, class string) (all []image.Rectangle) {
	t.Helper()
	var rects [][4]float64
	script := fmt.Sprintf(`JSON.stringify([...document.querySelectorAll(".%s")].flatMap(e => [...e.getClientRects()].map(r => [r.left, r.top, r.right, r.bottom])))`, class)
	if err := json.Unmarshal([]byte(b.Text(script)), &rects); err != nil {
		t.Fatal(err)
	}
	for _, r := range rects {
		all = append(all, image.Rect(int(r[0]+.5), int(r[1]+.5), int(r[2]+.5), int(r[3]+.5)))
	}
	return all
}

// highlight compares what is coloured with the boxes where the words stand: nil when it is
// these words and no others.
func highlight(shot image.Image, boxes []image.Rectangle) error {
	window := shot.Bounds()
	inside, outside, area := 0, 0, 0
	within := func(p image.Point, grow int) bool {
		for _, box := range boxes {
			if p.In(box.Inset(-grow)) {
				return true
			}
		}
		return false
	}
	for y := window.Min.Y; y < window.Max.Y; y++ {
		for x := window.Min.X; x < window.Max.X; x++ {
			p := image.Pt(x, y)
			r, g, b, _ := shot.At(x, y).RGBA()
			coloured := r > 0xf000 && g < 0x0fff && b > 0xf000
			in := within(p, 0)
			if in {
				area++
			}
			switch {
			case coloured && in:
				inside++
			case coloured && !within(p, 3):
				outside++
			}
		}
	}
	switch {
	case inside+outside == 0:
		return errNone
	case outside > area/50+20:
		return fmt.Errorf("%w: %d coloured points outside the words, %d inside of %d", errWrong, outside, inside, area)
	case inside*10 < area*9:
		return fmt.Errorf("%w: %d of %d points coloured", errPart, inside, area)
	}
	return nil
}

var (
	errNone  = errors.New("nothing is highlighted")
	errWrong = errors.New("other words are highlighted")
	errPart  = errors.New("some of the words are not highlighted")
)

// short is an error's kind for counting.
func short(err error) string { return strings.SplitN(err.Error(), ":", 2)[0] }
