package document

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"verbatim/corpus"
)

func encoded(t *testing.T, text string, encode func(string) (string, error)) string {
	t.Helper()
	out, err := encode(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDecode(t *testing.T) {
	german := "Die Brücke über den Fluß ist größer, als man früher für möglich hielt. Schöne Grüße aus Köln."
	russian := "Мост через реку был построен в 1932 году. Никто не знал, сколько он простоит."
	japan := "橋は一九三二年に建設された。誰もそれがどれだけ長く立っているか知らなかった。"
	wide := func(order unicode.Endianness, bom unicode.BOMPolicy) func(string) (string, error) {
		return unicode.UTF16(order, bom).NewEncoder().String
	}
	tests := map[string]struct{ in, want string }{
		"plain text stays":           {"One.\n\n\tTwo — “three”.\n", "One.\n\n\tTwo — “three”.\n"},
		"composed and decomposed":    {"caf\u00e9 cafe\u0301", "caf\u00e9 cafe\u0301"},
		"UTF-8 BOM":                  {"\ufeffOne.", "One."},
		"CRLF":                       {"One.\r\n\r\nTwo.\r\n", "One.\n\nTwo.\n"},
		"CR":                         {"One.\rTwo.", "One.\nTwo."},
		"next line":                  {"One.\u0085Two.", "One.\nTwo."},
		"form feed stays":            {"One.\fTwo.", "One.\fTwo."},
		"control characters go":      {"One\x00 two" + strings.Repeat(" and three", 9) + "\x07.", "One two" + strings.Repeat(" and three", 9) + "."},
		"windows-1252":               {encoded(t, german, charmap.Windows1252.NewEncoder().String), german},
		"windows-1252 quotes":        {encoded(t, "It’s “over”, he said – at last. It really is.", charmap.Windows1252.NewEncoder().String), "It’s “over”, he said – at last. It really is."},
		"windows-1251":               {encoded(t, russian, charmap.Windows1251.NewEncoder().String), russian},
		"KOI8-R":                     {encoded(t, russian, charmap.KOI8R.NewEncoder().String), russian},
		"Shift JIS":                  {encoded(t, strings.Repeat(japan, 3), japanese.ShiftJIS.NewEncoder().String), strings.Repeat(japan, 3)},
		"ISO-2022-JP":                {encoded(t, japan, japanese.ISO2022JP.NewEncoder().String), japan},
		"UTF-16 with BOM":            {encoded(t, german, wide(unicode.LittleEndian, unicode.UseBOM)), german},
		"UTF-16 big endian with BOM": {encoded(t, russian, wide(unicode.BigEndian, unicode.UseBOM)), russian},
		"UTF-16 without BOM":         {encoded(t, german, wide(unicode.LittleEndian, unicode.IgnoreBOM)), german},
		"UTF-16 big endian without":  {encoded(t, german, wide(unicode.BigEndian, unicode.IgnoreBOM)), german},
		"UTF-32":                     {encoded(t, german, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM).NewEncoder().String), german},
		"UTF-32 with BOM":            {encoded(t, russian, utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewEncoder().String), russian},
		"UTF-8 with a cut":           {german + russian + "\xd0", german + russian + "\ufffd"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := Decode([]byte(test.in))
			if err != nil || got != test.want {
				t.Errorf("got %q, %v\nwant %q", got, err, test.want)
			}
		})
	}
}

