package monitor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
)

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
func (m *Monitor) Trace(ctx context.Context, collector string, p Program, log *slog.Logger) (stop func(context.Context) error, err error) {
	address, err := TracesAddress(collector)
	if err != nil {
		return nil, fmt.Errorf("traces: %w", err)
	}
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(address))
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
