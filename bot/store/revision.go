package store

// Revision counts the changes to what a server's own people have taught, hidden and named, and to
// the posts it follows. While it is the same, so is what [Store.Lessons], [Store.Posts],
// [Store.Hidden] and [Store.Aliases] return, but for when a post was seen. It is 0 for
// a server that never changed any, and for direct messages.
func (s *Store) Revision(server string) (uint64, error) {
	var n uint64
	err := s.file.view(func(tx *transaction) error {
		_, err := get(tx, bucketRevisions, server, &n)
		return err
	})
	return n, err
}

// revise counts a change.
func revise(tx *transaction, server string) error {
	var n uint64
	if _, err := get(tx, bucketRevisions, server, &n); err != nil {
		return err
	}
	return put(tx, bucketRevisions, server, n+1)
}