// TestDecodeAlphabets decodes a short text in each charset that holds its letters, alone and among
// more English than there is of it.
func TestDecodeAlphabets(t *testing.T) {
	english := strings.Repeat("<p class=\"note\">The lamp was lit at nine, and the keeper went home.</p>\n", 20)
	for _, c := range []struct {
		text     string
		charsets []*charmap.Charmap
	}{
		{"Лампа горит всю ночь. Смотритель ушёл домой в девять часов.", []*charmap.Charmap{charmap.Windows1251, charmap.KOI8R, charmap.CodePage866, charmap.ISO8859_5, charmap.MacintoshCyrillic, charmap.CodePage855}},
		{"ЛАМПА ГОРИТ ВСЮ НОЧЬ И НЕ ГАСНЕТ", []*charmap.Charmap{charmap.Windows1251, charmap.KOI8R, charmap.CodePage866}},
		{"Лампата свети цяла нощ, а пазачът си отиде у дома в девет часа.", []*charmap.Charmap{charmap.Windows1251, charmap.ISO8859_5}},
		{"Лампа горить усю ніч, а доглядач її пішов додому о дев’ятій.", []*charmap.Charmap{charmap.Windows1251, charmap.KOI8U}},
		{"Η λάμπα καίει όλη τη νύχτα και ο φύλακας πήγε σπίτι του στις εννέα.", []*charmap.Charmap{charmap.Windows1253, charmap.ISO8859_7}},
		{"המנורה דולקת כל הלילה והשומר הלך הביתה בתשע בערב.", []*charmap.Charmap{charmap.Windows1255, charmap.ISO8859_8}},
		{"المصباح مضاء طوال الليل وعاد الحارس إلى البيت في التاسعة", []*charmap.Charmap{charmap.Windows1256, charmap.ISO8859_6}},
		{"ตะเกียงส่องสว่างตลอดทั้งคืนและคนเฝ้ากลับบ้านตอนเก้าโมง", []*charmap.Charmap{charmap.Windows874}},
		{"A lámpa egész éjjel ég, és az őr kilenckor hazament. Szűk a lépcső, de erős a fény.", []*charmap.Charmap{charmap.Windows1250, charmap.ISO8859_2}},
		{"Die Lampe brennt für £8 die Nacht; später geht der Wärter nach Hause. Es kostet £12 im Jahr, größere mehr.", []*charmap.Charmap{charmap.Windows1252, charmap.ISO8859_1}},
	} {
		for _, enc := range c.charsets {
			for _, around := range []string{"", english} {
				want := around + c.text + "\n"
				in, err := enc.NewEncoder().String(strings.ReplaceAll(want, "’", "'"))
				if err != nil {
					t.Fatalf("%s: %v", enc, err)
				}
				got, err := Decode([]byte(in))
				if want := strings.ReplaceAll(want, "’", "'"); err != nil || got != want {
					t.Errorf("%s: got %q, %v\nwant %q", enc, strings.TrimPrefix(got, around), err, c.text)
				}
			}
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	noise := make([]byte, 4096)
	for i := range noise {
		noise[i] = byte(i*i>>3 ^ i*7)
	}
	tests := map[string]struct {
		in   string
		want corpus.Reason
	}{
		"empty":       {"", corpus.ReasonEmpty},
		"only space":  {" \r\n\t\n", corpus.ReasonEmpty},
		"only BOM":    {"\ufeff", corpus.ReasonEmpty},
		"noise":       {string(noise), corpus.ReasonBinary},
		"PNG":         {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00", corpus.ReasonBinary},
		"zip":         {"PK\x03\x04\x14\x00\x00\x00\x08\x00\x10\x20\x30\x55", corpus.ReasonBinary},
		"short noise": {strings.Repeat("\x00\x01\xff\x13", 2000), corpus.ReasonBinary},
		"zeros":       {strings.Repeat("\x00", 2000), corpus.ReasonBinary},
		"gzip":        {"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcbH\xcd\xc9\xc9W(\xcf/\xcaI\x01", corpus.ReasonBinary},
		"only a bell": {"\x07\x07", corpus.ReasonBinary},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := Decode([]byte(test.in))
			if err == nil || ReasonOf(err) != test.want {
				t.Errorf("got %q, %v, want reason %q", got, err, test.want)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("One.\r\nTwo.\x00"))
	f.Add([]byte("\xff\xfeO\x00n\x00e\x00"))
	f.Add([]byte("Gr\xfc\xdfe aus K\xf6ln"))
	f.Fuzz(func(t *testing.T, in []byte) {
		text, err := Decode(in)
		if err != nil {
			if r := ReasonOf(err); r != corpus.ReasonBinary && r != corpus.ReasonEmpty {
				t.Fatalf("reason %q for %q", r, in)
			}
			return
		}
		if !utf8.ValidString(text) || strings.Contains(text, "\r") {
			t.Fatalf("%q decoded to %q", in, text)
		}
		if again, err := Decode([]byte(text)); err != nil || again != text {
			t.Fatalf("%q decoded to %q, and that to %q, %v", in, text, again, err)
		}
	})
}
