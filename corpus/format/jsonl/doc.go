// Package jsonl reads JSON lines: each line is an object and one article.
package jsonl
