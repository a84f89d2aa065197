//go:build geth18

package main

import (
	"context"

	"github.com/ethereum/go-ethereum/p2p/enode"
	"github.com/ethereum/go-ethereum/p2p/protocols"
	"github.com/ethereum/go-ethereum/rlp"
	"github.com/ethereum/go-ethereum/swarm/api"
	"github.com/ethereum/go-ethereum/swarm/network"
	"github.com/ethereum/go-ethereum/swarm/pss"
	"github.com/ethereum/go-ethereum/swarm/storage"
)

const (
	library        = "go-ethereum v1.8.27"
	defaultName    = "Swarm/v0.3.15-swarmpeer/go"
	defaultNetwork = network.DefaultNetworkID
	deepestBin     = storage.MaxPO
)

type (
	address        = storage.Address
	lazyReader     = storage.LazySectionReader
	manifestWriter = api.ManifestWriter
	manifestEntry  = api.ManifestEntry
	pssAddress     = pss.PssAddress
	protocolSpec   = protocols.Spec
	pssTopic       = pss.Topic
)

var (
	detectContentType = api.DetectContentType
	openDecrypt       = api.NOOPDecrypt
	newTopic          = pss.BytesToTopic
	newProtocolPeer   = protocols.NewPeer
	hiveSpec          = network.DiscoverySpec
	newHandler        = pss.NewHandler
)

func enodeURL(n *enode.Node) string { return n.String() }

func readHandshake(payload []byte) (fields, error) {
	var wrapped protocols.WrappedMsg
	if err := rlp.DecodeBytes(payload, &wrapped); err != nil {
		return nil, err
	}
	var read network.HandshakeMsg
	if err := rlp.DecodeBytes(wrapped.Payload, &read); err != nil {
		return nil, err
	}
	return fields{
		"version": read.Version, "network": read.NetworkID, "overlay": hexOf(read.Addr.OAddr),
		"underlay": string(read.Addr.UAddr), "light": read.LightNode,
	}, nil
}

func (b *bee) overlay() []byte { return b.table.BaseAddr() }

// seats are told in the form that the later release has for them, without empty bins.
func (b *bee) seats() any {
	connected, known := make(map[int][]string), make(map[int][]string)
	b.table.EachConn(nil, 255, func(peer *network.Peer, bin int) bool {
		connected[bin] = append(connected[bin], hexOf(peer.Over()))
		return true
	})
	b.table.EachAddr(nil, 255, func(peer *network.BzzAddr, bin int) bool {
		known[bin] = append(known[bin], hexOf(peer.Over()))
		return true
	})
	return fields{"self": hexOf(b.overlay()), "depth": b.table.NeighbourhoodDepth(), "connections": connected, "known": known}
}

// counting has nothing to count: there are no tags.
func (b *bee) counting(do func(counted context.Context) (address, error)) (fields, error) {
	reference, err := do(context.Background())
	if err != nil {
		return nil, err
	}
	return fields{"reference": hexOf(reference)}, nil
}

func (b *bee) has(wanted address) (bool, error) {
	return b.chunks.Has(context.Background(), wanted), nil
}

func (b *bee) chunksIn(bin uint8) ([]string, error) {
	var all []string
	err := b.chunks.Iterator(0, b.chunks.BinIndex(bin), bin, func(found storage.Address, _ uint64) bool {
		all = append(all, hexOf(found))
		return true
	})
	return all, err
}

func (b *bee) postRaw(to pssAddress, topic pssTopic, body []byte) error {
	return b.post.SendRaw(to, topic, body)
}

func (b *bee) moreCommands() map[string]func(words []string) error { return nil }
