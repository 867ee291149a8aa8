package document

import (
	"errors"
	"path"
	"slices"
	"strings"

	"verbatim/corpus"
)

// Apart returns why a file is no page of its own by the path that it has below its root, as
// generators of documentation understand one; "" for a page. Folders of drafts hold drafts;
// partials are pieces that other pages include: what lies in folders such as _includes, in those
// that Antora has for them in each module, and pages whose name begins with an underscore. Hugo's _index pages are none.
func Apart(name string) (corpus.Reason, error) {
	parts := strings.Split(strings.ToLower(name), "/")
	base := parts[len(parts)-1]
	for i, folder := range parts[:len(parts)-1] {
		switch {
		case folder == "_drafts":
			return corpus.ReasonDraft, errors.New("it lies in a folder of drafts; name that folder itself to have it read")
		case slices.Contains(partialFolders, folder), folder == "partials" && i > 1 && parts[i-2] == "modules":
			return corpus.ReasonPartial, errors.New("it lies in a folder of pieces for other pages; name that folder itself to have it read")
		}
	}
	if strings.HasPrefix(base, "_") && slices.Contains(pageExts, path.Ext(base)) && WithoutExt(base) != "_index" {
		return corpus.ReasonPartial, errors.New("a name with an underscore before it is that of a piece for other pages; name the file itself to have it read")
	}
	return "", nil
}

// partialFolders are where Jekyll, Docusaurus, MkDocs, Sphinx and Eleventy keep pieces of pages.
var partialFolders = []string{"_includes", "_include", "_partials", "_partial", "_snippets", "_layouts", "_templates"}

// pageExts are the extensions of files that generators make pages of.
var pageExts = []string{".md", ".mdx", ".markdown", ".html", ".htm", ".xhtml", ".rst", ".adoc"}
