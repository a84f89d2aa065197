//go:build swarm5

package main

import (
	"bytes"
	"context"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/rlp"
	"github.com/ethersphere/swarm/chunk"
	pss_crypto "github.com/ethersphere/swarm/pss/crypto"
	"github.com/ethersphere/swarm/pss/message"
	"github.com/ethersphere/swarm/pushsync"
	"github.com/ethersphere/swarm/storage"
)

// pssMessages are packets with what is in them; sealed ones with the key that opens them.
func pssMessages() (any, error) {
	var all []fields
	for i, size := range []int{0, 1, 31, 32, 255, 256, 1000, 65536} {
		body := serial(size)
		for _, way := range []string{"raw", "symmetric", "asymmetric"} {
			for _, prefix := range []int{0, 1, 32} {
				about, err := pssMessage(way, i, body, derived("recipient", i)[:prefix])
				if err != nil {
					return nil, err
				}
				all = append(all, about)
			}
		}
	}
	return all, nil
}

func pssMessage(way string, index int, body, to []byte) (fields, error) {
	about := fields{"way": way, "plain": hexOf(body), "to": hexOf(to), "topicName": "topic of vectors"}
	signer := derivedKey("signer", index)
	params := &pss_crypto.WrapParams{Sender: signer}
	packet := message.New(message.Flags{Raw: way == "raw", Symmetric: way == "symmetric"})
	switch way {
	case "raw":
		packet.Payload = body
	case "symmetric":
		params.SymmetricKey = derived("pss", index)
		about["key"] = hexOf(params.SymmetricKey)
	case "asymmetric":
		recipient := derivedKey("pss", index)
		params.Receiver = &recipient.PublicKey
		about["key"] = hexOf(crypto.FromECDSA(recipient))
	}
	if way != "raw" {
		sealed, err := pss_crypto.New().Wrap(body, params)
		if err != nil {
			return nil, err
		}
		packet.Payload = sealed
		about["signer"] = hexOf(crypto.FromECDSAPub(&signer.PublicKey))
	}
	packet.To, packet.Expire, packet.Topic = to, 1600000000+uint32(index), message.NewTopic([]byte("topic of vectors"))
	encoded, err := rlp.EncodeToBytes(packet)
	if err != nil {
		return nil, err
	}
	digest := packet.Digest()
	about["payload"], about["expire"], about["topic"] = hexOf(packet.Payload), packet.Expire, hexOf(packet.Topic[:])
	about["bytes"], about["digest"] = hexOf(encoded), hexOf(digest[:])
	return about, nil
}

// letterbox hears what push-sync has to say, and answers to nothing.
type letterbox struct {
	sent     chan fields
	handlers map[string]func([]byte, *p2p.Peer) error
}

var _ pushsync.PubSub = &letterbox{}

func (l *letterbox) Register(topic string, _ bool, handler func([]byte, *p2p.Peer) error) func() {
	if l.handlers != nil {
		l.handlers[topic] = handler
	}
	return func() {}
}

func (l *letterbox) Send(to []byte, topic string, payload []byte) error {
	short := message.NewTopic([]byte(topic))
	l.sent <- fields{"to": hexOf(to), "topicName": topic, "topic": hexOf(short[:]), "bytes": hexOf(payload)}
	return nil
}

func (l *letterbox) BaseAddr() []byte { return derived("origin", 0) }

func (l *letterbox) IsClosestTo([]byte) bool { return l.handlers != nil }

// toPush has one chunk that waits to be pushed.
type toPush struct{ chunks chan storage.Chunk }

func (t *toPush) SubscribePush(context.Context) (<-chan storage.Chunk, func()) {
	return t.chunks, func() {}
}

func (t *toPush) Set(context.Context, chunk.ModeSet, ...storage.Address) error { return nil }

// pushSyncMessages are a chunk that is pushed, and the receipt for it.
func pushSyncMessages() (any, error) {
	origin := &letterbox{sent: make(chan fields, 1)}
	waiting := &toPush{make(chan storage.Chunk, 1)}
	kept := newShelf()
	address, err := store(kept, bytes.NewReader(serial(1000)), 1000, false)
	if err != nil {
		return nil, err
	}
	data := kept.chunks[string(address)]
	waiting.chunks <- data
	pusher := pushsync.NewPusher(waiting, origin, chunk.NewTags())
	pushed := <-origin.sent
	pusher.Close()

	closest := &letterbox{sent: make(chan fields, 1), handlers: make(map[string]func([]byte, *p2p.Peer) error)}
	defer pushsync.NewStorer(newShelf(), closest).Close()
	payload, err := unhex(pushed["bytes"].(string))
	if err != nil {
		return nil, err
	}
	if err := closest.handlers[pushed["topicName"].(string)](payload, nil); err != nil {
		return nil, err
	}
	pushed["origin"], pushed["address"], pushed["data"] = hexOf(origin.BaseAddr()), hexOf(address), hexOf(data.Data())
	receipt := <-closest.sent
	receipt["address"] = hexOf(address)
	return fields{"chunk": pushed, "receipt": receipt}, nil
}
