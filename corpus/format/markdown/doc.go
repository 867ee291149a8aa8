// Package markdown reads Markdown: a file is one article.
//
// The front matter is what a file says of itself above its text, in YAML, TOML or JSON. A
// dialect is what a generator of documentation adds to Markdown and readers never see. A
// component is an element that is none of HTML, as in MDX, and a call is a shortcode, a tag or an
// expression of a template: what they show is made elsewhere. Where attributes tell what that is
// it is read, and where they do not, a sentence has a hole in it. What is left of the page is
// rendered as HTML, so that the text is what people see.
package markdown
