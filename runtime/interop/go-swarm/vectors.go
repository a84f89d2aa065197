package main

import (
	"context"
	"crypto/ecdsa"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethersphere/swarm/chunk"
	"github.com/ethersphere/swarm/storage"
)

const library = "ethersphere/swarm v0.5.8"

// vectors prints what the original makes, as one object in JSON; README.md tells its form.
func vectors([]string) error {
	makers := map[string]func() (any, error){
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
	all := fields{"library": library}
	for name, maker := range makers {
		made, err := maker()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		all[name] = made
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", " ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(all)
}

func hexOf(bytes []byte) string { return hex.EncodeToString(bytes) }

func unhex(text string) ([]byte, error) { return hex.DecodeString(strings.TrimPrefix(text, "0x")) }

// serial data is 0 1 ... 254 0 1 ..., as the original's own tests have it.
func serial(size int) []byte {
	data := make([]byte, size)
	for i := range data {
		data[i] = byte(i % 255)
	}
	return data
}

// derived bytes are the same in every run.
func derived(label string, index int) []byte {
	return crypto.Keccak256([]byte(fmt.Sprintf("%s %d", label, index)))
}

func derivedKey(label string, index int) *ecdsa.PrivateKey {
	key, err := crypto.ToECDSA(derived(label, index))
	if err != nil {
		panic(err) // of one label in 2^128
	}
	return key
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
