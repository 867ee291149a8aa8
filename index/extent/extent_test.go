package extent

import (
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/sentence"
)

// kinds are the marks with which a test says what a block is.
var kinds = map[string]corpus.BlockKind{
	"#": corpus.Heading, "-": corpus.ListItem, "|": corpus.Table, "$": corpus.Code, ">": corpus.Quotation, "~": corpus.Caption,
}

// build makes a text of lines: a mark and what stands there, without a mark a paragraph. The
// sentence between guillemets is the one that was chosen.
func build(t testing.TB, language string, lines ...string) (text *Text, at int) {
	t.Helper()
	var b strings.Builder
	text, at = &Text{Title: "Harbour", Language: language}, -1
	var headings []string
	last := corpus.Heading
	passage := 0
	for i, l := range lines {
		mark, rest, marked := strings.Cut(l, " ")
		kind := kinds[mark]
		if !marked || kind == corpus.Paragraph {
			rest = l
		}
		if i > 0 {
			b.WriteString("\n")
			if kind != last || kind == corpus.Paragraph {
				b.WriteString("\n")
				passage++
			}
		}
		last = kind
		start := b.Len()
		from := strings.Index(rest, "«")
		rest = strings.NewReplacer("«", "", "»", "").Replace(rest)
		b.WriteString(rest)
		switch kind {
		case corpus.Heading:
			headings = []string{rest}
			continue
		case corpus.Caption:
			continue
		}
		for _, s := range units(b.String(), start, kind, language) {
			if from >= 0 && s.Start <= start+from && start+from < s.End {
				at = len(text.Units)
			}
			text.Units = append(text.Units, Unit{Start: s.Start, End: s.End, Kind: kind, Passage: passage, Headings: headings})
		}
	}
	text.Text = b.String()
	return text, at
}

// units cuts a block as package corpus does.
func units(text string, start int, kind corpus.BlockKind, language string) []corpus.Sentence {
	if kind == corpus.Table || kind == corpus.Code {
		return []corpus.Sentence{{Start: start, End: len(text)}}
	}
	var out []corpus.Sentence
	for _, s := range sentence.Segment(text, start, len(text), sentence.RulesFor(language)) {
		out = append(out, corpus.Sentence(s))
	}
	return out
}

var long = strings.Repeat("The wall is made of grey stone and stands in the sea. ", 18)

var endless = strings.Repeat("the wall is made of grey stone and stands in the sea, ", 12) + "as all know."

