// Package subtitle reads transcripts of what is said: WebVTT (w3.org/TR/webvtt1) and SubRip. A file is
// one article.
//
// A cue is some words with the time at which they are shown. A turn is what one speaker says. Cues
// are joined to paragraphs of whole sentences, which end where a turn does or nothing is said for a
// while. The anchor of a paragraph is the time at which it begins, as media fragments write it
// (w3.org/TR/media-frags: "#t=83"). A speaker's name is a byline; sounds in brackets are left out.
package subtitle
