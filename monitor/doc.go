// Package monitor tells those who run Verbatim how it fares.
//
// A [Monitor] counts for one process, in a registry of its own. A [Question] is one question
// on its way: it comes from a [Surface], passes stages, and ends with a [Result]. It travels in
// a context, so that what works on it finds it there ([Of]). What came from outside is a request ([Request]):
// its id stands on every line that is logged with its context ([Logs]). None of this holds what anybody wrote.
//
// What others know is read when somebody asks for it: the state of the index ([Monitor.Index]),
// of the connection to Discord ([Monitor.Discord]), of the desk where questions wait
// ([Monitor.Desk]).
//
// It is told in four ways. Health is whether the process lives. Readiness is whether all that an
// answer needs is there, and in words what is not. Metrics are numbers, in the text format of
// Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats), named by its
// conventions. Traces are spans, one a question and one a stage, for a collector of OpenTelemetry.
package monitor
