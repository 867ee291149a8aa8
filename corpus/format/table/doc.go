// Package table reads tables of comma-, tab- or semicolon-separated values (RFC 4180).
//
// The header is the first row, or the one below a title; a table whose first row is like the others has
// none. A column has a role, by its name in the header or by what its values
// look like: the sentences of a row, what it is about, an address, a date; all others tell
// something more. Where a column holds sentences, each row is an article, and what the other
// columns tell are its rows, as name: value. Elsewhere some hundred rows together are one.
package table
