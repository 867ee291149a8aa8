package corpus

// rulesFor returns the segmentation rules of a language by its BCP 47 base tag.
func rulesFor(lang string) *rules {
	switch lang {
	default:
		return english()
	}
}
