package main

import (
	"github.com/ethereum/go-ethereum/p2p"

	"jackfield/interop/events/tap"
)

// tapped shows handshakes besides packets.
func (s *station) tapped(protocols []p2p.Protocol, payloads bool) []p2p.Protocol {
	s.taps = &tap.Taps{
		Payloads: payloads,
		Came:     func(peer *p2p.Peer, t *tap.Tap) { s.names.Store(peer.ID(), t.Peer) },
		Saw:      show,
	}
	return s.taps.On(protocols)
}

func show(t *tap.Tap, _ uint64, payload []byte) {
	if t.Protocol != "bzz" {
		return
	}
	if handshake, err := readHandshake(payload); err == nil {
		handshake["peer"] = t.Peer
		emit("handshake", handshake)
	}
}
