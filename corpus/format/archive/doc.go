// Package archive reads what is packed: zip and tar archives, and single files packed by
// gzip or bzip2.
//
// A member is a file inside an archive. It is given to a reader that the caller hands in,
// as if it stood in a folder; nothing is written to disk. The budget bounds the bytes that
// a file may unpack to, archives inside it included.
package archive