func TestOf(t *testing.T) {
	for _, c := range []struct {
		name   string
		lines  []string
		asked  Asked
		want   string // "" where nothing is quoted
		before string
	}{
		{"a sentence", []string{"One. «The gate opens at six.» Two."}, Asked{}, "The gate opens at six.", ""},

		// lead-ins
		{"a command", []string{"«To open the gate, run:»", "$ gate open", "After that, wait."}, Asked{}, "To open the gate, run:\n\ngate open", ""},
		{"a command of several lines", []string{"«Run:»", "$ gate stop", "$ gate start", "- Other"}, Asked{}, "Run:\n\ngate stop\ngate start", ""},
		{"only its own block", []string{"«Run this:»", "$ gate open", "More.", "$ gate close"}, Asked{}, "Run this:\n\ngate open", ""},
		{"a list", []string{"«You need:»", "- a boat", "- a rope", "Then go."}, Asked{}, "You need:\n\na boat\na rope", ""},
		{"a table", []string{"«The fees:»", "| Ship Fee", "| Cog 3"}, Asked{}, "The fees:\n\nShip Fee\nCog 3", ""},
		{"a paragraph", []string{"«It works like this:»", "The bell rings. All stop.", "Later."}, Asked{}, "It works like this:\n\nThe bell rings. All stop.", ""},
		{"a lead-in to a lead-in", []string{"«There are two ways:»", "- By land:", "- Walk."}, Asked{}, "There are two ways:\n\nBy land:\nWalk.", ""},
		{"the list has no room", []string{"«You need:»", "- a boat", "- " + long}, Asked{}, "You need:\n\na boat", ""},
		{"nothing has room", []string{"«You need:»", "$ " + long + long}, Asked{}, "", ""},
		{"nothing follows", []string{"Now.", "«Run the following command:»", "# Next", "Text."}, Asked{}, "", ""},
		{"nothing follows at the end", []string{"«Run the following command:»"}, Asked{}, "", ""},
		{"what it points to", []string{"«Use the following command.»", "$ gate open"}, Asked{}, "Use the following command.\n\ngate open", ""},
		{"a line above code", []string{"«Open the gate»", "$ gate open"}, Asked{}, "Open the gate\n\ngate open", ""},
		{"a sentence above code", []string{"«The gate is old.»", "$ gate open"}, Asked{}, "The gate is old.", ""},
		{"a paragraph it points to", []string{"«The following words open the gate.»", "Open, please. Now.", "Fine."}, Asked{},
			"The following words open the gate.\n\nOpen, please. Now.", ""},
		{"a paragraph it does not point to", []string{"«The gate below is shut.»", "Fine."}, Asked{}, "The gate below is shut.", ""},
		{"the scene", []string{"«Say the gate is shut.» You knock then. Wait."}, Asked{}, "Say the gate is shut. You knock then.", ""},
		{"if that fails", []string{"Knock twice. «If that fails, ring the bell.»"}, Asked{}, "Knock twice. If that fails, ring the bell.", ""},
		{"a lead-in that refers", []string{"The gate has a lock. «It takes these keys:»", "- brass", "- iron"}, Asked{},
			"The gate has a lock. It takes these keys:\n\nbrass\niron", ""},

		// short answers
		{"yes", []string{"«Yes.» The gate is open all night. Bring a lamp."}, Asked{}, "Yes. The gate is open all night.", ""},
		{"it depends", []string{"«It depends.»", "In winter it is shut."}, Asked{}, "It depends.\n\nIn winter it is shut.", ""},
		{"an answer by its letter", []string{"«A: Yes.» The gate is open all night."}, Asked{}, "A: Yes. The gate is open all night.", ""},
		{"another answer by its letter", []string{"A: The gate is open.", "«A: It is shut.»"}, Asked{}, "A: It is shut.", ""},
		{"a number says enough", []string{"«At 6.» The bell rings."}, Asked{}, "At 6.", ""},

		// references
		{"it", []string{"The gate is old. «It opens at six.» Fine."}, Asked{}, "The gate is old. It opens at six.", ""},
		{"what somebody said", []string{"Ann keeps the gate. «She also said that Bob, head of the guard, has the key.»"}, Asked{},
			"She also said that Bob, head of the guard, has the key.", "Ann keeps the gate."},
		{"what somebody did", []string{"Ann keeps the gate. «She said it twice.»"}, Asked{}, "Ann keeps the gate. She said it twice.", ""},
		{"it of it", []string{"The gate is old. It has a lock. «It opens at six.»"}, Asked{}, "The gate is old. It has a lock. It opens at six.", ""},
		{"a connective", []string{"The gate is shut at night. «However, the door is open.»"}, Asked{}, "The gate is shut at night. However, the door is open.", ""},
		{"in the paragraph above", []string{"The gate is old.", "«This makes it slow.»"}, Asked{}, "The gate is old.\n\nThis makes it slow.", ""},
		{"code", []string{"Run:", "$ gate open", "«This opens the gate.»"}, Asked{}, "Run:\n\ngate open\n\nThis opens the gate.", ""},
		{"the heading", []string{"Far away.", "# The gate", "«It opens at six.»"}, Asked{}, "The gate\n\nIt opens at six.", ""},
		{"not the heading", []string{"# The gate", "«However, it opens.»"}, Asked{}, "However, it opens.", ""},
		{"below a picture", []string{"The gate is old.", "~ Picture", "«It opens at six.»"}, Asked{}, "It opens at six.", "The gate is old."},
		{"no room", []string{endless + " «It opens at six.»"}, Asked{}, "It opens at six.", endless},
		{"a list before", []string{"You need:", "- a boat", "- a rope", "«They are sold here.»"}, Asked{}, "You need:\n\na boat\na rope\n\nThey are sold here.", ""},
		{"it a little later", []string{"The gate opens at six. «At night it is shut.»"}, Asked{}, "The gate opens at six. At night it is shut.", ""},
		{"it takes", []string{"The gate is old. «It takes two men to open the gate.»"}, Asked{}, "It takes two men to open the gate.", ""},
		{"it is possible to", []string{"The gate is old. «It is possible to open it.»"}, Asked{}, "It is possible to open it.", ""},
		{"it was who", []string{"The gate is old. «Although it was Ruth who built it, nobody knows.»"}, Asked{}, "Although it was Ruth who built it, nobody knows.", ""},
		{"joined to something long", []string{endless[:380] + " end. «However, doors open.»"}, Asked{}, "However, doors open.", endless[:380] + " end."},
		{"this guide", []string{"Hello there. «This short guide shows the gate.»"}, Asked{}, "This short guide shows the gate.", ""},
		{"those who", []string{"The gate is old. «Those who knock are let in.»"}, Asked{}, "Those who knock are let in.", ""},
		{"by doing this", []string{"Lift the bar. «By doing this, you open the gate.»"}, Asked{}, "Lift the bar. By doing this, you open the gate.", ""},
		{"the above", []string{"Lift the bar. «The above step opens the gate.»"}, Asked{}, "Lift the bar. The above step opens the gate.", ""},
		{"an aside", []string{"The gate has a bar. «(As of this year, the bar is iron.)» Fine."}, Asked{}, "The gate has a bar. (As of this year, the bar is iron.)", ""},
		{"an aside in its own line", []string{"The gate has a bar.", "«(Ring the bell at night.)»"}, Asked{}, "(Ring the bell at night.)", ""},
		{"brackets at both ends", []string{"The gate has a bar. «(At night) ring the bell (twice).»"}, Asked{}, "(At night) ring the bell (twice).", ""},

		// headings
		{"a heading that is a command", []string{"# gate open", "«Lift the bar at once.»"}, Asked{}, "gate open\n\nLift the bar at once.", ""},
		{"a heading that is a flag", []string{"# --slow", "«Lift the bar bit by bit.»"}, Asked{}, "--slow\n\nLift the bar bit by bit.", ""},
		{"a heading in words", []string{"# Opening the gate", "«Lift the bar at once.»"}, Asked{}, "Lift the bar at once.", ""},
		{"a command further up", []string{"# gate open", "Be quick. «Lift the bar at once.»"}, Asked{}, "Lift the bar at once.", ""},
		{"a heading that the sentence repeats", []string{"# Gate keys", "«These keys open the gate.»"}, Asked{}, "These keys open the gate.", ""},
		{"a heading that it repeats in part", []string{"# Gate keys", "«These keys are brass.»"}, Asked{}, "Gate keys\n\nThese keys are brass.", ""},
		{"a heading that asks the same", []string{"# When does the gate open?", "«It opens at six.»"}, Asked{Headed: true}, "It opens at six.", ""},
		{"a heading that asks something else", []string{"# Does the gate open at noon?", "«No, the gate is shut.»"}, Asked{}, "Does the gate open at noon?\n\nNo, the gate is shut.", ""},
		{"no to the question", []string{"# Does the gate open at noon?", "«No, the gate is shut.»"}, Asked{Headed: true}, "No, the gate is shut.", ""},
		{"no that replies to nothing", []string{"# Does the gate open at noon?", "«No ship may wait.»"}, Asked{}, "No ship may wait.", ""},
		{"no below a heading that does not ask", []string{"# The gate", "«No, the gate is shut.»"}, Asked{}, "No, the gate is shut.", ""},
		{"a question before yes", []string{"Does the gate open at noon? «Yes, for an hour.»"}, Asked{}, "Does the gate open at noon? Yes, for an hour.", ""},
		{"the same question before yes", []string{"Does the gate open at noon? «Yes, for an hour.»"}, Asked{Same: func(int) bool { return true }}, "Yes, for an hour.", ""},

		// lists
		{"an item", []string{"Rules:", "- «Ships wait outside.»", "- Boats may enter."}, Asked{}, "Ships wait outside.", "Rules:"},
		{"an item without lead-in", []string{"- «Ships wait outside.»", "- Boats may enter."}, Asked{}, "Ships wait outside.", ""},
		{"a fragment", []string{"You need:", "- «a boat»", "- a rope"}, Asked{}, "You need:\n\na boat\na rope", ""},
		{"a sentence of a long list that is asked for", []string{"To land:", "- «Lower the sail.»", "- " + long}, Asked{Way: true}, "Lower the sail.", "To land:"},
		{"a fragment of a long list", []string{"You need:", "- «a boat»", "- " + long}, Asked{}, "You need:\n\na boat", ""},
		{"a step", []string{"To land:", "- Lower the sail.", "- «Throw the rope.»", "- Wait."}, Asked{Way: true},
			"To land:\n\nLower the sail.\nThrow the rope.\nWait.", ""},
		{"all that is asked", []string{"Ships may bring:", "- «One sail.»", "- Two ropes."}, Asked{Same: func(int) bool { return true }},
			"Ships may bring:\n\nOne sail.\nTwo ropes.", ""},
		{"dry it", []string{"The wick is wet. «Dry it in the sun.»"}, Asked{}, "The wick is wet. Dry it in the sun.", ""},
		{"a step with code", []string{"To land:", "- Call:", "$ call", "- «Wait.»"}, Asked{Way: true}, "To land:\n\nCall:\n\ncall\n\nWait.", ""},
		{"one of several lists", []string{"Ships:", "- «Cogs pay.»", "Boats:", "- Rafts pay."}, Asked{Way: true}, "Cogs pay.", "Ships:"},
		{"an item that refers", []string{"The gate:", "- Has a bar. «It is heavy.»"}, Asked{}, "Has a bar. It is heavy.", "The gate:"},

		// code and tables
		{"a row", []string{"| Ship Fee", "| Cog 3", "| «Raft 1»"}, Asked{}, "Raft 1", "Ship Fee"},
		{"a header", []string{"| «Ship\tFee\tPort»", "| Cog\t3\tVarn"}, Asked{}, "", ""},
		{"a header of two", []string{"| «Ship\tFee»", "| Cog\t3"}, Asked{}, "", ""},
		{"a row of two names", []string{"| «Owner\tRuth Holm»", "| Port\tVarn"}, Asked{}, "Owner\tRuth Holm", ""},
		{"a line of code", []string{"Open the gate with this line:", "$ «gate open»", "$ gate shut"}, Asked{}, "Open the gate with this line:\n\ngate open", ""},
		{"a line further down", []string{"The file:", "$ a = 1", "$ «port = 80»"}, Asked{}, "port = 80", "The file:"},
		{"a comment", []string{"The gate is old.", "$ # open it", "$ «gate open»"}, Asked{}, "# open it\ngate open", "The gate is old."},
		{"only a comment", []string{"$ «# open it»", "$ gate open"}, Asked{}, "# open it\ngate open", ""},
		{"a continued line", []string{"$ «gate open \\»", "$   --slowly"}, Asked{}, "gate open \\\n  --slowly", ""},
		{"a way and its code", []string{"The gate is old. «Open the gate with a key.»", "$ gate open", "$ gate shut"}, Asked{Way: true},
			"Open the gate with a key.\n\ngate open\ngate shut", ""},
		{"no way, no code", []string{"«Open the gate with a key.»", "$ gate open"}, Asked{}, "Open the gate with a key.", ""},
		{"a way in code", []string{"$ gate stop", "$ «gate start»"}, Asked{Way: true}, "gate stop\ngate start", ""},

		// the section asks
		{"from the beginning", []string{"# When?", "The gate has hours. «Doors open at six.»"}, Asked{Headed: true}, "The gate has hours. Doors open at six.", ""},
		{"a beginning far away", []string{"# When?", long + "«Doors open at six.»"}, Asked{Headed: true}, "Doors open at six.", ""},
		{"both answer", []string{"The gate has hours. «Doors open at six.»"}, Asked{Both: true}, "The gate has hours. Doors open at six.", ""},
		{"not from a question", []string{"# When?", "New here? «Doors open at six.»"}, Asked{Headed: true}, "Doors open at six.", ""},
		{"not from another question", []string{"# When?", "Is there a bell? There is. Are there doors? «Doors open at six.»"}, Asked{Headed: true}, "Doors open at six.", ""},
		{"from a question that it refers to", []string{"# When?", "New here? «If so, knock at six.»"}, Asked{Headed: true}, "New here? If so, knock at six.", ""},
		{"a question does not answer", []string{"New here? «Doors open at six.»"}, Asked{Both: true}, "Doors open at six.", ""},

		// never
		{"a question", []string{"«Is the gate open?» Yes."}, Asked{}, "", ""},
		{"a quoted question", []string{"«“Is the gate open?”»"}, Asked{}, "", ""},
		{"a sentence that quotes a question", []string{"«“The gate is shut,” he said, “and who has the key?”»"}, Asked{}, "“The gate is shut,” he said, “and who has the key?”", ""},
		{"a title that asks", []string{"«The song of the gate stands on the album Who Opened This Gate?»"}, Asked{}, "The song of the gate stands on the album Who Opened This Gate?", ""},
		{"a question about a name", []string{"«Does the gate of the harbour open for Old Ruth Holm?»"}, Asked{}, "", ""},
		{"a question in brackets", []string{"«(Is the gate open?)»"}, Asked{}, "", ""},
		{"an address", []string{"«https://gate.example/open»"}, Asked{}, "", ""},
		{"an address in brackets", []string{"- «<https://gate.example/open>»", "- b."}, Asked{}, "", ""},
		{"an identifier", []string{"«gate.open_slowly»"}, Asked{}, "", ""},
		{"an identifier in code", []string{"$ «gate»"}, Asked{}, "", ""},
		{"the title", []string{"«Harbour»", "Text."}, Asked{}, "", ""},
		{"its own heading", []string{"# The gate", "«The Gate»", "Text."}, Asked{}, "", ""},
		{"a heading in all but name", []string{"«Opening hours»", "Text."}, Asked{}, "", ""},
		{"an entry of the contents", []string{"- «The gate of the harbour . . . . . . . 12»"}, Asked{}, "", ""},
		{"another entry", []string{"«The gate ........ iv»"}, Asked{}, "", ""},
		{"a hole", []string{"«The newest version is \ufffc and fast.»"}, Asked{}, "", ""},
		{"lost bytes", []string{"«The caf\ufffd opens at nine.»"}, Asked{}, "", ""},
		{"a template", []string{"«{{< include gate.md >}}»"}, Asked{}, "", ""},
		{"a component", []string{"«<GateHours open=\"6\" />»"}, Asked{}, "", ""},
		{"a link that broke", []string{"«[The gate](https://gate.example is open.»"}, Asked{}, "", ""},
		{"a call in code", []string{"$ «gates[0](open)»", "$ x = 1"}, Asked{Way: true}, "gates[0](open)\nx = 1", ""},
		{"a bar of code", []string{"$ «}»"}, Asked{}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, at := build(t, "en", c.lines...)
			e, ok := text.Of(at, c.asked)
			got, before := text.Text[e.Start:e.End], text.Text[e.Before.Start:e.Before.End]
			if ok != (c.want != "") || got != c.want || before != c.before {
				t.Errorf("%q (%v), before %q; want %q, before %q", got, ok, before, c.want, c.before)
			}
		})
	}
}

