package bot

// A refusal is an error whose text is for the one who asked, not for the log.
type refusal struct{ text string }

func (r refusal) Error() string { return r.text }

// refuse returns the refusal with this text.
func refuse(text string) error { return refusal{text} }
