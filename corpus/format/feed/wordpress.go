package feed

import (
	"fmt"
	"regexp"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// unpublished returns why an entry of a site's backup is not read: its author has not published it,
// or it is a part of the site and no text. It is nil for all others.
func (i *Item) unpublished() error {
	switch status := strings.ToLower(i.Status); status {
	case "draft", "auto-draft", "pending", "private", "trash", "future", "protected", "yes": // <app:draft>yes
		return document.Refuse(corpus.ReasonDraft, fmt.Errorf("the site's backup marks %q as not published", i.Title))
	}
	switch i.Kind {
	case "nav_menu_item", "attachment", "revision", "custom_css", "customize_changeset", "oembed_cache", "user_request",
		"wp_template", "wp_template_part", "wp_global_styles", "wp_navigation":
		return document.Refuse(corpus.ReasonAside, fmt.Errorf("a part of the site and no text: %s", i.Kind))
	}
	return nil
}

var (
	shortcode = regexp.MustCompile(`\[(/?)([a-z][\w-]*)((?:\s+[\w-]+=(?:"[^"\]]*"|'[^'\]]*'|[^\s"'\]]+))*)\s*/?\]`)
	caption   = regexp.MustCompile(`(?s)\[caption\b[^\]]*\](.*?)\[/caption\]`)
)

// withoutShortcodes takes the shortcodes of WordPress out of a text: what they enclose is text, and what
// others show is not there.
func withoutShortcodes(content string) string {
	content = caption.ReplaceAllString(content, "<figure><figcaption>$1</figcaption></figure>")
	closed := map[string]bool{}
	for _, m := range shortcode.FindAllStringSubmatch(content, -1) {
		closed[m[2]] = closed[m[2]] || m[1] == "/"
	}
	return shortcode.ReplaceAllStringFunc(content, func(found string) string {
		m := shortcode.FindStringSubmatch(found)
		switch {
		case closed[m[2]]:
			return ""
		case m[3] == "" && m[2] != "gallery":
			return found // [sic]
		}
		return string(corpus.Hole)
	})
}
