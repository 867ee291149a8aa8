package monitor

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	tracepb "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// sendTimeout is how long a collector may take to take spans.
const sendTimeout = 10 * time.Second

// TracesAddress returns where spans are sent for the address of a collector: one without a path
// gets that of OTLP over HTTP (https://opentelemetry.io/docs/specs/otlp/#otlphttp-request).
func TracesAddress(collector string) (string, error) {
	u, err := url.Parse(collector)
	if err != nil {
		return "", errors.New("not a URL")
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return "", errors.New("not an http or https URL")
	}
	if strings.Trim(u.Path, "/") == "" {
		u.Path = "/v1/traces"
	}
	return u.String(), nil
}

// Trace sends spans to a collector of OpenTelemetry from now on. It must be called before the first
// question. What could not be sent is logged and lost. stop sends what is left, while ctx lasts.
func (m *Monitor) Trace(ctx context.Context, at string, p Program, log *slog.Logger) (stop func(context.Context) error, err error) {
	address, err := TracesAddress(at)
	if err != nil {
		return nil, fmt.Errorf("traces: %w", err)
	}
	exporter, err := otlptrace.New(ctx, collector{address, &http.Client{Timeout: sendTimeout}})
	if err != nil {
		return nil, fmt.Errorf("traces: %w", err)
	}
	provider := sdk.NewTracerProvider(
		sdk.WithBatcher(telling{exporter, log}),
		sdk.WithResource(resource.NewSchemaless(attribute.String("service.name", "verbatim"), attribute.String("service.version", p.Version))),
	)
	m.tracer = provider.Tracer("verbatim")
	return provider.Shutdown, nil
}

// A telling exporter logs what it could not send; the library would write it past the log.
type telling struct {
	sdk.SpanExporter
	log *slog.Logger
}

// ExportSpans implements [sdk.SpanExporter].
func (t telling) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	if err := t.SpanExporter.ExportSpans(ctx, spans); err != nil {
		t.log.WarnContext(ctx, "traces are lost: the collector did not take them", "spans", len(spans), "error", err)
	}
	return nil
}

// A collector takes spans by OTLP over HTTP. The client that OpenTelemetry has for that would bring
// 6 MB of gRPC, which it does not use.
type collector struct {
	address string
	client  *http.Client
}

// Start implements [otlptrace.Client].
func (collector) Start(context.Context) error { return nil }

// Stop implements [otlptrace.Client].
func (c collector) Stop(context.Context) error {
	c.client.CloseIdleConnections()
	return nil
}

// UploadTraces implements [otlptrace.Client]. What a collector is sent has the form of TracesData.
func (c collector) UploadTraces(ctx context.Context, spans []*tracepb.ResourceSpans) error {
	body, err := proto.Marshal(&tracepb.TracesData{ResourceSpans: spans})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.address, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-protobuf")
	resp, err := c.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	const most = 64 << 10
	if _, err := io.Copy(io.Discard, io.LimitReader(resp.Body, most)); err != nil {
		return err
	}
	if resp.StatusCode/100 != 2 {
		return errors.New("it answers " + resp.Status)
	}
	return nil
}
