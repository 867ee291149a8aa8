package scale_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"testing"

	"verbatim/index/reader"
)

// A reading is what a process that only reads would be sent.
type reading struct {
	Question string
	Windows  []reader.Window
	Choice   reader.Choice
}

// usual is about what is read for a question: 1,600 word pieces, of which 480 to the end.
func usual() reading {
	r := reading{Question: "who will take part in the talks about a ceasefire in the city?", Choice: reader.Choice{Tokens: 480, Behind: 6}}
	for i := range 13 {
		w := reader.Window{Title: "Talks on a ceasefire: what both sides say"}
		for j := range 5 {
			w.Sentences = append(w.Sentences, fmt.Sprintf("On day %d the %dth delegation arrived at the harbour of the old town, said Ms. Øvergård of the ministry.", i+1, j+3))
		}
		r.Windows = append(r.Windows, w)
	}
	return r
}

// BenchmarkReading reads for a question here, and beside that by HTTP/2 over loopback, as a process for others would: the difference is
// what packing, sending and unpacking takes. With one core, time is computing:
//
//	go test -run '^$' -bench Reading -cpu 1 ./scale
func BenchmarkReading(b *testing.B) {
	m, err := reader.Load()
	if err != nil {
		b.Fatal(err)
	}
	m = m.WithCores(1)
	r := usual()
	b.Run("here", func(b *testing.B) {
		for b.Loop() {
			if _, err := m.Read(b.Context(), r.Question, r.Windows, r.Choice); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("there", func(b *testing.B) { there(b, r, m.Read) })
	none := make([]reader.Reading, len(r.Windows))
	for i := range none {
		none[i] = reader.Reading{Sentences: make([]reader.SentenceReading, len(r.Windows[i].Sentences)), Tokens: 120}
	}
	b.Run("there-unread", func(b *testing.B) {
		there(b, r, func(_ context.Context, _ string, _ []reader.Window, _ reader.Choice) ([]reader.Reading, error) {
			return none, nil
		})
	})
}

// there has something read over HTTP/2, and tells how many bytes that takes.
func there(b *testing.B, r reading, read func(context.Context, string, []reader.Window, reader.Choice) ([]reader.Reading, error)) {
	url, client := readServer(b, read)
	sent, received := 0, 0
	for b.Loop() {
		body, err := json.Marshal(r)
		if err != nil {
			b.Fatal(err)
		}
		resp, err := client.Post(url, "application/json", bytes.NewReader(body))
		if err != nil {
			b.Fatal(err)
		}
		var back bytes.Buffer
		if _, err := back.ReadFrom(resp.Body); err != nil || resp.ProtoMajor != 2 || resp.StatusCode != http.StatusOK {
			b.Fatal(resp.Proto, resp.Status, err)
		}
		_ = resp.Body.Close()
		sent, received = len(body), back.Len()
		var readings []reader.Reading
		if err := json.Unmarshal(back.Bytes(), &readings); err != nil || len(readings) != len(r.Windows) {
			b.Fatal(len(readings), err)
		}
	}
	b.ReportMetric(float64(sent), "B-there")
	b.ReportMetric(float64(received), "B-back")
}

// readServer reads for whoever asks, and returns where, and with what to ask.
func readServer(b *testing.B, read func(context.Context, string, []reader.Window, reader.Choice) ([]reader.Reading, error)) (url string, client *http.Client) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	plain := new(http.Protocols)
	plain.SetUnencryptedHTTP2(true)
	server := &http.Server{Protocols: plain, Handler: http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		var r reading
		err := json.NewDecoder(req.Body).Decode(&r)
		if err == nil {
			var readings []reader.Reading
			if readings, err = read(req.Context(), r.Question, r.Windows, r.Choice); err == nil {
				err = json.NewEncoder(w).Encode(readings)
			}
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})}
	go func() { _ = server.Serve(l) }()
	b.Cleanup(func() { _ = server.Close() })
	return "http://" + l.Addr().String(), &http.Client{Transport: &http.Transport{Protocols: plain}}
}
