package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"verbatim/bot/store"
)

// A backup is a tar archive, packed by gzip, of files of the data folder, with a manifest as its
// last member: without that it is not whole.
const (
	manifestFile   = "manifest.json"
	manifestFormat = 1
	rootsFile      = "roots.json" // what the index was made of; see index/local
)

// A manifest says what a backup holds.
type manifest struct {
	Format  int        `json:"format"`
	Version string     `json:"version"` // of the program that made it
	Made    time.Time  `json:"made"`
	Files   []archived `json:"files"`
}

// An archived file is one member of a backup.
type archived struct {
	Name   string `json:"name"` // relative to the data folder, with slashes
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// stores are the names of the stores among the files.
func (m manifest) stores() (names []string) {
	for _, f := range m.Files {
		if store.IsName(f.Name) {
			names = append(names, f.Name)
		}
	}
	return names
}

// A packer writes a backup.
type packer struct {
	zip      *gzip.Writer
	tar      *tar.Writer
	manifest manifest
}

func newPacker(w io.Writer, version string) *packer {
	zip := gzip.NewWriter(w)
	return &packer{zip: zip, tar: tar.NewWriter(zip), manifest: manifest{Format: manifestFormat, Version: version, Made: time.Now().UTC()}}
}

// add packs a file under a name.
func (p *packer) add(name, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	sum := sha256.New()
	if err := p.member(name, info.Size(), io.TeeReader(f, sum)); err != nil {
		return err
	}
	p.manifest.Files = append(p.manifest.Files, archived{name, info.Size(), hex.EncodeToString(sum.Sum(nil))})
	return nil
}

func (p *packer) member(name string, size int64, r io.Reader) error {
	err := p.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size, ModTime: p.manifest.Made, Format: tar.FormatPAX})
	if err == nil {
		_, err = io.Copy(p.tar, io.LimitReader(r, size))
	}
	return err
}

// close writes the manifest and the end.
func (p *packer) close() error {
	data, err := json.MarshalIndent(p.manifest, "", "\t")
	if err != nil {
		return err
	}
	return errors.Join(p.member(manifestFile, int64(len(data)), bytes.NewReader(data)), p.tar.Close(), p.zip.Close())
}

// unpack writes the files of a backup below a folder, and returns its manifest once all of them
// are as that says.
func unpack(r io.Reader, folder string) (m manifest, err error) {
	zip, err := gzip.NewReader(r)
	if err != nil {
		return m, fmt.Errorf("it is no backup of verbatim: %w", err)
	}
	in := tar.NewReader(zip)
	var found []archived
	for {
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			return m, errors.New("it is not whole: its manifest is missing")
		}
		if err != nil {
			return m, fmt.Errorf("it is not whole: %w", err)
		}
		if h.Name == manifestFile {
			return readManifest(in, found)
		}
		f, err := unpackFile(in, h, folder)
		if err != nil {
			return m, err
		}
		found = append(found, f)
	}
}

// unpackFile writes one file, if a backup may hold such a one.
func unpackFile(r io.Reader, h *tar.Header, folder string) (a archived, err error) {
	if h.Typeflag != tar.TypeReg || !store.IsName(h.Name) && !store.IsCompanion(h.Name) && h.Name != rootsFile {
		return a, fmt.Errorf("it is no backup of verbatim: it holds %q", h.Name)
	}
	path := filepath.Join(folder, filepath.FromSlash(h.Name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return a, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return a, err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(f, sum), r)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return a, fmt.Errorf("it is not whole: %s: %w", h.Name, err)
	}
	return archived{h.Name, n, hex.EncodeToString(sum.Sum(nil))}, nil
}

// readManifest compares a manifest with the files that were found before it.
func readManifest(r io.Reader, found []archived) (m manifest, err error) {
	if err := json.NewDecoder(r).Decode(&m); err != nil {
		return m, fmt.Errorf("its manifest cannot be read: %w", err)
	}
	if m.Format != manifestFormat {
		return m, fmt.Errorf("its format is %d, this program knows %d: use the version of Verbatim that made it, %s", m.Format, manifestFormat, m.Version)
	}
	if !slices.Equal(m.Files, found) {
		return m, errors.New("it is damaged: its files are not those of its manifest")
	}
	if len(m.stores()) == 0 {
		return m, errors.New("it holds no records")
	}
	return m, nil
}
