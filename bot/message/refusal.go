package message

// A Refusal is an error whose text is for the one who asked, not for the log.
type Refusal struct{ Text string }

func (r Refusal) Error() string { return r.Text }

// Refuse returns the refusal with this text.
func Refuse(text string) error { return Refusal{text} }
