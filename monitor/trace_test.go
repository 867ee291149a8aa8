package monitor_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	tracepb "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"

	"verbatim/monitor"
)

// TestTrace receives what is sent as a collector does.
func TestTrace(t *testing.T) {
	got := make(chan *tracepb.TracesData, 10)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		request := new(tracepb.TracesData)
		if err == nil {
			err = proto.Unmarshal(body, request)
		}
		if err != nil || r.URL.Path != "/v1/traces" {
			t.Errorf("%s: %v", r.URL, err)
		}
		got <- request
	}))
	defer server.Close()
	p := monitor.Program{Version: "v1"}
	m := monitor.New(p)
	stop, err := m.Trace(t.Context(), server.URL, p, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	came := time.Now().Add(-time.Second)
	ctx, q := m.Ask(t.Context(), monitor.MCP, came)
	m.Stage(ctx, "read", came)
	q.Found(monitor.Result{Outcome: monitor.Failed, Reason: "timeout"})
	q.Done()
	m.Stage(t.Context(), "read", came) // of no question
	if err := stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	spans := (<-got).ResourceSpans[0].ScopeSpans[0].Spans
	if len(spans) != 2 || spans[0].Name != "read" || spans[1].Name != "question" {
		t.Fatalf("%v", spans)
	}
	stage, question := spans[0], spans[1]
	if !bytes.Equal(stage.ParentSpanId, question.SpanId) || stage.StartTimeUnixNano != uint64(came.UnixNano()) || stage.EndTimeUnixNano-stage.StartTimeUnixNano < 1e9 {
		t.Errorf("the stage is %v", stage)
	}
	said := question.String()
	for _, want := range []string{q.ID, `"mcp"`, `"failed"`, `"timeout"`, "STATUS_CODE_ERROR"} {
		if !strings.Contains(said, want) {
			t.Errorf("the span does not say %s: %s", want, said)
		}
	}
}

// TestTraceWithoutCollector: questions go on, and the log tells.
func TestTraceWithoutCollector(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadRequest) }))
	defer server.Close()
	var log bytes.Buffer
	m := monitor.New(monitor.Program{})
	stop, err := m.Trace(t.Context(), server.URL, monitor.Program{}, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	_, q := m.Ask(t.Context(), monitor.Page, time.Now())
	q.Done()
	if err := stop(context.WithoutCancel(t.Context())); err != nil || !strings.Contains(log.String(), "traces are lost") || !strings.Contains(log.String(), "spans=1") {
		t.Errorf("%v\n%s", err, &log)
	}
}

func TestTracesAddress(t *testing.T) {
	tests := []struct{ collector, want string }{
		{"http://localhost:4318", "http://localhost:4318/v1/traces"},
		{"http://localhost:4318/", "http://localhost:4318/v1/traces"},
		{"https://c.example/tenant/v1/traces", "https://c.example/tenant/v1/traces"},
		{"localhost:4318", ""},
		{"grpc://localhost:4317", ""},
		{"http://", ""},
		{"\x00", ""},
	}
	for _, tt := range tests {
		if got, err := monitor.TracesAddress(tt.collector); got != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("TracesAddress(%q) = %q, %v", tt.collector, got, err)
		}
	}
}
