//go:build swarm5

package main

import (
	"context"
	"io"

	"github.com/ethersphere/swarm/chunk"
	"github.com/ethersphere/swarm/storage"
)

var vectorMakers = map[string]func() (any, error){
	"bmt":            bmtRoots,
	"files":          fileRoots,
	"encryption":     segmentEncryption,
	"encryptedFiles": encryptedFiles,
	"manifests":      manifests,
	"messages":       messages,
	"feeds":          feeds,
	"lookups":        lookups,
	"pss":            pssMessages,
	"pushsync":       pushSyncMessages,
	"overlays":       overlays,
}

// hashes of the kind that chunks have.
var hashes = storage.MakeHashFunc(storage.BMTHash)

// store splits and puts content as a node does that takes an upload.
func store(shelf chunk.Store, content io.Reader, size int, encrypted bool) (storage.Address, error) {
	files := storage.NewFileStore(shelf, shelf, storage.NewFileStoreParams(), chunk.NewTags())
	reference, wait, err := files.Store(context.Background(), content, int64(size), encrypted)
	if err != nil {
		return nil, err
	}
	return reference, wait(context.Background())
}
