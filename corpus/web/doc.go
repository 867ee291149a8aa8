// Package web reads articles from pages of the web, politely.
//
// A [Fetcher] asks for pages and keeps the manners towards their hosts: robots.txt, what pages
// themselves ask for, one request at a time, pauses between them. Hosts wait for themselves only. A [Page] is one address that was read, with its
// articles. A [Visit] is what a page answered; kept from one run to the next, it spares
// asking for what did not change. What a feed says of an entry whose text stands elsewhere
// is [Said].
//
// One address leads to others: the entries of a feed, the pages of a sitemap, links on the
// same site. The pages themselves are read by the readers of files.
package web
