// Package catalogue keeps what a generation knows of its articles, and the notes on where they
// came from, in a bbolt file. Opening it reads nothing, however many there are.
//
// The record of an article is bytes that mean nothing here: it is found by the article's number,
// and the number by the article's id. A note is bytes, too, under a key and a topic.
//
// A catalogue is written once: through a [Writer], in transactions of which none has to be
// durable by itself, because a generation counts only when all of it is on the disk. Nobody
// writes to one that is finished. bbolt trusts its file, and panics where it is damaged; here
// that is an [engine.ErrDamaged].
package catalogue
