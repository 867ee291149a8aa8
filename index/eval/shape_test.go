package eval

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/corpus"
	"verbatim/corpus/intake"
)

// manual is an article of a project's documentation with two sections whose headings,
// questions, were taken out of the text, and a list that the second one falls into.
const manual = "Manual\n\nIt is a server.\n\nOpen the file. Set the port there.\n\n- Stop it.\n- Start it.\n- Look at the log."

func manualSet(t *testing.T) *Set {
	t.Helper()
	at := func(s string) int {
		i := strings.Index(manual, s)
		if i < 0 {
			t.Fatalf("%q is not in the manual", s)
		}
		return i
	}
	span := func(s string) [2]int { return [2]int{at(s), at(s) + len(s)} }
	port, look, list := span("Set the port there."), span("- Look at the log."), at("- Stop it.")
	s := &Set{
		Articles: []Article{{
			ID: "m", Title: "Manual", Text: manual, Project: "p",
			Passages: []Passage{
				{at("It is"), at("It is") + len("It is a server."), "paragraph", []string{"Manual"}},
				{at("Open"), port[1], "paragraph", []string{"Manual"}},
				{list, look[1], "list", []string{"Manual", "Care"}},
			},
			Sentences: [][2]int{span("It is a server."), span("Open the file."), port, span("- Stop it."), span("- Start it."), look},
		}},
		Questions: []Question{
			{
				ID: "port", Project: "p", Article: "m", Text: "How do I change the port?",
				SectionStart: at("Open"), SectionEnd: list, GoldSentence: &port,
				Answers: []Gold{{Start: at("Open"), End: at("Open") + len("Open the file.")}, {Start: port[0], End: port[1]}},
			},
			{
				ID: "log", Project: "p", Article: "m", Text: "Where do I see errors?",
				SectionStart: look[0], SectionEnd: look[1], Answers: []Gold{{Start: look[0], End: look[1]}},
			},
			{ID: "no", Project: "p", Text: "Is there a client?"},
		},
	}
	if err := s.check(); err != nil {
		t.Fatal(err)
	}
	return s
}

// said returns the text of a range of the first article.
func (s *Set) said(start, end int) string { return s.Articles[0].Text[start:end] }