func TestLanguages(t *testing.T) {
	for _, c := range []struct{ language, line, want string }{
		{"de", "Das Tor ist alt. «Es öffnet um sechs.»", "Das Tor ist alt. Es öffnet um sechs."},
		{"de", "Das Tor ist alt. «Es gibt zwei Schlüssel.»", "Es gibt zwei Schlüssel."},
		{"de", "«Ja.» Das Tor ist offen.", "Ja. Das Tor ist offen."},
		{"fr", "La porte est vieille. «Elle ouvre à six heures.»", "La porte est vieille. Elle ouvre à six heures."},
		{"fr", "La porte est vieille. «Il faut frapper.»", "Il faut frapper."},
		{"es", "La puerta es vieja. «Sin embargo, abre a las seis.»", "La puerta es vieja. Sin embargo, abre a las seis."},
		{"pt", "A porta é velha. «Ela abre às seis.»", "A porta é velha. Ela abre às seis."},
		{"uk", "Брама стара. «Вона відчиняється о шостій.»", "Брама стара. Вона відчиняється о шостій."},
		{"ru", "Ворота старые. «Они открываются в шесть.»", "Ворота старые. Они открываются в шесть."},
		{"ja", "門は古い。«六時に開きます。»", "六時に開きます。"},
		{"ja", "«門は何時に開きますか？»", ""},
		{"", "The gate is old. «It opens at six.»", "The gate is old. It opens at six."},
	} {
		text, at := build(t, c.language, c.line)
		e, ok := text.Of(at, Asked{})
		if got := text.Text[e.Start:e.End]; got != c.want || ok != (c.want != "") {
			t.Errorf("%s %s: %q, %v", c.language, c.line, got, ok)
		}
	}
}

