package store

import "go.etcd.io/bbolt"

// A transaction reads records or changes them, and knows which it has changed.
type transaction struct {
	*bbolt.Tx
	changed map[place]bool // but for what is in the bucket meta; nil where it only reads
	wipes   bool           // of what it takes away no byte is to be left
}

// put puts a value under a key.
func (tx *transaction) put(at place, data []byte) error {
	return tx.note(at, tx.Bucket([]byte(at.bucket)).Put([]byte(at.key), data))
}

// remove deletes a value, if there is one.
func (tx *transaction) remove(at place) error {
	return tx.note(at, tx.Bucket([]byte(at.bucket)).Delete([]byte(at.key)))
}

// note notes a change, unless there was an error.
func (tx *transaction) note(at place, err error) error {
	if err == nil && at.bucket != bucketMeta {
		tx.changed[at] = true
	}
	return err
}

// change makes a record what somebody else has made of it.
func (tx *transaction) change(c Change) error {
	if c.Value == nil {
		return tx.remove(place{c.Bucket, c.Key})
	}
	return tx.put(place{c.Bucket, c.Key}, c.Value)
}

// changes returns what has become of the records that were changed.
func (tx *transaction) changes() []Change {
	all := make([]Change, 0, len(tx.changed))
	for at := range tx.changed {
		c := Change{Bucket: at.bucket, Key: at.key}
		if data := tx.Bucket([]byte(at.bucket)).Get([]byte(at.key)); data != nil {
			c.Value = append([]byte{}, data...) // the transaction's own are gone with it
		}
		all = append(all, c)
	}
	return all
}

// dataBuckets are the buckets of records.
var dataBuckets = []string{
	bucketSettings, bucketAnswers, bucketQuestions, bucketMessages, bucketVotes, bucketGaps, bucketThreads, bucketMarks, bucketLessons,
	bucketHidden, bucketAliases, bucketRevisions, bucketDays, bucketDigests, bucketGreeted, bucketPosts,
}

// eachRecord visits every record.
func (tx *transaction) eachRecord(visit func(at place, data []byte) error) error {
	for _, bucket := range dataBuckets {
		err := tx.Bucket([]byte(bucket)).ForEach(func(k, data []byte) error { return visit(place{bucket, string(k)}, data) })
		if err != nil {
			return err
		}
	}
	return nil
}

// makeBuckets makes the buckets that are not there yet.
func (tx *transaction) makeBuckets() error {
	for _, name := range append([]string{bucketMeta}, dataBuckets...) {
		if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
			return err
		}
	}
	return nil
}
