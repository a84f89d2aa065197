//go:build swarm5

package main

import (
	"context"
	"time"

	"github.com/ethereum/go-ethereum/p2p/enode"
	"github.com/ethereum/go-ethereum/rlp"
	"github.com/ethersphere/swarm/api"
	"github.com/ethersphere/swarm/chunk"
	"github.com/ethersphere/swarm/network"
	"github.com/ethersphere/swarm/p2p/protocols"
	"github.com/ethersphere/swarm/pss"
	"github.com/ethersphere/swarm/pss/message"
	"github.com/ethersphere/swarm/sctx"
	"github.com/ethersphere/swarm/storage"
)

const (
	library        = "ethersphere/swarm v0.5.8"
	defaultName    = "Swarm/v0.5.8-swarmpeer/go"
	defaultNetwork = network.DefaultNetworkID
	deepestBin     = chunk.MaxPO
	postExpiry     = 2 * time.Minute
)

type (
	address        = storage.Address
	lazyReader     = storage.LazySectionReader
	manifestWriter = api.ManifestWriter
	manifestEntry  = api.ManifestEntry
	pssAddress     = pss.PssAddress
	protocolSpec   = protocols.Spec
	pssTopic       = message.Topic
)

var (
	detectContentType = api.DetectContentType
	openDecrypt       = api.NOOPDecrypt
	newTopic          = message.NewTopic
	newProtocolPeer   = protocols.NewPeer
	hiveSpec          = network.DiscoverySpec
	newHandler        = pss.NewHandler
)

func enodeURL(n *enode.Node) string { return n.URLv4() }

func readHandshake(payload []byte) (fields, error) {
	var read network.HandshakeMsg
	if err := rlp.DecodeBytes(payload, &read); err != nil {
		return nil, err
	}
	return fields{
		"version": read.Version, "network": read.NetworkID, "overlay": hexOf(read.Addr.OAddr),
		"underlay": string(read.Addr.UAddr), "capabilities": read.Addr.Capabilities.String(),
	}, nil
}

func (b *bee) overlay() []byte { return b.table.BaseAddr() }

func (b *bee) seats() any { return b.table.KademliaInfo() }

// counting an upload, as the original's gateway does.
func (b *bee) counting(do func(counted context.Context) (address, error)) (fields, error) {
	tag, err := b.tags.Create("upload", 0, false)
	if err != nil {
		return nil, err
	}
	reference, err := do(sctx.SetTag(context.Background(), tag.Uid))
	if err != nil {
		return nil, err
	}
	tag.DoneSplit(reference)
	return fields{"reference": hexOf(reference), "tag": tag.Uid}, nil
}

func (b *bee) has(wanted address) (bool, error) { return b.chunks.Has(context.Background(), wanted) }

func (b *bee) chunksIn(bin uint8) ([]string, error) {
	last, err := b.chunks.LastPullSubscriptionBinID(bin)
	if err != nil || last == 0 {
		return nil, err
	}
	found, stop := b.chunks.SubscribePull(context.Background(), bin, 0, last)
	defer stop()
	var all []string
	for each := range found {
		all = append(all, hexOf(each.Address))
	}
	return all, nil
}

func (b *bee) postRaw(to pssAddress, topic pssTopic, body []byte) error {
	return b.post.SendRaw(to, topic, body, postExpiry)
}

func (b *bee) moreCommands() map[string]func(words []string) error {
	return map[string]func(words []string) error{"pushsync": b.pushSync, "tags": b.tellTags}
}

func (b *bee) pushSync(words []string) error {
	if err := atLeast(1, words); err != nil {
		return err
	}
	b.push(words[0] == "on")
	emit("pushsync", fields{"on": b.pusher != nil})
	return nil
}

func (b *bee) tellTags([]string) error {
	all := []fields{}
	for _, each := range b.tags.All() {
		all = append(all, fields{
			"tag": each.Uid, "reference": hexOf(each.Address), "total": each.TotalCounter(), "stored": each.Get(chunk.StateStored),
			"seen": each.Get(chunk.StateSeen), "sent": each.Get(chunk.StateSent), "synced": each.Get(chunk.StateSynced),
		})
	}
	emit("tags", fields{"tags": all})
	return nil
}
