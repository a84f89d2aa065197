//go:build geth18

package main

import (
	"fmt"
	"reflect"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/rlp"
	"github.com/ethereum/go-ethereum/swarm/network"
	"github.com/ethereum/go-ethereum/swarm/network/stream"
	"github.com/ethereum/go-ethereum/swarm/pss"
	whisper "github.com/ethereum/go-ethereum/whisper/whisperv6"
)

var vectorMakers = map[string]func() (any, error){"messages": messages, "pss": pssMessages}

// messages are what the original puts on the wire, wrapped, before compression and encryption.
func messages() (any, error) {
	full, other := peerAddress(0), peerAddress(1)
	streams := stream.NewRegistry([32]byte{}, stream.NewDelivery(nil, nil), nil, nil, nil, nil).GetSpec()
	sync, asked := stream.NewStream("SYNC", "3", true), stream.NewStream("RETRIEVE_REQUEST", "", true)
	hashes := append(derived("address", 0), derived("address", 1)...)
	proof := &stream.HandoverProof{Handover: &stream.Handover{}}
	var all []fields
	for _, each := range []struct {
		spec    *protocolSpec
		message any
	}{
		{network.BzzSpec, &network.HandshakeMsg{Version: 8, NetworkID: defaultNetwork, Addr: full}},
		{network.BzzSpec, &network.HandshakeMsg{Version: 8, NetworkID: defaultNetwork, Addr: other, LightNode: true}},
		{hiveSpec, hiveMessage(0, "Peers", []*network.BzzAddr{full})},
		{hiveSpec, hiveMessage(0, "Peers", []*network.BzzAddr{full, other})},
		{hiveSpec, hiveMessage(1, "Depth", uint8(0))},
		{hiveSpec, hiveMessage(1, "Depth", uint8(255))},
		{streams, &stream.SubscribeMsg{Stream: asked, Priority: stream.Top}},
		{streams, &stream.SubscribeMsg{Stream: sync, History: stream.NewRange(0, 0), Priority: stream.High}},
		{streams, &stream.SubscribeMsg{Stream: sync, History: stream.NewRange(5, 300), Priority: stream.High}},
		{streams, &stream.RequestSubscriptionMsg{Stream: sync, History: stream.NewRange(0, 0), Priority: stream.High}},
		{streams, &stream.UnsubscribeMsg{Stream: sync}},
		{streams, &stream.QuitMsg{Stream: sync}},
		{streams, &stream.SubscribeErrorMsg{Error: "no"}},
		{streams, &stream.OfferedHashesMsg{Stream: sync, From: 1, To: 2, Hashes: hashes, HandoverProof: proof}},
		{streams, &stream.WantedHashesMsg{Stream: sync, Want: []byte{0b11}, From: 3}},
		{streams, &stream.WantedHashesMsg{Stream: sync, Want: []byte{0}, From: 3, To: 1<<64 - 1}},
		{streams, &stream.RetrieveRequestMsg{Addr: derived("address", 0), SkipCheck: true, HopCount: 1}},
		{streams, &stream.RetrieveRequestMsg{Addr: derived("address", 1)}},
		{streams, &stream.ChunkDeliveryMsgRetrieval{Addr: derived("address", 0), SData: serial(40)}},
		{streams, &stream.ChunkDeliveryMsgSyncing{Addr: derived("address", 0), SData: serial(4104)}},
	} {
		described, err := onTheWire(each.spec, each.message)
		if err != nil {
			return nil, err
		}
		described["fields"] = hexFields(reflect.ValueOf(each.message))
		all = append(all, described)
	}
	return all, nil
}

func peerAddress(index int) *network.BzzAddr {
	public := crypto.FromECDSAPub(&derivedKey("overlay", index).PublicKey)
	return &network.BzzAddr{
		OAddr: crypto.Keccak256(public), UAddr: []byte(fmt.Sprintf("enode://%x@127.0.0.%d:30399", public[1:], index+1)),
	}
}

// pssMessages are raw: sealed ones are whisper's, whose vectors are go-whisper's.
func pssMessages() (any, error) {
	var all []fields
	topic := pss.BytesToTopic([]byte("topic of vectors"))
	for i, size := range []int{0, 1, 1000} {
		packet := &pss.PssMsg{
			To: derived("recipient", i)[:[]int{0, 1, 32}[i]], Control: []byte{[]byte{2, 1, 0}[i]}, Expire: 1600000000 + uint32(i),
			Payload: &whisper.Envelope{Data: serial(size), Topic: whisper.TopicType(topic)},
		}
		encoded, err := rlp.EncodeToBytes(packet)
		if err != nil {
			return nil, err
		}
		all = append(all, fields{
			"to": hexOf(packet.To), "control": hexOf(packet.Control), "expire": packet.Expire, "data": hexOf(packet.Payload.Data),
			"topicName": "topic of vectors", "topic": hexOf(topic[:]), "bytes": hexOf(encoded),
		})
	}
	return all, nil
}
