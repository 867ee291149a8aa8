package table

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/document"
)

func TestCSVGolden(t *testing.T) { corpustest.GoldenFiles(t, "csv", Read) }

func FuzzCSV(f *testing.F) { corpustest.Fuzz(f, "csv", ".csv", Read) }

// Rows read in full, whatever separates them and whatever charset they are in.
func TestTables(t *testing.T) {
	encode := func(c encoding.Encoding, s string) string {
		out, err := c.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	var late strings.Builder
	late.WriteString("id,title,text\n")
	for i := range 900 {
		fmt.Fprintf(&late, "%d,Row,The harbour opens at six on day %d of the month of May.\n", i, i)
	}
	russian := strings.Repeat("Когда открывается гавань?;Гавань открывается в шесть часов утра каждый день.\n", 5)
	for name, c := range map[string]struct{ src, want string }{
		"late latin":              {late.String() + "901,Caf\xe9,The caf\xe9 opens at nine.\n", "Café|The café opens at nine."},
		"one column":              {"answer\nThe gate opens at six, and closes at nine.\n", "|The gate opens at six, and closes at nine."},
		"no marks":                {"id,title,text\n1,Gate,It opens at six, and closes at nine.\n", "Gate|It opens at six, and closes at nine."},
		"separator":               {"sep=|\nname|text\nGate|It opens; at six, daily.\n", "Gate|It opens; at six, daily."},
		"russian":                 {encode(charmap.Windows1251, "Вопрос;Ответ\n"+russian), "Когда открывается гавань?|Гавань открывается в шесть часов утра каждый день."},
		"japanese":                {encode(japanese.ShiftJIS, "質問,回答\n"+strings.Repeat("港はいつ開きますか。,港は毎朝六時に開きます。\n", 5)), "港はいつ開きますか。|港は毎朝六時に開きます。"},
		"unknown names":           {"Zxq,Wvu\nGate,It opens at six in the morning.\nBell,It rings twice before a storm.\n", "Bell|It rings twice before a storm."},
		"question, name":          {"name,question,answer\nAnn,When does it open?,At six.\n", "When does it open?|Ann|At six."},
		"numbered":                {"Question 1,Answer (EN)\nWhen?,At six in the morning.\n", "When?|At six in the morning."},
		"values":                  {"item,damage,key,notes on use\nBell,40,E,Ring it before the storm.\n", "Bell|Ring it before the storm.|damage: 40|key: E"},
		"plain":                   {"Boat,Seats\nPetrel,8\n", "|Boat: Petrel\tSeats: 8"},
		"no header":               {"1,The gate opens at six.\n2,The bell rings at noon.\n", "|The bell rings at noon.|2"},
		"no header, questions":    {"When does it open?,At six.\nWho pays?,The guild.\n", "Who pays?|The guild."},
		"what forms ask":          {"What is your name?,How old are you?\nAnn,30\n", "|What is your name?: Ann\tHow old are you?: 30"},
		"years":                   {"Town,2019,2020\nElsing,3,4\n", "|Town: Elsing\t2019: 3\t2020: 4"},
		"a line above":            {"Prices of the harbour,,\n,,\nItem,Price,Unit\nOil,3,barrel\n", "Prices of the harbour|Item: Oil\tPrice: 3\tUnit: barrel"},
		"nameless numbers":        {",text\n1,The gate opens at six.\n", "|The gate opens at six.|1"},
		"a column without a name": {"Item,\nOil,3\n", "|Item: Oil\t3"},
		"late bom":                {"\ufefftitle,text\nGate,It opens.\n", "Gate|It opens."},
	} {
		articles, skips := corpustest.FromBytes(t, "x.csv", []byte(c.src), Read)
		if len(articles) == 0 || len(skips) > 0 {
			t.Errorf("%s: %d articles, skips %v", name, len(articles), skips)
			continue
		}
		a := articles[len(articles)-1]
		got := []string{a.Title}
		for _, b := range a.Blocks {
			got = append(got, a.Text[b.Start:b.End])
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: got %q, want %q", name, strings.Join(got, "|"), c.want)
		}
	}
}

// A table of any length takes the memory of a few rows.
func TestEndlessTable(t *testing.T) {
	const rows = 30_000
	src := io.MultiReader(strings.NewReader("title,text\n"), &lines{left: rows, line: "Row,\"A row that says little, but says it again and again.\"\n"})
	var skips []corpus.Skip
	d := &document.Document{Name: "x.csv", ID: "x", Source: "x.csv", Size: -1, Reader: src, Skips: &skips}
	n, peak := 0, uint64(0)
	err := Read(t.Context(), d, func(a corpus.Article) error {
		if n++; n%10_000 == 0 {
			runtime.GC() // what other tests left is not the table's
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc)
		}
		return nil
	})
	if err != nil || n != rows || len(skips) != 0 {
		t.Errorf("%d of %d rows, error %v, skips %v", n, rows, err, skips)
	}
	if peak > 64<<20 {
		t.Errorf("heap grew to %d MiB", peak>>20)
	}
}

// lines yields one line over and over.
type lines struct {
	left int
	line string
	rest string
}

func (l *lines) Read(p []byte) (int, error) {
	if l.rest == "" {
		if l.left == 0 {
			return 0, io.EOF
		}
		l.left--
		l.rest = l.line
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}
