// Package openapi reads OpenAPI descriptions (spec.openapis.org/oas, 2.0 to 3.1, YAML or JSON): a
// file is one article.
//
// An operation is what a program can ask of a server: a method and a path, with parameters and
// responses. A schema says what data looks like. The description is put together to one page of
// Markdown, as viewers show it: operations below their tags, with rows for parameters, properties and
// responses. A reader that the caller hands in reads the page. References are followed inside the
// file only.
package openapi
