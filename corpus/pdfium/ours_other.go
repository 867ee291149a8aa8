//go:build !unix

package pdfium

// ours and private report a folder of this user's. Here folders inherit the rights of the one
// that they are in.
func ours(string) bool    { return true }
func private(string) bool { return true }
