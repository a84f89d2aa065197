package main

import (
	"crypto/ecdsa"
	"encoding/json"
	"fmt"
	"os"

	"github.com/ethereum/go-ethereum/crypto"
)

// vectors prints what the original makes, as one object in JSON; README.md tells its form.
func vectors([]string) error {
	all := fields{"library": library}
	for name, maker := range vectorMakers {
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
