// Package memory keeps the values of the latest keys, and forgets the oldest.
package memory
