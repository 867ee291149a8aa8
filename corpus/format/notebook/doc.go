// Package notebook reads Jupyter notebooks (nbformat 3 and 4): a file is one article.
//
// A cell is a part of a notebook: Markdown, or code with its outputs. The cells are put together to
// one page of Markdown, which a reader that the caller hands in reads; outputs are left out, and so
// are raw cells, which only other programs understand. The format is that of
// nbformat.readthedocs.io/en/latest/format_description.html.
package notebook
