// Package html reads pages of HTML: the article of a page, without what surrounds it.
//
// The facts of a page are what it says of itself in its head: title, date, language, its
// own address. What surrounds an article is navigation, footers, notices, lists of links;
// it is known by its elements, roles and class names. The article is the element the page
// marks as such, or the one that readability finds.
package html
