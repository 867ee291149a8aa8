package postings

// A Writer writes an index that nobody reads yet. It is not safe for concurrent use.
type Writer interface {
	// Add adds a passage of an article under an id that no other has.
	Add(id string, article int, d *Document) error
	// Remove takes the passage with this id out.
	Remove(id string) error
	// Close completes the index.
	Close() error
	// Abandon gives the index up; its files are the caller's to remove. It does nothing after Close.
	Abandon()
}
