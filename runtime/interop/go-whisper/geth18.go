//go:build geth18

package main

import (
	"github.com/ethereum/go-ethereum/p2p/enode"
	whisper "github.com/ethereum/go-ethereum/whisper/whisperv6"
)

const (
	library     = "go-ethereum v1.8.27"
	defaultName = "Geth/v1.8.27-shhpeer/go"
)

func newShh(config *whisper.Config) (*shh, error) { return whisper.New(config), nil }

func startShh(s *shh) error { return s.Start(nil) }

func enodeURL(n *enode.Node) string { return n.String() }