// TestEntry checks that the name of a section elsewhere is no quote, and that the same words in a
// sentence are.
func TestEntry(t *testing.T) {
	for line, want := range map[string]bool{"- «Opening hours of the gate»": false, "- «Opening hours of the gate are long.»": true} {
		text, at := build(t, "en", "Contents", line, "- Fees of the harbour")
		text.Entry = func(line string) bool {
			return strings.HasPrefix(line, "Opening hours") || strings.HasPrefix(line, "Fees")
		}
		if _, ok := text.Of(at, Asked{}); ok != want {
			t.Errorf("%s: %v", line, ok)
		}
	}
}

// TestLeans checks which quotes are understood only in part.
func TestLeans(t *testing.T) {
	for _, c := range []struct {
		name   string
		lines  []string
		headed bool
		want   bool
	}{
		{"a sentence by itself", []string{"«The gate opens at six.»"}, false, false},
		{"a reference with nothing before it", []string{"# Hours", "«It opens at six.»"}, false, false}, // its heading is quoted
		{"a reference below something else", []string{"# Hours", "~ a picture", "«It opens at six.»"}, false, true},
		{"one whose heading asks the question", []string{"# When does it open?", "~ a picture", "«It opens at six.»"}, true, false},
		{"a reference with what it refers to", []string{"The gate is old. «It opens at six.»"}, false, false},
		{"the one above", []string{"The gate is old. «Repeat the steps described above.»"}, false, true},
		{"a step before", []string{"The gate is old. «You can skip this step if you have a key.»"}, false, true},
		{"an announcement", []string{"«In this guide we will open the gate.»"}, false, true},
		{"what a page is", []string{"«This page explains how the gate opens.»"}, false, true},
		{"an announcement with what it announces", []string{"«Here is how the gate opens:»", "$ gate open"}, false, false},
		{"a clause of a list", []string{"# Why?", "- «If you need a second key»", "- If the gate is shut", "- " + long}, false, true},
		{"a part of a list", []string{"You need:", "- «a boat»", "- " + long}, false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, at := build(t, "en", c.lines...)
			e, ok := text.Of(at, Asked{Headed: c.headed})
			if !ok || e.Leans != c.want {
				t.Errorf("%q: %v, leans: %v", text.Text[e.Start:e.End], ok, e.Leans)
			}
		})
	}
}

