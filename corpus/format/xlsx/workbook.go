package xlsx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"verbatim/corpus/document"
)

// Bounds of a workbook.
const (
	maxColumns = 1000
	maxRows    = 1_000_000
	maxCells   = 64 << 20 // bytes of the cells of one sheet
)

// A workbook is the sheets of a file and what they share.
type workbook struct {
	parts   document.Parts
	sheets  []sheet
	strings []string
	shown   []showing // by style
	struck  []bool    // by style: text is struck out
	late    bool      // days are counted from 1904
	meta    document.Metadata
}

type sheet struct{ name, part string }

// A shared text may consist of runs; how it is spoken, and what is struck out, is left out.
type shared struct {
	Text string `xml:"t"`
	Runs []struct {
		Text   string  `xml:"t"`
		Strike *strike `xml:"rPr>strike"`
	} `xml:"r"`
}

func (s shared) String() string {
	text := s.Text
	for _, r := range s.Runs {
		if !r.Strike.on() {
			text += r.Text
		}
	}
	return text
}

// A strike strikes out text, unless it says that it does not.
type strike struct {
	Value string `xml:"val,attr"`
}

func (s *strike) on() bool { return s != nil && s.Value != "0" && s.Value != "false" }

// open reads what the sheets share.
func open(parts document.Parts) (*workbook, error) {
	main := parts.Main("xl/workbook.xml")
	var book struct {
		Properties struct {
			Late string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name     string `xml:"name,attr"`
			State    string `xml:"state,attr"`
			Relation string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := parts.Decode(main, &book); err != nil {
		return nil, err
	}
	w := &workbook{parts: parts, meta: parts.Properties(), late: book.Properties.Late == "1" || book.Properties.Late == "true"}
	relations := parts.Relations(main)
	seen := map[string]bool{}
	for _, s := range book.Sheets {
		part := relations[s.Relation].Part
		if !seen[part] && (s.State == "" || s.State == "visible") {
			w.sheets = append(w.sheets, sheet{s.Name, part})
		}
		seen[part] = true
	}
	for _, r := range relations {
		switch r.Kind {
		case "sharedStrings":
			if err := w.readStrings(r.Part); err != nil {
				return nil, err
			}
		case "styles":
			w.readStyles(r.Part)
		}
	}
	return w, nil
}

func (w *workbook) readStrings(part string) error {
	var list struct {
		Items []shared `xml:"si"`
	}
	if err := w.parts.Decode(part, &list); err != nil {
		return err
	}
	for _, item := range list.Items {
		w.strings = append(w.strings, item.String())
	}
	return nil
}

// A cell is one as it is stored.
type cell struct {
	At     string `xml:"r,attr"`
	Type   string `xml:"t,attr"`
	Style  int    `xml:"s,attr"`
	Value  string `xml:"v"`
	Inline shared `xml:"is"`
}

// rows returns the rows of a sheet that hold something, from its header on. A row whose first cell is
// struck out is: what it is about is.
func (w *workbook) rows(s sheet) ([][]string, error) {
	part, err := w.parts.Open(s.part)
	if err != nil {
		return nil, err
	}
	defer part.Close()
	var rows [][]string
	var row []string
	size, gone := 0, false
	dec := xml.NewDecoder(part)
	for {
		token, err := dec.Token()
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				row, gone = nil, false
			case "c":
				var c cell
				if err = dec.DecodeElement(&c, &t); err == nil {
					gone = gone || empty(row) && w.isStruck(c) && w.text(c) != ""
					row = w.put(row, c)
					size += len(row[len(row)-1]) + 1
				}
			}
		case xml.EndElement:
			if t.Name.Local == "row" && !gone && !empty(row) {
				rows = append(rows, row)
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return headed(rows), nil
		case err != nil:
			return nil, fmt.Errorf("read XLSX: %w", err)
		case len(rows) > maxRows || size > maxCells:
			return nil, document.TooLarge(maxCells)
		}
	}
}

func empty(row []string) bool { return strings.TrimSpace(strings.Join(row, "")) == "" }

// put adds a cell to a row, in its column.
func (w *workbook) put(row []string, c cell) []string {
	column := columnOf(c.At)
	if column < 0 {
		column = len(row)
	}
	column = min(column, maxColumns)
	for len(row) <= column {
		row = append(row, "")
	}
	if !w.isStruck(c) {
		row[column] = w.text(c)
	}
	return row
}

func (w *workbook) isStruck(c cell) bool {
	return c.Style >= 0 && c.Style < len(w.struck) && w.struck[c.Style]
}

// columnOf returns the column of a cell such as "AB12", from 0; -1 where it names none.
func columnOf(at string) int {
	n := 0
	for i := 0; i < len(at) && i < 4 && at[i] >= 'A' && at[i] <= 'Z'; i++ {
		n = n*26 + int(at[i]-'A') + 1
	}
	return n - 1
}

// text returns what people see of a cell.
func (w *workbook) text(c cell) string {
	switch c.Type {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(c.Value)); err == nil && i >= 0 && i < len(w.strings) {
			return w.strings[i]
		}
		return ""
	case "inlineStr":
		return c.Inline.String()
	case "b":
		return map[string]string{"1": "TRUE", "0": "FALSE"}[c.Value]
	case "e":
		return ""
	case "str", "d":
		return c.Value
	}
	how := asNumber
	if c.Style >= 0 && c.Style < len(w.shown) {
		how = w.shown[c.Style]
	}
	return how.number(c.Value, w.late)
}
