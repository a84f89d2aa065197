//go:build geth19

package main

import (
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/p2p/enode"
	whisper "github.com/ethereum/go-ethereum/whisper/whisperv6"
)

const (
	library     = "go-ethereum v1.9.20"
	defaultName = "Geth/v1.9.20-shhpeer/go"
)

// newShh has to register with a node of go-ethereum, which is never started.
func newShh(config *whisper.Config) (*shh, error) {
	stack, err := node.New(&node.Config{NoUSB: true})
	if err != nil {
		return nil, err
	}
	return whisper.New(stack, config)
}

func startShh(s *shh) error { return s.Start() }

func enodeURL(n *enode.Node) string { return n.URLv4() }
