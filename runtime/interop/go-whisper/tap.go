package main

import (
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/rlp"

	"jackfield/interop/events/tap"
)

const (
	statusCode = 0
	directCode = 127
)

// tapped shows statuses and direct messages besides packets.
func (s *station) tapped(protocols []p2p.Protocol, payloads bool) []p2p.Protocol {
	s.taps = &tap.Taps{Payloads: payloads, Saw: show}
	return s.taps.On(protocols)
}

func show(t *tap.Tap, code uint64, payload []byte) {
	switch code {
	case statusCode:
		if status, err := readStatus(payload); err == nil {
			status["peer"] = t.Peer
			emit("status", status)
		}
	case directCode:
		for _, each := range readDirect(payload) {
			emit("direct", fields{"peer": t.Peer, "hash": each.Hash()})
		}
	}
}

// readDirect takes one envelope, or a list of them: waku sends lists.
func readDirect(payload []byte) []*envelope {
	var many []*envelope
	if rlp.DecodeBytes(payload, &many) == nil {
		return many
	}
	one := new(envelope)
	if rlp.DecodeBytes(payload, one) == nil {
		return []*envelope{one}
	}
	return nil
}
