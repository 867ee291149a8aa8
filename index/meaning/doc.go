// Package meaning gives the passages of an engine the vectors of their meaning, some time
// after their generation answers by words.
//
// # Nouns
//
// An [Encoder] turns texts into vectors. A blank is a passage that has none yet; filling gives
// every blank its vector, in batches, and keeps what is done: it can be stopped at any point and
// goes on where it was.
package meaning