// FuzzOf checks that every extent is one range of the text that holds its unit and is not too
// long, whatever the document.
func FuzzOf(f *testing.F) {
	f.Add("One. Two:\n- a\n- b\n$ c\n| d\n# e\nIt is.", uint8(2), true, false)
	f.Add("Yes.\n\n$ x \\\n$ y\nThis.\n~ p\nThat:", uint8(5), false, true)
	f.Add("a:\nb:\nc:\nd:", uint8(1), true, true)
	f.Fuzz(func(t *testing.T, document string, at uint8, way, headed bool) {
		text, _ := build(t, "en", strings.Split(strings.ToValidUTF8(document, "?"), "\n")...)
		if len(text.Units) == 0 {
			return
		}
		i := int(at) % len(text.Units)
		e, ok := text.Of(i, Asked{Way: way, Headed: headed, Both: headed})
		if !ok {
			return
		}
		u := text.Units[i]
		if e.Start > u.Start || u.End > e.End || e.Start < 0 || e.End > len(text.Text) {
			t.Fatalf("%+v does not hold %+v", e, u)
		}
		if e.Before.Start > e.Before.End || e.Before.End > e.Start && !e.Before.Empty() {
			t.Fatalf("before %+v of %+v", e.Before, e.Range)
		}
		const heading = 130
		if n := e.End - e.Start; n > max(whole, u.End-u.Start)+heading {
			t.Fatalf("%d bytes for a unit of %d", n, u.End-u.Start)
		}
	})
}
