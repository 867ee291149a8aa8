package site

import (
	"bytes"
	"encoding/binary"
	"os"
)

// maxIndex is the most bytes of git's index that are read.
const maxIndex = 64 << 20

// trackedFiles returns the paths of the files that git's index holds
// (git-scm.com/docs/index-format, versions 2 to 4), nil when that cannot be told. What git does
// not hold has no address in the repository.
func trackedFiles(index string) map[string]bool {
	info, err := os.Stat(index)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxIndex {
		return nil
	}
	data, err := os.ReadFile(index)
	if err != nil || len(data) < 12 || string(data[:4]) != "DIRC" || bytes.Contains(data, []byte("link\x00")) {
		return nil // "link": part of it lies in another file
	}
	version, count := binary.BigEndian.Uint32(data[4:]), binary.BigEndian.Uint32(data[8:])
	if version < 2 || version > 4 || int(count) > len(data)/62 {
		return nil
	}
	files, last := make(map[string]bool, count), ""
	for rest := data[12:]; count > 0; count-- {
		name, size := indexEntry(rest, version, last)
		if size == 0 {
			return nil
		}
		files[name], last, rest = true, name, rest[size:]
	}
	return files
}

// indexEntry reads the path of the first entry and tells its size, 0 when it is none. last is
// the path before it, from which version 4 leaves out what both begin with.
func indexEntry(data []byte, version uint32, last string) (name string, size int) {
	const fixed = 62 // times, ids, mode, size, hash and flags
	if len(data) < fixed {
		return "", 0
	}
	at := fixed
	if binary.BigEndian.Uint16(data[fixed-2:])&0x4000 != 0 { // more flags
		at += 2
	}
	if version == 4 {
		drop, n := offsetNumber(data[min(at, len(data)):])
		if n == 0 || drop > len(last) {
			return "", 0
		}
		at, name = at+n, last[:len(last)-drop]
	}
	if at > len(data) {
		return "", 0
	}
	end := bytes.IndexByte(data[at:], 0)
	if end < 0 {
		return "", 0
	}
	name += string(data[at : at+end])
	if version == 4 {
		return name, at + end + 1
	}
	if size = (at + end + 8) &^ 7; size > len(data) {
		return "", 0
	}
	return name, size
}

// offsetNumber reads a number as git writes offsets, and tells its size, 0 when it is none.
func offsetNumber(data []byte) (value, size int) {
	for i, c := range data {
		if i > 0 {
			value++
		}
		value = value<<7 | int(c&0x7f)
		if c < 0x80 {
			return value, i + 1
		}
		if i > 4 {
			break
		}
	}
	return 0, 0
}
