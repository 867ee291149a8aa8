package eval

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// packedExt stands behind the name of a file that gzip has packed.
const packedExt = ".gz"

// readJSONL reads one value a line and leaves out blank lines. Errors name file
// and line.
func readJSONL[T any](path string) ([]T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if !strings.HasSuffix(path, packedExt) {
		return decodeJSONL[T](path, f)
	}
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return decodeJSONL[T](path, unpacked)
}

func decodeJSONL[T any](path string, from io.Reader) ([]T, error) {
	var values []T
	r := bufio.NewReaderSize(from, 1<<20)
	for n := 1; ; n++ {
		line, err := r.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("read %s: %w", path, err)
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			var v T
			if err := json.Unmarshal(line, &v); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", path, n, err)
			}
			values = append(values, v)
		}
		if err != nil {
			return values, nil
		}
	}
}

// WriteJSONL writes one line of JSON for each of the values.
func WriteJSONL[T any](w io.Writer, values []T) error {
	buf := bufio.NewWriter(w)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	for _, v := range values {
		if err := enc.Encode(v); err != nil {
			return err
		}
	}
	return buf.Flush()
}
