package html

import (
	"slices"
	"strings"
)

// A verdict is what a name tells of the elements that have it.
type verdict struct {
	known bool // it is the name of a surrounding
	holds bool // it holds one
}

// judge takes a name apart. A surrounding is known with words before it that say whose it is, or
// where it stands, and words behind it for what it is made of; "__" begins a name anew.
func judge(name string) (v verdict) {
	parts, stands := wordsOf(name), 0
	if element, part, ok := strings.Cut(name, "__"); ok && part != "" {
		stands = len(wordsOf(element))
	}
	for from := range parts {
		for to := from + 1; to <= min(from+maxNameWords, len(parts)); to++ {
			if surroundings[strings.Join(parts[from:to], "-")] {
				v.holds = true
				placed := allOf(parts[:from], isPlace) || from >= stands && allOf(parts[stands:from], isPlace)
				v.known = v.known || placed && allOf(parts[to:], isMake)
			}
		}
	}
	v.holds = v.known || v.holds && !isState(parts)
	return v
}

func allOf(words []string, is func(string) bool) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !is(w) })
}

func wordsOf(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || r == ':' })
}

// isPlace reports a word that may stand before the name of a surrounding.
func isPlace(word string) bool { return len(word) <= maxPrefix || places[word] }

// isMake reports a word that may stand behind it. What holds a digit is a number, or a hash that a
// tool put there.
func isMake(word string) bool {
	return makes[word] || surroundings[word] || strings.ContainsAny(word, "0123456789")
}

// isState reports a class that says what an element has, or which subject it is of.
func isState(parts []string) bool {
	for _, word := range parts[:len(parts)-1] {
		switch word {
		case "has", "with", "without", "no", "label", "labels", "our", "your":
			return true
		}
	}
	switch parts[0] {
	case "tag", "category", "topic", "hidden":
		return true
	}
	return false
}

const (
	maxNameWords = 3
	maxPrefix    = 3 // letters of a word that may stand before any name: initials of a site or a tool
)

var (
	// surroundings are the names of what surrounds an article, of up to maxNameWords words.
	surroundings = wordSet(`nav navbar navigation menu breadcrumb breadcrumbs crumbs sidebar sidenav toc table-of-contents contents-list
		pagination pager prev-next prevnext cta page-id doc-info cookie cookies consent gdpr privacy-notice footer colophon
		share sharing sharedaddy social related relatedposts related-posts recommend recommended recommendation recommendations
		readmore read-more readnext read-next more-stories more-news more-from most-read most-popular popular trending
		newsletter newsletters subscribe subscription signup sign-up promo promotion advert adverts advertisement ad ads sponsor sponsored
		comment comments respond disqus byline by-line author authors bio post-meta entry-meta article-meta page-meta metadata post-info
		dateline timestamp published-date publish-date pub-date posted-date entry-date article-date posted-on reading-time
		edit-page edit-this-page edit-link edit-on-github last-update last-updated feedback helpful rating likes reaction reactions upvote upvotes
		labels baseline-indicator skip skip-to skip-content skip-to-content skip-link skip-to-link skiplink
		search popup modal overlay paywall masthead site-header topbar announcement announcementbar announcement-bar tag tags taglist tag-list
		post-tags categories headerlink hash-link hidden d-none is-hidden invisible sr-only visually-hidden screen-reader-text theme-doc-footer doc-footer print-only noprint
		language-switcher language-selector languageswitcher version versions version-switcher version-selector versions-switcher
		copyright backlinks webmention webmentions
		postmetadata entry-utility disclosure disclaimer ratings post-ratings reviews kommentar kommentare commentaires comentarios commenti
		relatedlinks relatedlink relatedpost relatedarticles relatedtopics same-topic more-articles more-posts adv anzeige werbung publicidad publicite reklama
		author-description author-details author-image author-photo author-name shariff addtoany addthis outbrain taboola`)
	places = wordSet(`site page post article story entry main global content section block widget module component region view body
		top bottom left right inline sticky mobile desktop`)
	makes = wordSet(`wrap wrapper container outer inner content body section block box area list item items link links bar panel pane
		widget module component region view group row col cols column button buttons icon icons tool tools header heading title label text form
		card cards grid top bottom left right inline sticky mobile desktop small large primary secondary main
		posts post articles article stories story author and list`)
)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
