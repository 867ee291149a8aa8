// Package enginetest holds the checks that tests make of an engine.
package enginetest
