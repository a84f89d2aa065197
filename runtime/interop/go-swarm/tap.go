package main

import (
	"bytes"
	"io"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/p2p"
)

// tap shows what a peer sends before the original reads it, and sends what the original would not.
type tap struct {
	p2p.MsgReadWriter
	protocol string
	peer     string
	payloads bool
}

func (s *station) tapped(protocols []p2p.Protocol, payloads bool) []p2p.Protocol {
	s.taps = make(map[*tap]bool)
	var all []p2p.Protocol
	for _, each := range protocols {
		run, name := each.Run, each.Name
		each.Run = func(peer *p2p.Peer, pipe p2p.MsgReadWriter) error {
			t := &tap{pipe, name, hexutil.Encode(crypto.FromECDSAPub(peer.Node().Pubkey())[1:]), payloads}
			s.names.Store(peer.ID(), t.peer)
			s.track(t, true)
			defer s.track(t, false)
			info := peer.Info()
			emit("peer", fields{"peer": t.peer, "client": info.Name, "caps": info.Caps, "inbound": peer.Inbound(), "protocol": name})
			err := run(peer, t)
			emit("left", fields{"peer": t.peer, "protocol": name, "why": reason(err)})
			return err
		}
		all = append(all, each)
	}
	return all
}

func reason(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func (s *station) track(t *tap, there bool) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if there {
		s.taps[t] = true
	} else {
		delete(s.taps, t)
	}
}

func (t *tap) ReadMsg() (p2p.Msg, error) {
	packet, err := t.MsgReadWriter.ReadMsg()
	if err != nil {
		return packet, err
	}
	payload, err := io.ReadAll(packet.Payload)
	if err != nil {
		return packet, err
	}
	packet.Payload = bytes.NewReader(payload)
	t.show(packet.Code, payload)
	return packet, nil
}

func (t *tap) show(code uint64, payload []byte) {
	about := fields{"peer": t.peer, "protocol": t.protocol, "code": code, "size": len(payload)}
	if t.payloads {
		about["payload"] = hexOf(payload)
	}
	emit("received", about)
	if t.protocol != "bzz" {
		return
	}
	if handshake, err := readHandshake(payload); err == nil {
		handshake["peer"] = t.peer
		emit("handshake", handshake)
	}
}

func (t *tap) send(code uint64, payload []byte) error {
	return t.WriteMsg(p2p.Msg{Code: code, Size: uint32(len(payload)), Payload: bytes.NewReader(payload)})
}
