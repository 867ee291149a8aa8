// Package table reads tables of comma-, tab- or semicolon-separated values (RFC 4180).
//
// The header is the first row; its names say what a column holds. Where one holds texts,
// each row is an article, otherwise some hundred rows together are.
package table
