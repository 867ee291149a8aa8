//go:build suites

package markdown

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
)

// unclean is what no sentence of people has in it.
var unclean = regexp.MustCompile(`\{\{|\}\}|\{%|%\}|</?[A-Za-z][\w.-]*(?:\s[^<>]*)?/?>|<[A-Z][A-Za-z]+|:::|\]\(|^(?:import|export) .*(?:from|\{)|^!!!|^\?\?\?|--8<--|^@\[|^\{#|\{:`)

// TestSuiteProse asks whether the sentences of real documentation, a project in each folder of
// markdown in the folder VERBATIM_SUITES, are clean prose: corpus/README.md says where they come
// from. What a page writes as code it means so.
func TestSuiteProse(t *testing.T) {
	root := filepath.Join(os.Getenv("VERBATIM_SUITES"), "markdown")
	projects, err := os.ReadDir(root)
	if os.Getenv("VERBATIM_SUITES") == "" || err != nil {
		t.Skip("no suite: corpus/README.md says where it comes from")
	}
	const most = .005
	for _, project := range projects {
		files, sentences, dirty, holes := 0, 0, 0, 0
		folder, err := filepath.EvalSymlinks(filepath.Join(root, project.Name()))
		if err != nil {
			t.Fatal(err)
		}
		err = filepath.WalkDir(folder, func(file string, e fs.DirEntry, err error) error {
			if ext := filepath.Ext(file); err != nil || e.IsDir() || ext != ".md" && ext != ".mdx" {
				return err
			}
			src, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			files++
			articles, _ := corpustest.FromBytes(t, file, src, Read)
			for _, a := range articles {
				for _, s := range prose(&a) {
					sentences++
					switch mark := unclean.FindString(s); {
					case strings.ContainsRune(s, corpus.Hole):
						holes++
					case mark != "" && !inCode(string(src), mark), strings.Count(s, "`")%2 == 1:
						dirty++
						t.Logf("%s: %s", file, s)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d files, of %d sentences %d are no clean prose, %d have a hole", project.Name(), files, sentences, dirty, holes)
		if float64(dirty) > most*float64(sentences) {
			t.Errorf("%s: %d of %d sentences are no clean prose", project.Name(), dirty, sentences)
		}
	}
}

// prose returns the sentences of an article that are neither code nor rows.
func prose(a *corpus.Article) []string {
	var out []string
	for _, p := range corpus.Split(a) {
		if p.Kind == corpus.Code || p.Kind == corpus.Table {
			continue
		}
		for _, s := range p.Sentences {
			out = append(out, a.Text[s.Start:s.End])
		}
	}
	return out
}

// inCode reports whether a page writes a mark as code, or escapes it.
func inCode(src, mark string) bool {
	quoted := regexp.QuoteMeta(mark)
	return regexp.MustCompile("`[^`\n]*" + quoted + `|\\` + quoted + "|&lt;" + regexp.QuoteMeta(strings.TrimPrefix(mark, "<"))).MatchString(src)
}
