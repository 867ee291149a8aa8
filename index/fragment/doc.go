// Package fragment leads a browser to words on a page.
//
// A directive is the part of an address behind ":~:" (wicg.github.io/scroll-to-text-fragment):
// "text=" and the words, or the first and the last of them, and where the same words stand
// elsewhere on the page, some of those before or after. A browser looks for them from the top
// of the page, by letters without regard to case and accents, between the borders of words and,
// unless first and last words are given, inside one block. One that knows no directives, or
// does not find the words, goes to the anchor before them.
//
// What is known of the page is the text of its article. It is compared as the browser does,
// but without punctuation, which a site may show in other signs.
package fragment
