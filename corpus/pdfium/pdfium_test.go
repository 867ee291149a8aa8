package pdfium_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"crypto/md5"
	"crypto/rc4"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"verbatim/corpus/pdfium"
	"verbatim/corpus/pdfium/pdfiumtest"
)

// pdfOf writes a PDF of one page on which some operators draw, with a file's own trailer.
func pdfOf(operators string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/Lang(en-GB)>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n")
	b.WriteString("3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>/Contents 4 0 R>>\nendobj\n")
	fmt.Fprintf(&b, "4 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n", len(operators), operators)
	b.WriteString("5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n6 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>\nendobj\n")
	b.WriteString("7 0 obj\n<</Title(Harbour)>>\nendobj\ntrailer\n<</Root 1 0 R/Info 7 0 R/Size 8>>\n%%EOF\n")
	return b.Bytes()
}

func open(t *testing.T, data []byte) (*pdfium.Document, error) {
	t.Helper()
	return pdfiumtest.Engine(t).Open(t.Context(), bytes.NewReader(data), int64(len(data)))
}

// textOf reads the first page.
func textOf(t *testing.T, data []byte) (string, []pdfium.Char) {
	t.Helper()
	d, err := open(t, data)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	p, err := d.Page(0)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, c := range p.Chars {
		text.WriteRune(c.Rune)
	}
	return text.String(), p.Chars
}

func TestPage(t *testing.T) {
	text, chars := textOf(t, pdfOf("BT /F1 12 Tf 30 250 Td (Six) Tj ET BT /F2 6 Tf 2 0 0 2 30 200 Tm (B) Tj ET BT /F1 10 Tf 0 1 -1 0 300 40 Tm (up) Tj ET"))
	if strings.Join(strings.Fields(text), " ") != "Six B up" {
		t.Errorf("%q", text)
	}
	for want, c := range map[rune]pdfium.Char{
		'S': {X: 30, Y: 250, Style: &pdfium.Style{Size: 12}},
		'B': {X: 30, Y: 200, Style: &pdfium.Style{Size: 12, Font: pdfium.Font{Bold: true}}},
		'u': {X: 300, Y: 40, Style: &pdfium.Style{Size: 10, Angle: math.Pi / 2}},
	} {
		got := chars[slices.IndexFunc(chars, func(c pdfium.Char) bool { return c.Rune == want })]
		if diff := cmp.Diff(c.Style, got.Style, cmpopts.EquateApprox(0, 1e-6), cmpopts.IgnoreUnexported(pdfium.Style{})); diff != "" || got.X != c.X || got.Y != c.Y || got.Generated {
			t.Errorf("%c: %+v, %s", want, got, diff)
		}
	}
	if box := chars[0].Box; box.Left != 30 || box.Right < 37 || box.Right > 39 || box.Bottom > 250 || box.Top < 258 {
		t.Errorf("%+v", box)
	}
}

