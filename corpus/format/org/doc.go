// Package org reads the plain text of Org (orgmode.org/manual): a file is one article.
//
// It is rendered as a page of HTML first, so that the text is what people see. The state of a
// heading, its priority, tags, times and properties are no text of it. A macro that the file does not
// define leaves a [verbatim/corpus.Hole]; what other files hold is left out and counted.
package org
