package subtitle

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// Read reads a transcript. Words that are shown again, as captions that roll do, are read once.
func Read(_ context.Context, d *document.Document, yield func(corpus.Article) error) error {
	text, err := d.Text()
	if err != nil {
		return err
	}
	if err := document.CheckLines(text); err != nil {
		return err
	}
	head, cues := cuesOf(text)
	if len(cues) == 0 {
		return errors.New("read transcript: no times in it; the file is damaged or has the wrong extension")
	}
	var b document.Builder
	t := talk{out: &b}
	for _, c := range cues {
		for _, l := range c.lines {
			t.line(c, l)
		}
	}
	t.flush()
	a := about(head).Article(d)
	if a.Title == "" {
		a.Title = titleFromName(d.Name)
	}
	a.Title = d.TitleOf("", a.Title)
	return b.Yield(a, yield)
}

// about reads what a file says of itself above its cues, such as "Language: en" of YouTube's.
func about(head []string) document.Metadata {
	m := document.Metadata{}
	for _, line := range head {
		line = strings.TrimSpace(strings.TrimPrefix(line, "NOTE "))
		if name, value, ok := strings.Cut(line, ": "); ok && !strings.ContainsAny(name, " \t") {
			m.Set(name, value)
		} else if title, ok := strings.CutPrefix(line, "WEBVTT "); ok {
			m.Set("title", strings.TrimLeft(title, "-– "))
		}
	}
	return m
}

// titleFromName makes a title of a file's name without its extensions: "talk.en.vtt" is "talk".
func titleFromName(name string) string {
	name = document.WithoutExt(path.Base(strings.ReplaceAll(name, "\\", "/")))
	if ext := path.Ext(name); len(ext) >= 3 && len(ext) <= 8 && strings.Trim(strings.ToLower(ext), "abcdefghijklmnopqrstuvwxyz-.") == "" {
		name = strings.TrimSuffix(name, ext)
	}
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || r == ' ' }), " ")
}

// Bounds of a paragraph.
const (
	enough = 240             // bytes, after which it ends with a sentence
	most   = 600             // bytes, after which it ends with a cue, where sentences have no stops
	pause  = 4 * time.Second // without words, after which it ends
)

// A talk gathers lines to paragraphs.
type talk struct {
	out      *document.Builder
	text     strings.Builder
	from, to time.Duration
	speaker  string // of the paragraph
	shown    string // the speaker whose name stands above
	last     string // the line before
}

func (t *talk) line(c cue, l spoken) {
	if l.text == "" || l.text == t.last {
		return // shown again
	}
	t.last = l.text
	changed := l.speaker != "" && l.speaker != t.speaker
	if t.text.Len() > 0 && (changed || l.turn || t.ends(c)) {
		t.flush()
	}
	if changed || l.turn {
		t.speaker = l.speaker
	}
	if t.text.Len() == 0 {
		t.from = c.from
	} else {
		t.text.WriteByte(' ')
	}
	t.text.WriteString(l.text)
	t.to = c.to
}

// ends reports whether the paragraph ends before a cue.
func (t *talk) ends(c cue) bool {
	if c.from-t.to > pause || t.text.Len() > most {
		return true
	}
	return t.text.Len() > enough && stops(t.text.String())
}

// stops reports whether a text ends as a sentence does.
func stops(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, `"'”’»)`))
	return strings.ContainsRune(".!?…。！？؟", r)
}

func (t *talk) flush() {
	if t.text.Len() == 0 {
		return
	}
	t.out.Anchor = fmt.Sprintf("#t=%d", int(t.from/time.Second))
	if t.speaker != t.shown && t.speaker != "" {
		t.out.Add(corpus.Byline, t.speaker)
	}
	t.shown = t.speaker
	t.out.Add(corpus.Paragraph, t.text.String())
	t.text.Reset()
}
