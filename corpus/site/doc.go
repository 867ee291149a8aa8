// Package site tells where the files of a folder stand on the web.
//
// A site is what a generator of documentation (MkDocs, Docusaurus, Jekyll, Hugo, mdBook, Astro,
// Sphinx, VitePress, Antora) makes of a folder. It is recognised by its configuration, which is read,
// never run: what only a program could tell stays unknown. A folder without a generator may be
// published as it is, at an address that the user gives, or lie in a repository.
//
// A [Finder] finds the [Page] of a file: all that the file's reader must know to tell the
// address of the page, its title and the anchors of its headings, as plain data. Front matter
// has its say when the file is read.
//
// The rules are those of the generators, not of their documentation: testdata holds a project
// for each, and the addresses and anchors that the real one makes of it.
package site
