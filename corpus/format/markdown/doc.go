// Package markdown reads Markdown: a file is one article.
//
// The front matter is what a file says of itself above its text, in YAML, TOML or JSON. A
// dialect is what a generator of documentation adds to Markdown and readers never see. The
// rest is rendered as a page of HTML first, so that the text is what people see.
package markdown
