//go:build !waku

package main

import (
	"math"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/rlp"
)

// open makes the original as wanted. It is not started.
func open(want settings) (*shh, []p2p.Protocol, error) {
	config := defaultConfig
	config.MinimumAcceptedPOW = want.pow
	config.RestrictConnectionBetweenLightClients = want.restrict
	original, err := newShh(&config)
	if err != nil {
		return nil, nil, err
	}
	original.SetMinimumPowTest(want.pow) // or 0.2 would be tolerated as well
	original.SetLightClientMode(want.light)
	if want.bloom != nil {
		if err := original.SetBloomFilter(want.bloom); err != nil {
			return nil, nil, err
		}
	}
	return original, original.Protocols(), keepMail(original, want)
}

func setPow(s *shh, pow float64) error { return s.SetMinimumPoW(pow) }

// readStatus reads as far as go-ethereum does: [version, pow, bloom, light, ...].
func readStatus(payload []byte) (fields, error) {
	var status struct {
		Version uint64
		Rest    []rlp.RawValue `rlp:"tail"`
	}
	if err := rlp.DecodeBytes(payload, &status); err != nil {
		return nil, err
	}
	about := fields{"version": status.Version, "items": 1 + len(status.Rest)}
	var pow uint64
	if len(status.Rest) > 0 && rlp.DecodeBytes(status.Rest[0], &pow) == nil {
		about["pow"] = math.Float64frombits(pow)
	}
	var bloom []byte
	if len(status.Rest) > 1 && rlp.DecodeBytes(status.Rest[1], &bloom) == nil {
		about["bloom"] = hexutil.Encode(bloom)
	}
	var light bool
	if len(status.Rest) > 2 && rlp.DecodeBytes(status.Rest[2], &light) == nil {
		about["light"] = light
	}
	return about, nil
}
