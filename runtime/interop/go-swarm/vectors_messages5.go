//go:build swarm5

package main

import (
	"encoding/binary"
	"fmt"
	"reflect"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethersphere/swarm/chunk"
	"github.com/ethersphere/swarm/network"
	"github.com/ethersphere/swarm/network/retrieval"
	"github.com/ethersphere/swarm/network/stream"
	"github.com/ethersphere/swarm/p2p/protocols"
	"github.com/ethersphere/swarm/pss"
	"github.com/ethersphere/swarm/storage"
)

// messages are what the original puts on the wire, before compression and encryption.
func messages() (any, error) {
	full, light, post := peerAddress(0, false, false), peerAddress(1, true, false), peerAddress(2, false, true)
	chunks := []chunk.Chunk{contentChunk(4096), contentChunk(1)}
	head := uint64(1000)
	retrieve := retrieval.New(network.NewKademlia(full.Over(), nil), nil, full, nil).Spec()
	sync := stream.NewID("SYNC", "3")
	var all []fields
	for _, each := range []struct {
		spec    *protocols.Spec
		message any
		about   fields
	}{
		{network.BzzSpec, handshake(full), nil},
		{network.BzzSpec, handshake(light), nil},
		{network.BzzSpec, handshake(post), nil},
		{network.DiscoverySpec, hiveMessage(0, "Peers", []*network.BzzAddr{full}), fields{"peers": addresses(full)}},
		{network.DiscoverySpec, hiveMessage(0, "Peers", []*network.BzzAddr{full, light, post}), fields{"peers": addresses(full, light, post)}},
		{network.DiscoverySpec, hiveMessage(1, "Depth", uint8(0)), fields{"depth": 0}},
		{network.DiscoverySpec, hiveMessage(1, "Depth", uint8(1)), fields{"depth": 1}},
		{network.DiscoverySpec, hiveMessage(1, "Depth", uint8(255)), fields{"depth": 255}},
		{retrieve, &retrieval.RetrieveRequest{Ruid: 0, Addr: derived("address", 0)}, nil},
		{retrieve, &retrieval.RetrieveRequest{Ruid: 1<<32 - 1, Addr: derived("address", 1)}, nil},
		{retrieve, &retrieval.ChunkDelivery{Ruid: 77, Addr: chunks[0].Address(), SData: chunks[0].Data()}, nil},
		{retrieve, &retrieval.ChunkDelivery{Ruid: 128, Addr: chunks[1].Address(), SData: chunks[1].Data()}, nil},
		{stream.Spec, &stream.StreamInfoReq{Streams: []stream.ID{sync}}, nil},
		{stream.Spec, &stream.StreamInfoReq{Streams: bins(17)}, nil},
		{stream.Spec, &stream.StreamInfoRes{Streams: []stream.StreamDescriptor{{Stream: sync}, {Stream: sync, Cursor: 300, Bounded: true}}}, nil},
		{stream.Spec, &stream.GetRange{Ruid: 5, Stream: sync, From: 1, To: &head, BatchSize: 64}, nil},
		{stream.Spec, &stream.GetRange{Ruid: 6, Stream: sync, From: 1001, BatchSize: 64}, nil},
		{stream.Spec, &stream.OfferedHashes{Ruid: 5, LastIndex: 7, Hashes: append(derived("address", 0), derived("address", 1)...)}, nil},
		{stream.Spec, &stream.OfferedHashes{Ruid: 5, LastIndex: 1000, Hashes: []byte{}}, nil},
		{stream.Spec, &stream.WantedHashes{Ruid: 5, BitVector: []byte{0b10000001, 1, 0}}, nil},
		{stream.Spec, &stream.WantedHashes{Ruid: 5, BitVector: []byte{}}, nil},
		{stream.Spec, &stream.ChunkDelivery{Ruid: 5, Chunks: []stream.DeliveredChunk{
			{Addr: chunks[0].Address(), Data: chunks[0].Data()}, {Addr: chunks[1].Address(), Data: chunks[1].Data()},
		}}, nil},
	} {
		described, err := onTheWire(each.spec, each.message)
		if err != nil {
			return nil, err
		}
		if described["fields"] = each.about; each.about == nil {
			described["fields"] = hexFields(reflect.ValueOf(each.message))
		}
		all = append(all, described)
	}
	return all, nil
}

func contentChunk(size int) chunk.Chunk {
	hash := hashes()
	hash.Reset()
	hash.SetSpanBytes(binary.LittleEndian.AppendUint64(nil, uint64(size)))
	hash.Write(serial(size))
	return storage.NewChunk(hash.Sum(nil), append(binary.LittleEndian.AppendUint64(nil, uint64(size)), serial(size)...))
}

func handshake(of *network.BzzAddr) *network.HandshakeMsg {
	return &network.HandshakeMsg{Version: uint64(network.BzzSpec.Version), NetworkID: network.DefaultNetworkID, Addr: of}
}

// peerAddress has the capabilities that the original gives to a node of that kind.
func peerAddress(index int, light, post bool) *network.BzzAddr {
	key := derivedKey("overlay", index)
	address := network.NewBzzAddr(network.PrivateKeyToBzzKey(key), []byte(fmt.Sprintf("enode://%x@127.0.0.%d:30399", crypto.FromECDSAPub(&key.PublicKey)[1:], index+1)))
	table := network.NewKademlia(address.OAddr, network.NewKadParams())
	network.NewBzz(&network.BzzConfig{Address: address, HiveParams: network.NewHiveParams(), LightNode: light}, table, nil, nil, nil, nil, nil)
	if post {
		if _, err := pss.New(table, pss.NewParams().WithPrivateKey(key)); err != nil {
			panic(err) // only without a key
		}
	}
	return address
}

func addresses(all ...*network.BzzAddr) (told []any) {
	for _, each := range all {
		told = append(told, hexFields(reflect.ValueOf(each)))
	}
	return told
}

func bins(count int) (all []stream.ID) {
	provider := stream.NewSyncProvider(nil, nil, network.NewBzzAddr(nil, nil), false, false)
	for bin := 0; bin < count; bin++ {
		key, err := provider.EncodeKey(uint8(bin))
		if err != nil {
			panic(err) // only of a key of another type
		}
		all = append(all, stream.NewID(provider.StreamName(), key))
	}
	return all
}

// overlays are the addresses of nodes by their keys.
func overlays() (any, error) {
	var all []fields
	for i := 0; i < 10; i++ {
		key := derivedKey("overlay", i)
		all = append(all, fields{
			"privateKey": hexOf(crypto.FromECDSA(key)), "publicKey": hexOf(crypto.FromECDSAPub(&key.PublicKey)), "overlay": hexOf(network.PrivateKeyToBzzKey(key)),
		})
	}
	return all, nil
}
