//go:build swarm5

package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/binary"

	"github.com/ethersphere/swarm/chunk"
	"github.com/ethersphere/swarm/storage"
	"github.com/ethersphere/swarm/storage/encryption"
	"golang.org/x/crypto/sha3"
)

const fanout = chunk.DefaultSize / 32

// bmtRoots are addresses of chunks with serial data, whose span is their length and, at last, is not.
func bmtRoots() (any, error) {
	var all []fields
	for _, size := range []int{
		1, 2, 31, 32, 33, 63, 64, 65, 95, 96, 97, 127, 128, 129, 255, 256, 257, 1000,
		2047, 2048, 2049, 2080, 3000, 4000, 4031, 4032, 4033, 4064, 4095, 4096,
	} {
		all = append(all, bmtRoot(uint64(size), serial(size)))
	}
	all = append(all, bmtRoot(1<<40+5, serial(96)), bmtRoot(0, serial(4096)), bmtRoot(4096, make([]byte, 4096)))
	return all, nil
}

func bmtRoot(span uint64, data []byte) fields {
	prefix := make([]byte, 8)
	binary.LittleEndian.PutUint64(prefix, span)
	hash := hashes()
	hash.Reset()
	hash.SetSpanBytes(prefix)
	hash.Write(data)
	return fields{"span": span, "data": hexOf(data), "address": hexOf(hash.Sum(nil))}
}

// fileRoots are of serial data, as an upload gets them. Where the original's other splitter comes to another root, that one
// is told, too, and whether the original can read what the upload put into the store.
func fileRoots() (any, error) {
	const leaf, node = chunk.DefaultSize, fanout * chunk.DefaultSize
	var all []fields
	for _, size := range []int{
		1, 2, 31, 32, 33, 64, 4095, leaf, leaf + 1, leaf + 31, leaf + 32, 2*leaf - 1, 2 * leaf, 2*leaf + 1, 3 * leaf,
		100000, 127 * leaf, 127*leaf + 1, node - 1, node, node + 1, node + 31, node + leaf - 1, node + leaf, node + leaf + 1,
		node + 2*leaf, node + 2*leaf + 1, 2*node - 1, 2 * node, 2*node + 1, 2*node + leaf, 3*node + leaf - 1, 10*node + 3*leaf + 7,
		20 << 20, 127 * node, 127*node + leaf, fanout*node - 1, fanout * node, fanout*node + 1, fanout*node + leaf,
		fanout*node + leaf + 1, fanout*node + node, fanout*node + node + leaf, fanout*node + 2*node + leaf + 1,
	} {
		root, err := store(&storage.FakeChunkStore{}, bytes.NewReader(serial(size)), size, false)
		if err != nil {
			return nil, err
		}
		about := fields{"size": size, "root": hexOf(root)}
		tree, err := treeRoot(size)
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(root, tree) {
			about["treeRoot"] = hexOf(tree)
			if about["readable"], err = readable(size); err != nil {
				return nil, err
			}
		}
		all = append(all, about)
	}
	return all, nil
}

// treeRoot comes from the splitter that works downwards, which the original has beside the one for uploads.
func treeRoot(size int) (storage.Address, error) {
	putter := storage.NewHasherStore(&storage.FakeChunkStore{}, hashes, false, chunk.NewTag(0, "", 0, false))
	root, wait, err := storage.TreeSplit(context.Background(), bytes.NewReader(serial(size)), int64(size), putter)
	if err != nil {
		return nil, err
	}
	return root, wait(context.Background())
}

func readable(size int) (bool, error) {
	kept := newShelf()
	root, err := store(kept, bytes.NewReader(serial(size)), size, false)
	if err != nil {
		return false, err
	}
	files := storage.NewFileStore(kept, kept, storage.NewFileStoreParams(), chunk.NewTags())
	reader, _ := files.Retrieve(context.Background(), root)
	back := make([]byte, size)
	read, _ := reader.ReadAt(back, 0)
	return read == size && bytes.Equal(back, serial(size)), nil
}

// segmentEncryption is of whole payloads and spans, with counters as chunks have them.
func segmentEncryption() (any, error) {
	var all []fields
	for i, about := range []struct {
		counter uint32
		plain   []byte
	}{
		{0, serial(chunk.DefaultSize)}, {0, make([]byte, chunk.DefaultSize)}, {0, serial(33)}, {64, serial(8)}, {64, make([]byte, 8)},
	} {
		key := derived("segment", i)
		sealed, err := encryption.New(key, 0, about.counter, sha3.NewLegacyKeccak256).Encrypt(about.plain)
		if err != nil {
			return nil, err
		}
		all = append(all, fields{"key": hexOf(key), "counter": about.counter, "plain": hexOf(about.plain), "sealed": hexOf(sealed)})
	}
	return all, nil
}

// encryptedFiles are of serial data. Every key and every padding is the beginning of 0 1 ... 255 0 1 ..., so that
// references are the same in every run.
func encryptedFiles() (any, error) {
	defer func(chance bytesSource) { rand.Reader = chance }(rand.Reader)
	rand.Reader = counting{}
	var all []fields
	for _, size := range []int{
		1, 100, 4095, 4096, 4097, 8192, 10000, 64 * 4096, 64*4096 + 1, 64*4096 + 4096, 64*4096 + 5000, 128*4096 + 1,
		64*64*4096 - 1, 64 * 64 * 4096, 64*64*4096 + 1, 64*64*4096 + 4096, 64*64*4096 + 64*4096 + 4096,
	} {
		kept := newShelf()
		reference, err := store(kept, bytes.NewReader(serial(size)), size, true)
		if err != nil {
			return nil, err
		}
		about := fields{"size": size, "reference": hexOf(reference), "chunks": len(kept.chunks)}
		if size <= 10000 || size == 64*4096+5000 {
			about["contents"] = kept.contents()
		}
		all = append(all, about)
	}
	return all, nil
}

type bytesSource interface{ Read([]byte) (int, error) }

type counting struct{}

func (counting) Read(into []byte) (int, error) {
	for i := range into {
		into[i] = byte(i)
	}
	return len(into), nil
}
