// Package robots reads robots.txt (RFC 9309).
//
// A [File] has groups: names of crawlers, and the rules for them. [File.For] gives the [Rules]
// that one crawler is to keep. Each line stands for itself: one that says nothing that is known is
// passed over, and all others count.
package robots
