package fragment_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"verbatim/index/fragment"
)

func TestDirective(t *testing.T) {
	long := strings.Repeat("the keeper counts the ships ", 14)
	tests := map[string]struct {
		text, words string
		room        int
		want        string
	}{
		"whole":             {"The harbour opens at six. Nobody sails at night.", "The harbour opens at six.", 400, "text=The%20harbour%20opens%20at%20six."},
		"signs":             {"Salt, tar & rope - all for 5 % less.", "Salt, tar & rope - all for 5 % less.", 400, "text=Salt%2C%20tar%20%26%20rope%20%2D%20all%20for%205%20%25%20less."},
		"twice, behind it":  {"The gate is closed. Today.\n\nThe gate is closed. Tomorrow.", "The gate is closed.", 400, "text=The%20gate%20is%20closed.,-Today."},
		"short":             {"One lamp burns. It is lit. Two lamps burn.", "It is lit.", 400, "text=It%20is%20lit.,-Two%20lamps%20burn."},
		"short, before it":  {"One lamp burns. It is lit.", "It is lit.", 400, "text=One%20lamp%20burns.-,It%20is%20lit."},
		"long":              {long + "until morning. Nobody sails.", long + "until morning.", 400, ""},
		"longer, its ends":  {"At noon " + long + "until morning. Nobody sails.", "At noon " + long + "until morning.", 400, "text=At%20noon%20the,ships%20until%20morning."},
		"two blocks":        {"Run this command:\n\nlamp trim now\n\nThen wait.", "Run this command:\n\nlamp trim now", 400, "text=Run%20this%20command%3A,lamp%20trim%20now"},
		"cells":             {"wick width\t12 mm\nwick length\t9 cm", "wick length\t9 cm", 400, "text=wick%20length,9%20cm"},
		"dashes":            {"The gate -- the old one -- is closed. Go on.", "The gate -- the old one -- is closed.", 400, "text=The%20gate,is%20closed."},
		"code":              {"Then run\n\nlamp --trim 3 --quiet\nlamp status", "lamp --trim 3 --quiet", 400, "text=lamp%20%2D%2Dtrim%203%20%2D%2Dquiet"},
		"task":              {"☐ Mend the bell of the harbour.", "☐ Mend the bell of the harbour.", 400, "text=Mend%20the%20bell%20of%20the%20harbour."},
		"case and accents":  {"Le café est fermé ici. LE CAFE EST FERME ICI. Bon.", "LE CAFE EST FERME ICI.", 400, "text=LE%20CAFE%20EST%20FERME%20ICI.,-Bon."},
		"no room":           {"The harbour opens at six.", "The harbour opens at six.", 20, ""},
		"no words":          {"— !", "— !", 400, ""},
		"the same twice":    {"It is lit.\n\nIt is lit.", "It is lit.", 400, "text=It%20is%20lit.,-It%20is%20lit."},
		"Japanese":          {"港は朝六時に開きます。門は夜に閉まります。", "門は夜に閉まります。", 400, "text=%E9%96%80%E3%81%AF%E5%A4%9C%E3%81%AB%E9%96%89%E3%81%BE%E3%82%8A%E3%81%BE%E3%81%99%E3%80%82"},
		"a heading before":  {"Lamps for harbours\n\nIt is lit.\n\nLamps\n\nIt is lit.\n\nWicks are not for sale.", "It is lit.", 400, "text=It%20is%20lit.,-Lamps"},
		"begins the same":   {"Turn the key to open it. Turn the key to open it and wait for the bell of the gate.", "Turn the key to open it and wait for the bell of the gate.", 80, "text=Turn%20the%20key%20to%20open%20it%20and,of%20the%20gate."},
		"Cyrillic, no room": {"Гавань відчиняється о шостій годині ранку щодня окрім неділі. Кінець.", "Гавань відчиняється о шостій годині ранку щодня окрім неділі.", 120, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			start := strings.Index(tt.text, tt.words)
			if name == "case and accents" {
				start = strings.LastIndex(tt.text, tt.words)
			}
			got := fragment.NewPage(tt.text, blocksOf(tt.text)).Directive(start, start+len(tt.words), tt.room)
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// blocksOf takes lines that begin with "Lamps" for headings and those with "lamp " for code.
func blocksOf(text string) (blocks []fragment.Block) {
	at := 0
	for line := range strings.Lines(text) {
		span := fragment.Span{Start: at, End: at + len(strings.TrimRight(line, "\n"))}
		switch {
		case strings.HasPrefix(line, "Lamps"):
			blocks = append(blocks, fragment.Block{Span: span, Role: fragment.Heading})
		case strings.HasPrefix(line, "lamp "):
			blocks = append(blocks, fragment.Block{Span: span, Role: fragment.Code})
		}
		at += len(line)
	}
	return blocks
}

// FuzzDirective holds every directive to what a browser does with it: looking from the top,
// it finds the words and no others.
func FuzzDirective(f *testing.F) {
	f.Add("The gate is closed. Today.\n\nThe gate is closed. Tomorrow.", 28, 19, 400)
	f.Add("One lamp burns. It is lit. Two lamps burn -- all night.", 27, 28, 400)
	f.Add("wick width\t12 mm\nwick length\t9 cm\nwick\t9 cm", 17, 17, 100)
	f.Add("港は朝六時に開きます。門は夜に閉まります。", 33, 30, 300)
	f.Add("Ünïted états ÜNÏTED ETATS", 0, 13, 300)
	f.Add("Dïm lamp\vone. DÏM LAMP two", 0, 15, 300)
	f.Fuzz(func(t *testing.T, text string, start, length, room int) {
		if !utf8.ValidString(text) || len(text) > 5000 || start < 0 || length < 0 || start+length > len(text) || start+length < start {
			t.Skip()
		}
		if !utf8.ValidString(text[start:start+length]) || !border(text, start) || !border(text, start+length) {
			t.Skip()
		}
		d := fragment.NewPage(text, nil).Directive(start, start+length, room)
		if d == "" {
			return
		}
		if len(d) > room {
			t.Fatalf("%d bytes, more than %d: %s", len(d), room, d)
		}
		first, last := followed(t, text, d)
		if first < start || last > start+length || words(text[start:first]) != "" || words(text[last:start+length]) != "" {
			t.Errorf("%s\nleads to %q\nwant     %q", d, text[first:last], text[start:start+length])
		}
	})
}

// followed returns the part of a text that a directive leads to: the first place where its
// parts stand.
func followed(t *testing.T, text, directive string) (start, end int) {
	t.Helper()
	var prefix, suffix string
	var parts []string
	for _, part := range strings.Split(strings.TrimPrefix(directive, "text="), ",") {
		word, err := url.PathUnescape(strings.Trim(part, "-"))
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case strings.HasSuffix(part, "-"):
			prefix = word
		case strings.HasPrefix(part, "-"):
			suffix = word
		default:
			parts = append(parts, word)
		}
	}
	begin := regexp.MustCompile(`^` + quoted(prefix) + space + `*(` + quoted(parts[0]) + `)`)
	for at := range text {
		m := begin.FindStringSubmatchIndex(text[at:])
		if m == nil || !border(text, at+m[2]) {
			continue
		}
		if end, ok := ended(text, at+m[3], parts[1:], suffix); ok {
			return at + m[2], end
		}
	}
	t.Fatalf("%s leads nowhere in %q", directive, text)
	return 0, 0
}

// ended returns where the part of a text ends of which the first words end at a place: there, or
// with the first of the last words after it that end at a border, and that the suffix follows.
// Where else words begin and end is not looked at: some scripts have no spaces between them.
func ended(text string, at int, last []string, suffix string) (end int, ok bool) {
	behind := regexp.MustCompile(`^` + space + `*` + quoted(suffix))
	follows := func(end int) bool {
		return border(text, end) && behind.MatchString(text[end:])
	}
	if len(last) == 0 {
		return at, follows(at)
	}
	words := regexp.MustCompile(`^` + quoted(last[0]))
	for i := range text[at:] {
		if m := words.FindStringIndex(text[at+i:]); m != nil && follows(at+i+m[1]) {
			return at + i + m[1], true
		}
	}
	return 0, false
}

// border reports whether no word goes on across a place.
func border(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_' }
	return !word(before) || !word(after)
}

// quoted matches words with any white space between them, without regard to case.
func quoted(words string) string {
	var all []string
	for _, w := range strings.Fields(words) {
		all = append(all, regexp.QuoteMeta(w))
	}
	return `(?i:` + strings.Join(all, space+`+`) + `)`
}

// space is what unicode.IsSpace takes for white space; \s alone knows five ASCII signs of it.
const space = `[\s\v\x{85}\pZ]`

// words leaves the letters and digits of a text.
func words(text string) string { return regexp.MustCompile(`[^\pL\pN]`).ReplaceAllString(text, "") }
