package site

import (
	"fmt"
	"path"
	"strings"
	"time"
	"unicode"
)

// readHugo reads hugo.toml, or what it was called before (gohugo.io/configuration).
func readHugo(c config) []*Site {
	t := c.values().lower()
	if t["baseurl"] == nil && !strings.HasPrefix(path.Base(c.name), "hugo") {
		return nil // some other program's
	}
	s := Site{Generator: Hugo, Base: t.text("baseurl"), Content: c.below(first(t.text("contentdir"), "content")), Options: hugoOptions(t)}
	all := []*Site{}
	for code, language := range t.sub("languages") {
		l, _ := language.(map[string]any)
		if dir := Meta(l).text("contentdir"); dir != "" {
			one := s
			one.Content, one.Part = c.below(dir), code
			all = append(all, &one)
		}
	}
	return append(all, &s)
}

func hugoOptions(t tree) map[string]string {
	o := map[string]string{
		"ugly": flat(t["uglyurls"]), "case": flat(t["disablepathtolower"]),
		"language":          first(t.text("defaultcontentlanguage"), "en"),
		"subdir":            flat(t["defaultcontentlanguageinsubdir"]),
		"autoheadingidtype": t.sub("markup").sub("goldmark").sub("parser").text("autoheadingidtype"),
	}
	for code := range t.sub("languages") {
		o["language "+code] = "yes"
	}
	for section, v := range t.sub("permalinks") {
		switch v := v.(type) {
		case string:
			o["permalink "+section] = v
		case map[string]any: // by kind: the kind of a single page is "page"
			for name, pattern := range v {
				if section == "page" {
					o["permalink "+name] = flat(pattern)
				}
			}
		}
	}
	return o
}

func hugoURL(p *Page, meta Meta) (string, bool) {
	dir, stem, ext := split(p.Path)
	if !markdown(ext) && !strings.HasPrefix(ext, ".htm") {
		return "", false
	}
	stem, language := p.language(stem)
	if u := meta.text("url"); u != "" {
		return language + strings.TrimPrefix(u, "/"), true
	}
	folder, leaf := p.hugoPath(dir), p.hugoPath(stem)
	switch {
	case stem == "_index" && p.Options["ugly"] == "true":
		return language + folder + "index.html", true
	case stem == "_index":
		return language + folder, true
	case stem == "index":
		folder, leaf = path.Split(strings.TrimSuffix(folder, "/"))
	}
	section, _, _ := strings.Cut(dir, "/")
	if pattern := p.Options["permalink "+strings.ToLower(section)]; pattern != "" {
		return language + p.hugoPattern(pattern, folder, leaf, meta), true
	}
	return language + p.ended(folder+first(p.hugoPath(meta.text("slug")), leaf)), true
}

// ended ends an address: as a folder's, or as a file's where addresses are to be ugly.
func (p *Page) ended(name string) string {
	if p.Options["ugly"] == "true" {
		return strings.Trim(name, "/") + ".html"
	}
	return folderPath(name)
}

// language takes the language off the name of a file, and returns it as it stands in paths.
func (p *Page) language(stem string) (rest, dir string) {
	code := first(p.Part, p.Options["language"])
	if i := strings.LastIndexByte(stem, '.'); i > 0 && p.Options["language "+strings.ToLower(stem[i+1:])] != "" {
		stem, code = stem[:i], strings.ToLower(stem[i+1:])
	}
	if code == p.Options["language"] && p.Options["subdir"] != "true" {
		return stem, ""
	}
	return stem, code + "/"
}

// hugoPath writes a path as Hugo does: in lower case, spaces as hyphens, without signs.
func (p *Page) hugoPath(name string) string {
	var out strings.Builder
	space := false
	for _, r := range strings.TrimSpace(name) {
		switch {
		case unicode.IsSpace(r):
			space = true
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("./\\_#+~-@", r):
			continue
		}
		if space && out.Len() > 0 && r != '-' {
			out.WriteByte('-')
		}
		space = false
		out.WriteRune(r)
	}
	if p.Options["case"] == "true" {
		return out.String()
	}
	return strings.ToLower(out.String())
}

// hugoPattern fills a pattern such as "/:year/:month/:slug/" for the page of a file in a
// folder.
func (p *Page) hugoPattern(pattern, folder, file string, meta Meta) string {
	section, _, _ := strings.Cut(folder, "/")
	slug := p.hugoPath(meta.text("slug"))
	title := first(p.hugoPath(meta.text("title")), file)
	values := dateValues(meta.date("date", "publishdate", "pubdate", "published"))
	for name, value := range map[string]string{
		"section": section, "sections": strings.Trim(folder, "/"), "title": title, "slug": first(slug, title),
		"filename": file, "contentbasename": file, "slugorfilename": first(slug, file), "slugorcontentbasename": first(slug, file),
	} {
		values[name] = value
	}
	name := strings.TrimPrefix(filled(pattern, values), "/")
	if path.Ext(name) != "" {
		return name
	}
	return p.ended(name)
}

// dateValues are the parts of a date by the names that patterns have for them.
func dateValues(t time.Time) map[string]string {
	return map[string]string{
		"year": t.Format("2006"), "month": t.Format("01"), "day": t.Format("02"), "monthname": t.Format("January"),
		"weekday": fmt.Sprint(int(t.Weekday())), "weekdayname": t.Format("Monday"), "yearday": fmt.Sprint(t.YearDay()),
		"i_month": t.Format("1"), "i_day": t.Format("2"), "short_year": t.Format("06"), "short_month": t.Format("Jan"),
		"long_month": t.Format("January"), "y_day": fmt.Sprintf("%03d", t.YearDay()),
		"hour": t.Format("15"), "minute": t.Format("04"), "second": t.Format("05"),
	}
}

// filled puts values in the places of a pattern, each a colon and a name.
func filled(pattern string, values map[string]string) string {
	var out strings.Builder
	for {
		before, after, ok := strings.Cut(pattern, ":")
		out.WriteString(before)
		if !ok {
			return collapsed(out.String())
		}
		n := 0
		for n < len(after) && (after[n] == '_' || after[n] >= 'a' && after[n] <= 'z') {
			n++
		}
		for n > 0 && values[after[:n]] == "" && !known(values, after[:n]) {
			n--
		}
		out.WriteString(values[after[:n]])
		pattern = after[n:]
	}
}

func known(values map[string]string, name string) bool { _, ok := values[name]; return ok }

// collapsed makes one slash of several.
func collapsed(name string) string {
	for strings.Contains(name, "//") {
		name = strings.ReplaceAll(name, "//", "/")
	}
	return name
}
