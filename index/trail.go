package index

// Trail returns the headings above a text, outermost first, as they are shown beside the title of
// its article: without a first one that only says the title again, as that of a page mostly does.
func Trail(title string, section []string) []string {
	if len(section) > 0 && section[0] == title {
		return section[1:]
	}
	return section
}
