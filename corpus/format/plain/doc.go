// Package plain reads plain text: a file is one article.
//
// Its blocks are what the layout of its lines gives away, and its title the heading it
// begins with, or else its name.
package plain
