package markup

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// A sign is what stands in a line besides its text: a picture, a button, a box that is not ticked,
// text that is struck out.

// Marks around what a picture is called; Unicode gives these characters no meaning.
const (
	pictureStart = '\ufdd0'
	pictureEnd   = '\ufdd1'
	struckOut    = '\ufdd2' // in the place of what was struck out
)

// maxSign is the most bytes of a picture's name that may stand for it inside a sentence; longer
// ones describe it.
const maxSign = 40

// picture writes down a picture until it is known whether it stands inside a sentence.
func picture(n *html.Node) string {
	if HasAttr(n, "alt") && Attr(n, "alt") == "" {
		return "" // its page says that it only adorns
	}
	return string(pictureStart) + document.Tidy(Attr(n, "alt")) + string(pictureEnd)
}

// named returns the name of a sign that an element draws and holds no text of, such as an icon; false
// where it has none.
func named(n *html.Node) (name string, ok bool) {
	switch n.DataAtom {
	case atom.Svg, atom.I, atom.Span:
	default:
		return "", false
	}
	if Attr(n, "aria-hidden") == "true" || hidden(n) || n.DataAtom != atom.Svg && n.FirstChild != nil {
		return "", false
	}
	name = document.Tidy(Attr(n, "aria-label"))
	if title := First(n, func(c *html.Node) bool { return c.Data == "title" }); name == "" && title != nil {
		name = document.Tidy(InnerText(title))
	}
	return string(pictureStart) + name + string(pictureEnd), name != ""
}

// button writes down the words of a button as those of a picture: between words they are some of
// their sentence, elsewhere none of the text.
func button(n *html.Node) string {
	return string(pictureStart) + document.Tidy(InnerText(n)) + string(pictureEnd)
}

// pictures puts the names of pictures that stand inside a sentence there, or a hole where one has
// no short name. All others show something beside the text and are left out.
func pictures(line string) string {
	if !strings.ContainsRune(line, pictureStart) {
		return line
	}
	var out strings.Builder
	for {
		before, rest, ok := strings.Cut(line, string(pictureStart))
		out.WriteString(before)
		if !ok {
			return out.String()
		}
		var names string
		names, line = row(rest)
		if inside(out.String(), line) {
			out.WriteString(names)
		}
	}
}

// row returns what stands for the pictures that s begins with behind the mark of the first, and
// what follows them.
func row(s string) (names, after string) {
	var out strings.Builder
	for {
		name, rest, _ := strings.Cut(s, string(pictureEnd))
		if name == "" || len(name) > maxSign {
			name = string(corpus.Hole)
		}
		out.WriteString(name)
		next, ok := strings.CutPrefix(strings.TrimLeft(rest, " \t\n"), string(pictureStart))
		if !ok {
			return out.String(), rest
		}
		out.WriteByte(' ')
		s = next
	}
}

// inside reports whether what stands between two texts is part of a sentence of theirs.
func inside(before, after string) bool {
	after = strings.TrimLeft(after, " \t\n")
	first, _ := utf8.DecodeRuneInString(after)
	if first == document.LineBreak || after == "" {
		return false
	}
	before = strings.TrimRight(before, " \t\n")
	last, _ := utf8.DecodeLastRuneInString(before)
	if before == "" || last == document.LineBreak || document.EndsSentence(before) {
		return unicode.IsLower(first)
	}
	return true
}

// field writes down what people fill in or watch as a picture of what it holds: inside a sentence it
// stands for words.
func field(n *html.Node) string {
	held := Attr(n, "value")
	if kind := strings.ToLower(Attr(n, "type")); kind == "hidden" || kind == "checkbox" || kind == "radio" {
		return ""
	} else if n.DataAtom != atom.Input || kind == "range" || kind == "color" || kind == "password" || kind == "image" {
		held = "" // it is drawn, or chosen
	}
	return string(pictureStart) + document.Tidy(held) + string(pictureEnd)
}

// drawn reports elements that show something which is no text of their own.
func drawn(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Select, atom.Textarea, atom.Progress, atom.Meter, atom.Canvas, atom.Video, atom.Object, atom.Iframe:
		return !hidden(n)
	}
	return false
}

// task returns the box before a task that is still to be done.
func task(n *html.Node) string {
	if strings.EqualFold(Attr(n, "type"), "checkbox") && HasAttr(n, "disabled") && !HasAttr(n, "checked") {
		return "☐ "
	}
	return ""
}

// struck reports text that its author has struck out.
func struck(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Del, atom.S, atom.Strike:
		return true
	}
	style := Attr(n, "style")
	return style != "" && lineThrough.MatchString(style) || slices.ContainsFunc(namesIn(Attr(n, "class")), func(name string) bool { return struckNames[name] })
}

// struckNames are class names of text that is struck out.
var struckNames = map[string]bool{"strikethrough": true, "strike-through": true, "line-through": true, "text-decoration-line-through": true, "struck": true}

var lineThrough = regexp.MustCompile(`(?i)(^|[;\s])text-decoration(-line)?\s*:[^;]*line-through`)

// strike leaves out what is struck. What a sentence begins with may be what it is about.
func (w *walker) strike() {
	if strings.TrimSpace(w.line.String()) == "" {
		w.line.WriteRune(corpus.Hole)
		return
	}
	w.line.WriteRune(struckOut)
}

// unstruck takes the marks of what was struck out of a line. What a line ends with is what it says.
func unstruck(line string) string {
	if !strings.ContainsRune(line, struckOut) {
		return line
	}
	if rest := strings.TrimRight(line, " \t\n"); strings.HasSuffix(rest, string(struckOut)) {
		line = strings.TrimSuffix(rest, string(struckOut)) + string(corpus.Hole)
	}
	return strings.ReplaceAll(line, string(struckOut), "")
}

// raised returns what stands high behind a number as such, "" for all else.
func raised(n *html.Node, before string) string {
	text := InnerText(n)
	if power := document.Raised(before, text); power != text {
		return power
	}
	return ""
}