func TestMeasure(t *testing.T) {
	for _, c := range []struct {
		unit Unit
		want map[string][]string // question: what is right
		left int
	}{
		{UnitSentence, map[string][]string{"port": {"Set the port there."}, "no": nil}, 1},
		{UnitPassage, map[string][]string{"port": {"Open the file. Set the port there."}, "no": nil}, 1},
		{UnitSection, map[string][]string{"port": {"Open the file. Set the port there.\n\n"}, "log": {"- Look at the log."}, "no": nil}, 0},
	} {
		s := manualSet(t)
		if err := s.Measure(c.unit); err != nil {
			t.Fatal(err)
		}
		got := map[string][]string{}
		for _, q := range s.Questions {
			got[q.ID] = nil
			for _, g := range q.Answers {
				got[q.ID] = append(got[q.ID], s.said(g.Start, g.End))
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" || s.Left != c.left {
			t.Errorf("%s: %d left out, right (-want +got):\n%s", c.unit, s.Left, diff)
		}
	}
}

// TestMeasureNothing wants an error where no question is left, or none has a section.
func TestMeasureNothing(t *testing.T) {
	s := manualSet(t)
	s.Questions = s.Questions[1:2]
	if err := s.Measure(UnitSentence); err == nil {
		t.Error("a set without any right sentence is measured")
	}
	s = &Set{Articles: s.Articles, Questions: []Question{{ID: "1", Article: "m", Answers: []Gold{{Start: 0, End: 6}}}}}
	if err := s.Measure(UnitSection); err == nil {
		t.Error("a set without sections is measured by section")
	}
	if err := s.PutHeadings(); err == nil {
		t.Error("a set without sections gets headings")
	}
}

// TestParagraph wants the paragraph for the passage where an article names no passages.
func TestParagraph(t *testing.T) {
	s := &Set{
		Articles:  []Article{{ID: "a", Text: "One.\n\nTwo is here. Three is too.\n\nFour."}},
		Questions: []Question{{ID: "1", Article: "a", Answers: []Gold{{Text: "here", Start: 13, End: 17}}}},
	}
	if err := s.Measure(UnitPassage); err != nil {
		t.Fatal(err)
	}
	g := s.Questions[0].Answers[0]
	if got := s.said(g.Start, g.End); got != "Two is here. Three is too." {
		t.Errorf("the passage is %q", got)
	}
	if !s.judge().correct(Prediction{Article: "a", Start: 19, End: 32}, s.Questions[0]) {
		t.Error("the other sentence of the passage is not right")
	}
	if s.judge().correct(Prediction{Article: "a", Start: 34, End: 39}, s.Questions[0]) {
		t.Error("a sentence of another passage is right")
	}
}

// TestPutHeadings wants the headings above their sections and every range to hold the
// text that it held.
func TestPutHeadings(t *testing.T) {
	before, s := manualSet(t), manualSet(t)
	if err := s.PutHeadings(); err != nil {
		t.Fatal(err)
	}
	port, where := headingFor(before.Questions[0]), headingFor(before.Questions[1])
	want := strings.Replace(manual, "Open", port+"\n\nOpen", 1)
	want = strings.Replace(want, "- Look", "\n\n"+where+"\n\n- Look", 1)
	if diff := cmp.Diff(want, s.Articles[0].Text); diff != "" {
		t.Fatalf("text (-want +got):\n%s", diff)
	}
	if err := s.check(); err != nil {
		t.Fatal(err)
	}
	for i, q := range s.Questions {
		for j, g := range q.Answers {
			old := before.Questions[i].Answers[j]
			if got := s.said(g.Start, g.End); got != before.said(old.Start, old.End) {
				t.Errorf("question %s: answer %d is %q now", q.ID, j, got)
			}
		}
	}
	var passages []string
	for _, p := range s.Articles[0].Passages {
		passages = append(passages, strings.Join(append(p.Headings, s.said(p.Start, p.End)), " > "))
	}
	if diff := cmp.Diff([]string{
		"Manual > It is a server.",
		"Manual > " + port + " > Open the file. Set the port there.",
		"Manual > Care > - Stop it.\n- Start it.",
		"Manual > Care > " + where + " > - Look at the log.",
	}, passages); diff != "" {
		t.Errorf("passages (-want +got):\n%s", diff)
	}
	var sentences []string
	for _, p := range s.Splitter()(&corpus.Article{ID: "m", Text: s.Articles[0].Text}) {
		for _, x := range p.Sentences {
			sentences = append(sentences, s.said(x.Start, x.End))
		}
	}
	if diff := cmp.Diff([]string{
		"It is a server.", "Open the file.", "Set the port there.", "- Stop it.", "- Start it.", "- Look at the log.",
	}, sentences); diff != "" {
		t.Errorf("sentences (-want +got):\n%s", diff)
	}
}

func TestHeadingFor(t *testing.T) {
	ids := []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"}
	same := 0
	for _, id := range ids {
		q := Question{ID: id, Text: "How do I change the port of the server?"}
		h := headingFor(q)
		if h == q.Text {
			same++
		}
		if h != headingFor(q) || !strings.Contains(strings.ToLower(h), "server") && !strings.Contains(strings.ToLower(h), "port") {
			t.Errorf("%s: heading %q", id, h)
		}
	}
	if same < 5 || same == len(ids) {
		t.Errorf("%d of %d are not reworded", same, len(ids))
	}
	for _, c := range []struct{ got, want string }{
		{keywords("How do I change the port?"), "Change port"},
		{keywords("What is it?"), "What is it?"},
		{without("How do I change the port of the server?", 0), "How do I the port of the server?"},
		{without("How do I change the port of the server?", 4), "How do I change the of the server?"},
		{without("Change it?", 1), "Change"},
		{askedOtherwise("How do I change the port?"), "What is the way to change the port?"},
		{askedOtherwise("Can I change it?"), "Is it possible to change it?"},
		{askedOtherwise("The port"), "Port"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestTwins(t *testing.T) {
	texts := map[string]string{
		"a": "Zelda runs the lab in Bonn. It is new.",
		"b": "News: Zelda runs the lab in Bonn. It is new.",
	}
	span := Question{Article: "a", Answers: []Gold{{Start: 22, End: 26}}}
	sentence := Question{Article: "a", SentenceGold: true, Answers: []Gold{{Start: 0, End: 27}}}
	short := Question{Article: "a", SentenceGold: true, Answers: []Gold{{Start: 28, End: 38}}}
	twin, other := Prediction{Article: "b", Start: 6, End: 33}, Prediction{Article: "b", Start: 0, End: 33}
	for name, c := range map[string]struct {
		q     Question
		p     Prediction
		twins bool
		want  bool
	}{
		"span":           {span, twin, true, true},
		"sentence":       {sentence, twin, true, true},
		"not wanted":     {sentence, twin, false, false},
		"not the same":   {sentence, other, true, false},
		"too short":      {short, Prediction{Article: "b", Start: 34, End: 44}, true, false},
		"another answer": {short, twin, true, false},
	} {
		if got := (judge{texts, c.twins}).correct(c.p, c.q); got != c.want {
			t.Errorf("%s: %t, want %t", name, got, c.want)
		}
	}
}

func TestPart(t *testing.T) {
	for _, c := range []struct {
		key  string
		n, k uint32
	}{
		{"", 10, 0xe3b0c442 % 10}, // as sha256sum says
		{"abc", 10, 0xba7816bf % 10},
	} {
		for k := range c.n {
			if got := (Part{k, c.n}).holds(c.key); got != (k == c.k) {
				t.Errorf("part %d/%d holds %q: %t", k, c.n, c.key, got)
			}
		}
	}
	s := &Set{
		Articles:  []Article{{ID: "a", Title: "ABC"}, {ID: "b", Title: "abcd"}},
		Questions: []Question{{ID: "1", Article: "a"}, {ID: "2", Article: "b", Project: "abc"}},
	}
	if err := s.Keep(Part{0xba7816bf % 10, 10}); err != nil || len(s.Questions) != 2 || len(s.Articles) != 2 {
		t.Errorf("%d questions, %d articles, %v", len(s.Questions), len(s.Articles), err)
	}
	if err := s.Keep(Part{(0xba7816bf + 1) % 10, 10}); err == nil {
		t.Error("an empty part is no error")
	}
	for _, bad := range []string{"", "1", "5/5", "-1/5", "0/0", "0/5x", "a/b"} {
		if p, err := ParsePart(bad); err == nil {
			t.Errorf("%q is part %v", bad, p)
		}
	}
	if p, err := ParsePart("3/10"); err != nil || p != (Part{3, 10}) {
		t.Errorf("3/10 is %v, %v", p, err)
	}
}

// pack writes lines to a file that gzip packs.
func pack(t *testing.T, path string, lines ...string) {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	for _, l := range lines {
		if _, err := w.Write([]byte(l + "\n")); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestLoadSets(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(t.TempDir(), "s.jsonl.gz")
	pack(t, filepath.Join(dir, ArticlesFile+packedExt), `{"id":"a","repo":"p","text":"One two.","passages":[[0,8,"list",["H"]]]}`)
	pack(t, filepath.Join(dir, QuestionsFile+packedExt), `{"id":"1","repo":"p","article":"a","question":"q","answers":[{"bstart":0,"bend":3}]}`)
	pack(t, file, `{"id":"b","title":"T","text":"Für Zoë.","questions":[`+
		`{"id":"2","question":"who","answers":[{"text":"Zoë","start":4,"end":7}]},`+
		`{"id":"3","question":"w","weak":true,"answers":[{"text":"Zoë","start":4,"end":7}]},`+
		`{"id":"4","question":"s","weak":true,"section":[4,8],"answers":[{"text":"Zoë","start":4,"end":7}]}]}`)
	s, err := LoadSets(t.Context(), []string{dir, file})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Articles) != 2 || len(s.Questions) != 3 || s.Left != 1 {
		t.Fatalf("%d articles, %d questions, %d left out", len(s.Articles), len(s.Questions), s.Left)
	}
	if diff := cmp.Diff([]Passage{{0, 8, "list", []string{"H"}}}, s.Articles[0].Passages); diff != "" {
		t.Error(diff)
	}
	if g := s.Questions[1].Answers[0]; s.Articles[1].Text[g.Start:g.End] != "Zoë" {
		t.Errorf("gold %d:%d", g.Start, g.End)
	}
	if q := s.Questions[2]; s.Articles[1].Text[q.SectionStart:q.SectionEnd] != "Zoë." || q.GoldSentence != nil {
		t.Errorf("section %d:%d, sentence %v", q.SectionStart, q.SectionEnd, q.GoldSentence)
	}
	if _, err := LoadSets(t.Context(), []string{dir, dir}); err == nil || !strings.Contains(err.Error(), "two articles") {
		t.Errorf("the same set twice: %v", err)
	}
}

func TestLoadSetsErrors(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{`{"id":"b","text":"x","questions":[{"id":"2","answers":[{"start":0,"end":2}]}]}`, "outside"},
		{`{"id":"b","text":"x","questions":[{"id":"2","section":[0,2]}]}`, "outside"},
		{`{"id":"b","text":"x"}`, "no question"},
		{`{`, "s.jsonl.gz:1"},
	} {
		path := filepath.Join(t.TempDir(), "s.jsonl.gz")
		pack(t, path, c.line)
		if _, err := LoadSets(t.Context(), []string{path}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.line, err, c.want)
		}
	}
	for _, bad := range []string{`[0,1,"prose",[]]`, `[0,1]`, `{}`, `[0,1,"list",["a"],2]`} {
		var p Passage
		if err := json.Unmarshal([]byte(bad), &p); err == nil {
			t.Errorf("%s is passage %v", bad, p)
		}
	}
	misplaced := Article{ID: "a", Text: "abc", Passages: []Passage{{0, 2, "list", nil}, {1, 3, "list", nil}}}
	if misplaced.check() == nil {
		t.Error("passages may overlap")
	}
}

func TestProjects(t *testing.T) {
	s := &Set{
		Twins:    true,
		Articles: []Article{{ID: "a", Project: "x"}, {ID: "b", Project: "y"}, {ID: "c", Project: "x"}, {ID: "d", Project: "z"}},
		Questions: []Question{
			{ID: "1", Project: "y"}, {ID: "2", Project: "x"}, {ID: "3", Project: "y"},
		},
	}
	projects, err := s.Projects()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	run := &Run{}
	for _, p := range projects {
		var r Run
		for _, q := range p.Set.Questions {
			got = append(got, p.Name+q.ID)
			r.Lines = append(r.Lines, Line{ID: q.ID})
		}
		run.Join(&r)
		if !p.Set.Twins {
			t.Error("twins are lost")
		}
	}
	if diff := cmp.Diff([]string{"x2", "y1", "y3"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if len(projects[0].Set.Articles) != 2 || len(s.Articles) != 3 {
		t.Errorf("%d articles of x, %d of all", len(projects[0].Set.Articles), len(s.Articles))
	}
	for i, q := range s.Questions {
		if run.Lines[i].ID != q.ID {
			t.Errorf("line %d is of question %s, not %s", i, run.Lines[i].ID, q.ID)
		}
	}
	s.Questions[0].Project = ""
	if _, err := s.Projects(); err == nil {
		t.Error("a question without a project is asked by project")
	}
}

func TestKindOf(t *testing.T) {
	for text, want := range map[string]Kind{
		"How do I change the port?":                              HowTo,
		"how to reset a password":                                HowTo,
		"How does the cache work?":                               HowTo,
		"How many seats does the council have?":                  Fact,
		"when was it built":                                      Fact,
		"Who’s the lead?":                                        Fact,
		"Can I use it offline?":                                  YesNo,
		"Isn't that slow?":                                       YesNo,
		"Where is the log?":                                      Where,
		"I want to delete it. Where are all its files?":          Where,
		"Why does it fail to connect?":                           Why,
		"What are snapshots?":                                    What,
		"in which year did it open?":                             What,
		"Error 01530/51330":                                      Problem,
		"Cannot write log file":                                  Problem,
		"What does \"error: permission denied\" mean?":           Problem,
		"java.lang.NullPointerException at start":                Problem,
		"Changing the port":                                      Keywords,
		"":                                                       Keywords,
		"I am running realtime and not all LEDs are driven now!": Keywords,
	} {
		if got := KindOf(text); got != want {
			t.Errorf("%q asks for %q, want %q", text, got, want)
		}
	}
}

func TestFound(t *testing.T) {
	a := &Article{ID: "a", Text: "Intro here.\n\nSet the port in the file. It runs then."}
	articles := map[string]*Article{"a": a}
	gold := []Gold{{Start: 21, End: 25}} // "port"
	for text, want := range map[string]float64{
		"How do I set the port?":               1,
		"Which ports does the intro name?":     1. / 3,
		"Where does it listen?":                0,
		"setting ports in files":               1,
		"how is the server's listening port ?": 1. / 3,
	} {
		got, ok := found(Question{Article: "a", Text: text, labels: gold}, articles)
		if !ok || !cmp.Equal(got, want, near) {
			t.Errorf("%q: %v, %t, want %v", text, got, ok, want)
		}
	}
	for _, q := range []Question{{Article: "a", Text: "port"}, {Article: "a", Text: "what is it", labels: gold}} {
		if _, ok := found(q, articles); ok {
			t.Errorf("%q: found without a sentence or words", q.Text)
		}
	}
}

func TestTables(t *testing.T) {
	s := manualSet(t)
	if err := s.Measure(UnitSection); err != nil {
		t.Fatal(err)
	}
	half, sure := 0.6, 0.95
	port, look := s.Questions[0].Answers[0], s.Questions[1].Answers[0]
	run := &Run{Lines: []Line{
		{ID: "port", Score: &sure, Predictions: []Prediction{{Article: "m", Start: port.Start, End: port.Start + 14}}},
		{ID: "log", Score: &half, Predictions: []Prediction{{Article: "m", Start: 8, End: 23}, {Article: "m", Start: look.Start, End: look.End}}},
		{ID: "no", Score: &half, Predictions: []Prediction{{Article: "m", Start: 8, End: 23}}},
	}}
	got := run.Tables(s)
	all := got.All
	if all.Questions != 3 || all.Answerable != 2 || all.P1 != 0.5 || all.Success5 != 1 || all.Success10 != 1 || *all.AUROC != 0.75 {
		t.Errorf("all: %+v", all)
	}
	if l := all.Levels[0]; l.Precision != 1 || l.UnfoundedShare != 0 || !cmp.Equal(l.Coverage, 1./3, near) {
		t.Errorf("cautious: %+v", l)
	}
	if l := all.Levels[1]; !cmp.Equal(l.Precision, 1./3, near) || l.UnfoundedShare != 1 || l.Coverage != 1 {
		t.Errorf("balanced: %+v", l)
	}
	names := func(groups []Group) (out []string) {
		for _, g := range groups {
			out = append(out, g.Name)
		}
		return out
	}
	if diff := cmp.Diff([]string{string(HowTo), string(YesNo), string(Where)}, names(got.Kind)); diff != "" {
		t.Errorf("kinds: %s", diff)
	}
	if diff := cmp.Diff([]string{wordShares[2], wordShares[4]}, names(got.Words)); diff != "" {
		t.Errorf("words: %s", diff)
	}
	if diff := cmp.Diff([]string{"p"}, names(got.Project)); diff != "" {
		t.Errorf("projects: %s", diff)
	}
}

// TestSplitterOfDocumentation holds the passages that real articles of documentation come
// out with to those that the set gives, with headings in and out.
func TestSplitterOfDocumentation(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "train", "faq")
	if missing(dir) {
		t.Skip("the questions of documentation are not here")
	}
	for _, in := range []bool{false, true} {
		s, err := LoadSet(t.Context(), dir, "", "")
		if err != nil {
			t.Fatal(err)
		}
		if in {
			if err := s.PutHeadings(); err != nil {
				t.Fatal(err)
			}
			if err := s.check(); err != nil {
				t.Fatal(err)
			}
		}
		checkSplit(t, s)
	}
}

func checkSplit(t *testing.T, s *Set) {
	t.Helper()
	path := filepath.Join(t.TempDir(), ArticlesFile)
	if err := s.WriteArticles(path); err != nil {
		t.Fatal(err)
	}
	split, next := s.Splitter(), 0
	err := read(t.Context(), path, func(a corpus.Article) error {
		given := s.Articles[next]
		next++
		var got []Passage
		quotable := 0
		for _, p := range split(&a) {
			headings := p.Headings
			got = append(got, Passage{p.Start, p.End, kindName(p.Kind), headings})
			if p.Sentences[0].Start != p.Start || p.Sentences[len(p.Sentences)-1].End != p.End {
				t.Errorf("%s: passage %d:%d does not begin and end with its sentences", a.ID, p.Start, p.End)
			}
			if p.Kind != corpus.Code && p.Kind != corpus.Table {
				quotable += len(p.Sentences)
			}
		}
		if diff := cmp.Diff(given.Passages, got); diff != "" {
			t.Errorf("%s: passages (-given +split):\n%s", a.ID, diff)
		}
		if quotable != len(given.Sentences) {
			t.Errorf("%s: %d sentences, %d given", a.ID, quotable, len(given.Sentences))
		}
		return nil
	})
	if err != nil || next != len(s.Articles) {
		t.Errorf("%d of %d articles, %v", next, len(s.Articles), err)
	}
}

func kindName(k corpus.BlockKind) string {
	for name, kind := range kinds {
		if kind == k {
			return name
		}
	}
	return ""
}

// read passes the articles of a file on.
func read(ctx context.Context, path string, yield func(corpus.Article) error) error {
	inputs, _, err := intake.List(ctx, []string{path})
	if err != nil {
		return err
	}
	_, err = intake.Read(ctx, nil, inputs[0], yield)
	return err
}
