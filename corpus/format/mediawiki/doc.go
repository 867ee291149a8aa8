// Package mediawiki reads dumps of wikis (mediawiki.org/xml/export-0.11).
//
// A page of the main namespace, or of one that the wiki made for texts, becomes one article, in its
// last revision; the others are counted. Wikitext is the markup of a page; a template stands in it
// for text that is made elsewhere, of which the common ones are known. A box is a template in lines
// of its own that is told names and values: they are rows. What is not known is a hole.
package mediawiki
