// Package mediawiki reads dumps of wikis (mediawiki.org/xml/export-0.11).
//
// A page of the main namespace becomes one article, in its last revision. Wikitext is the
// markup of a page; a template stands in it for text that is made elsewhere, of which the
// common ones are known.
package mediawiki