func TestMeta(t *testing.T) {
	d, err := open(t, pdfOf(""))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	p, err := d.Page(0)
	if err != nil || !p.Empty || p.Images || d.Pages != 1 {
		t.Errorf("%+v, %v", p, err)
	}
	for name, want := range map[string]string{"Title": "Harbour", "Lang": "en-GB", "ModDate": ""} {
		if got := d.Meta(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestPermitted(t *testing.T) {
	if !pdfium.Permitted(t.Context()) { // as on every machine that tests run on; corpus/sandbox has the other case
		t.Error("this system runs no code that was just written")
	}
}

func TestOpenRefuses(t *testing.T) {
	if _, err := open(t, []byte("no PDF at all")); !errors.Is(err, pdfium.ErrDamaged) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := pdfiumtest.Engine(t).Open(ctx, strings.NewReader("x"), 1); err == nil {
		t.Error("opened after its context has ended")
	}
}

// encrypted writes a PDF of one page that is encrypted with a user password, by RC4 with 40 bits
// (PDF 32000-1, 7.6.3, revision 2).
func encrypted(password, operators string) []byte {
	const padding = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"
	const permissions, id = "\xfc\xff\xff\xff", "0123456789abcdef" // -4: everything
	key := func(n int, parts ...string) []byte {
		sum := md5.Sum([]byte(strings.Join(parts, "")))
		return sum[:n]
	}
	cipher := func(key []byte, text string) string {
		c, err := rc4.NewCipher(key)
		if err != nil {
			panic(err)
		}
		out := make([]byte, len(text))
		c.XORKeyStream(out, []byte(text))
		return string(out)
	}
	padded := (password + padding)[:len(padding)]
	owner := cipher(key(5, padded), padded)
	file := key(5, padded, owner, permissions, id)
	content := cipher(key(10, string(file), "\x04\x00\x00\x00\x00"), operators) // of object 4
	data := strings.Replace(string(pdfOf(content)), "trailer\n<<", fmt.Sprintf("trailer\n<</ID[<%x><%[1]x>]/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O<%x>/U<%x>>>", id, owner, cipher(file, padding)), 1)
	return []byte(data)
}

// TestEncrypted reads what only asks for a password that is not there.
func TestEncrypted(t *testing.T) {
	const six = "BT /F1 12 Tf 30 250 Td (Six) Tj ET"
	if text, _ := textOf(t, encrypted("", six)); text != "Six" {
		t.Errorf("%q", text)
	}
	if _, err := open(t, encrypted("secret", six)); !errors.Is(err, pdfium.ErrPassword) {
		t.Error(err)
	}
}

// TestHostileNext has PDFium give up on documents: the next is read, by a PDFium of its own.
func TestHostileNext(t *testing.T) {
	data := pdfOf("BT /F1 12 Tf 30 250 Td (Six) Tj ET")
	for range 3 {
		ctx, cancel := context.WithCancel(t.Context())
		d, err := pdfiumtest.Engine(t).Open(ctx, bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		if _, err := d.Page(0); !errors.Is(err, context.Canceled) || !d.Broken() {
			t.Errorf("%v", err)
		}
		d.Close()
		if text, _ := textOf(t, data); text != "Six" {
			t.Errorf("%q", text)
		}
	}
}

// TestMemory opens a document that PDFium has no room for.
func TestMemory(t *testing.T) {
	var packed bytes.Buffer
	z, err := zlib.NewWriterLevel(&packed, zlib.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	for range pdfium.MaxMemory >> 20 {
		_, _ = z.Write(make([]byte, 1<<20)) // into memory
	}
	_ = z.Close()
	data := pdfOf("BT")
	data = bytes.Replace(data, []byte("/Length 2"), fmt.Appendf(nil, "/Filter/FlateDecode/Length %d", packed.Len()), 1)
	data = bytes.Replace(data, []byte("\nBT\n"), slices.Concat([]byte("\n"), packed.Bytes(), []byte("\n")), 1)
	d, err := open(t, data)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Page(0); !errors.Is(err, pdfium.ErrMemory) || !d.Broken() {
		t.Error(err)
	}
	d.Close()
	if text, _ := textOf(t, pdfOf("BT /F1 12 Tf 30 250 Td (Six) Tj ET")); text != "Six" {
		t.Errorf("%q", text)
	}
}

// TestCache damages a cache in each way: it is not sound any more.
func TestCache(t *testing.T) {
	c, err := pdfiumtest.Cache()
	if err != nil {
		t.Fatal(err)
	}
	for name, damage := range map[string]func(dir, code string) error{
		"":        func(string, string) error { return nil },
		"flipped": func(_, code string) error { return flip(code) },
		"cut":     func(_, code string) error { return os.Truncate(code, 100) },
		"gone":    func(_, code string) error { return os.Remove(code) },
		"more":    func(dir, _ string) error { return os.WriteFile(filepath.Join(dir, "more"), []byte("x"), 0o600) },
		"no sum":  func(dir, _ string) error { return os.Remove(filepath.Join(dir, "sum")) },
		"open":    func(dir, _ string) error { return os.Chmod(dir, 0o755) },
	} {
		dir := filepath.Join(t.TempDir(), "pdfium")
		if err := os.CopyFS(dir, os.DirFS(string(c))); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		code, err := filepath.Glob(filepath.Join(dir, "*", "*"))
		if err != nil || len(code) != 1 {
			t.Fatalf("%v, %v", code, err)
		}
		if err := damage(dir, code[0]); err != nil {
			t.Fatal(err)
		}
		if sound := pdfium.Cache(dir).Sound(); sound != (name == "") {
			t.Errorf("%q: sound %v", name, sound)
		}
	}
}

// flip changes a bit in the middle of a file.
func flip(file string) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	b[len(b)/2] ^= 1
	return os.WriteFile(file, b, 0o600)
}
