package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// wholeUpTo so many bytes, a download is told whole.
const wholeUpTo = 1 << 16

func (s *station) upload(words []string) error {
	if err := atLeast(1, words); err != nil {
		return err
	}
	content, size, err := contentOf(words[0])
	if err != nil {
		return err
	}
	defer content.Close()
	return s.uploading(func(counted context.Context) (address, error) {
		reference, wait, err := s.bee.api.Store(counted, content, size, slices.Contains(words[1:], "encrypt"))
		if err != nil {
			return nil, err
		}
		return reference, wait(counted)
	})
}

// contentOf a file, or what is said in hexadecimal.
func contentOf(word string) (io.ReadCloser, int64, error) {
	if strings.HasPrefix(word, "0x") {
		content, err := unhex(word)
		return io.NopCloser(bytes.NewReader(content)), int64(len(content)), err
	}
	file, err := os.Open(word)
	if err != nil {
		return nil, 0, err
	}
	about, err := file.Stat()
	return file, about.Size(), err
}

// uploading tells what is done.
func (s *station) uploading(do func(counted context.Context) (address, error)) error {
	s.bee.uploads.take()
	about, err := s.bee.counting(do)
	if err != nil {
		return err
	}
	about["chunks"] = s.bee.uploads.take()
	emit("uploaded", about)
	return nil
}

func (s *station) tree(words []string) error {
	if err := atLeast(1, words); err != nil {
		return err
	}
	folder, rest := words[0], words[1:]
	encrypted := len(rest) > 0 && rest[0] == "encrypt"
	if encrypted {
		rest = rest[1:]
	}
	index := strings.Join(rest, " ")
	return s.uploading(func(counted context.Context) (address, error) {
		empty, err := s.bee.api.NewManifest(counted, encrypted)
		if err != nil {
			return nil, err
		}
		return s.bee.api.UpdateManifest(counted, empty, func(writer *manifestWriter) error {
			return filepath.WalkDir(folder, func(path string, found fs.DirEntry, err error) error {
				if err != nil || !found.Type().IsRegular() {
					return err
				}
				return addFile(counted, writer, folder, path, index)
			})
		})
	})
}

// addFile adds the one that is the index twice, as the original's gateway does.
func addFile(counted context.Context, writer *manifestWriter, folder, path, index string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	about, err := file.Stat()
	if err != nil {
		return err
	}
	name, err := filepath.Rel(folder, path)
	if err != nil {
		return err
	}
	contentType, err := detectContentType(path, file)
	if err != nil {
		return err
	}
	entry := &manifestEntry{
		Path: filepath.ToSlash(name), ContentType: contentType, Mode: int64(about.Mode().Perm()), Size: about.Size(), ModTime: about.ModTime().UTC(),
	}
	reference, err := writer.AddEntry(counted, file, entry)
	if err != nil || entry.Path != index {
		return err
	}
	entry.Path, entry.Hash = "", reference.Hex()
	_, err = writer.AddEntry(counted, nil, entry)
	return err
}

// download does not keep other commands waiting.
func (s *station) download(words []string) error {
	if err := atLeast(1, words); err != nil {
		return err
	}
	reference, err := unhex(words[0])
	if err != nil {
		return err
	}
	go func() {
		content, _ := s.bee.api.Retrieve(context.Background(), reference)
		if err := tell(words[0], "", content); err != nil {
			refuse([]string{"download"}, err)
		}
	}()
	return nil
}

func (s *station) get(words []string) error {
	if err := atLeast(1, words); err != nil {
		return err
	}
	manifest, err := unhex(words[0])
	if err != nil {
		return err
	}
	go func() {
		path := strings.Join(words[1:], " ")
		content, contentType, _, _, err := s.bee.api.Get(context.Background(), openDecrypt, manifest, path)
		if err == nil {
			err = tell(words[0], contentType, content)
		}
		if err != nil {
			refuse([]string{"get"}, err)
		}
	}()
	return nil
}

func tell(reference, contentType string, content lazyReader) error {
	size, err := content.Size(context.Background(), nil)
	if err != nil {
		return err
	}
	// In one go: inner nodes are got anew at each reading, and asked for once more as long as they are not stored.
	whole := make([]byte, size)
	read, err := content.ReadAt(whole, 0)
	if err != nil && err != io.EOF {
		return err
	}
	if int64(read) != size {
		return fmt.Errorf("read were %d bytes of %d", read, size)
	}
	hash := sha256.Sum256(whole)
	about := fields{"reference": reference, "size": size, "sha256": hexOf(hash[:])}
	if size <= wholeUpTo {
		about["content"] = hexOf(whole)
	}
	if contentType != "" {
		about["contentType"] = contentType
	}
	emit("downloaded", about)
	return nil
}

func (s *station) has(words []string) error {
	if err := atLeast(1, words); err != nil {
		return err
	}
	wanted, err := unhex(words[0])
	if err != nil {
		return err
	}
	here, err := s.bee.has(wanted)
	if err != nil {
		return err
	}
	emit("has", fields{"address": hexOf(wanted), "here": here})
	return nil
}

// chunks are told by bin, in the order of their coming.
func (s *station) chunks([]string) error {
	bins := make(map[uint8][]string)
	count := 0
	for bin := uint8(0); bin <= deepestBin; bin++ {
		all, err := s.bee.chunksIn(bin)
		if err != nil {
			return err
		}
		if len(all) > 0 {
			bins[bin] = all
		}
		count += len(all)
	}
	emit("chunks", fields{"count": count, "bins": bins})
	return nil
}
