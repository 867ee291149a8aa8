package docx

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"

	"verbatim/corpus/document"
)

// A style is what a paragraph or a run inherits by its name.
type style struct {
	name   string // lower case; does not change with the language of the program
	level  int    // as a heading, from 1; 0 for none
	listed bool
	hidden bool
}

// A switched property holds unless it is told off.
type switched struct {
	Val string `xml:"val,attr"`
}

// on reports whether a property is there and holds.
func (s *switched) on() bool {
	return s != nil && s.Val != "0" && s.Val != "false" && s.Val != "off" && s.Val != "none"
}

// A sheet is the list of styles as it is stored.
type sheet struct {
	Styles []struct {
		ID      string        `xml:"styleId,attr"`
		Default string        `xml:"default,attr"`
		Type    string        `xml:"type,attr"`
		Name    value         `xml:"name"`
		BasedOn value         `xml:"basedOn"`
		Outline *value        `xml:"pPr>outlineLvl"`
		Numbers *value        `xml:"pPr>numPr>numId"`
		Runs    runProperties `xml:"rPr"`
	} `xml:"style"`
}

type value struct {
	Val string `xml:"val,attr"`
}

// stylesOf reads the styles by their ids; "" is that of a paragraph which names none.
func stylesOf(p document.Parts, name string) map[string]style {
	part, err := p.Open(name)
	if err != nil {
		return nil
	}
	defer part.Close()
	var list sheet
	if xml.NewDecoder(part).Decode(&list) != nil {
		return nil
	}
	at := map[string]int{}
	for i, s := range list.Styles {
		at[s.ID] = i
	}
	styles := map[string]style{}
	for i, s := range list.Styles {
		styles[s.ID] = list.inherit(i, at)
		if s.Type == "paragraph" && s.Default == "1" {
			styles[""] = styles[s.ID]
		}
	}
	return styles
}

var headingStyle = regexp.MustCompile(`^heading ?([1-9])$`)

// inherit gathers what a style has of its own and of those it is based on, of which the nearest
// counts.
func (l *sheet) inherit(i int, at map[string]int) style {
	const deepest = 20
	out := style{name: strings.ToLower(l.Styles[i].Name.Val)}
	leveled := false
	for range deepest {
		s := &l.Styles[i]
		if m := headingStyle.FindStringSubmatch(strings.ToLower(s.Name.Val)); m != nil && !leveled {
			out.level, leveled = int(m[1][0]-'0'), true
		}
		if s.Outline != nil && !leveled {
			out.level, leveled = levelOf(s.Outline.Val), true
		}
		out.listed = out.listed || s.Numbers != nil && s.Numbers.Val != "0"
		out.hidden = out.hidden || s.Runs.Vanish.on()
		next, ok := at[s.BasedOn.Val]
		if !ok || next == i {
			break
		}
		i = next
		if known := strings.ToLower(l.Styles[i].Name.Val); meaning(out.name) == plainText && meaning(known) != plainText {
			out.name = known
		}
	}
	return out
}

// levelOf reads an outline level, which is written from 0; 9 is that of text.
func levelOf(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 8 {
		return 0
	}
	return n + 1
}

// A use is what a style is for, by its name.
type use uint8

const (
	plainText use = iota
	titleText
	captionText
	contentsText
	quotedText
	codeText
	listText
)

// meaning returns what a style is for.
func meaning(name string) use {
	switch {
	case name == "title":
		return titleText
	case name == "subtitle", name == "caption":
		return captionText
	case strings.HasPrefix(name, "toc "), name == "toc heading", name == "table of figures", name == "contents heading", strings.HasPrefix(name, "contents "):
		return contentsText
	case strings.Contains(name, "quote"), strings.Contains(name, "quotation"):
		return quotedText
	case strings.Contains(name, "code"), strings.Contains(name, "preformatted"):
		return codeText
	case strings.HasPrefix(name, "list"):
		return listText
	}
	return plainText
}
