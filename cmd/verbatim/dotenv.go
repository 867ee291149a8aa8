package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/joho/godotenv"
)

// dotenvFile is read from the working directory; the real environment wins over it.
const dotenvFile = ".env"

// readDotenv returns the variables in .env, none when there is no such file.
func readDotenv() (map[string]string, error) {
	b, err := os.ReadFile(dotenvFile)
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]string{}, nil
	}
	if err != nil {
		return nil, err
	}
	text := strings.TrimPrefix(string(b), "\ufeff")
	vars, err := godotenv.Unmarshal(text)
	if err != nil {
		// What godotenv says repeats the file from there on, with the secrets in it.
		return nil, fmt.Errorf("%s, line %d: write NAME=value, and a quotation mark at both ends or at none", dotenvFile, badLine(text))
	}
	return vars, nil
}

// badLine returns the number of the line, from 1, with the first statement of text
// that cannot be read. A quoted value may take several lines, but not many.
func badLine(text string) int {
	const many = 100
	lines := strings.SplitAfter(text, "\n")
	start := 0
	for end := 0; end < len(lines) && end < start+many; end++ {
		if _, err := godotenv.Unmarshal(strings.Join(lines[start:end+1], "")); err == nil {
			start = end + 1
		}
	}
	return start + 1
}
