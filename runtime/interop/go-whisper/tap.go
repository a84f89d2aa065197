package main

import (
	"bytes"
	"io/ioutil"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/rlp"
)

const (
	statusCode = 0
	directCode = 127
)

// tap shows what a peer sends before the original reads it, and sends what the original would not.
type tap struct {
	p2p.MsgReadWriter
	peer     string
	payloads bool
}

func (s *station) tapped(protocols []p2p.Protocol, payloads bool) []p2p.Protocol {
	var all []p2p.Protocol
	for _, each := range protocols {
		run, name := each.Run, each.Name
		each.Run = func(peer *p2p.Peer, pipe p2p.MsgReadWriter) error {
			t := &tap{pipe, nodeID(peer), payloads}
			s.track(t, true)
			defer s.track(t, false)
			info := peer.Info()
			emit("peer", fields{"peer": t.peer, "client": info.Name, "caps": info.Caps, "inbound": peer.Inbound(), "protocol": name})
			err := run(peer, t)
			emit("left", fields{"peer": t.peer, "why": err.Error()})
			return err
		}
		all = append(all, each)
	}
	return all
}

func nodeID(peer *p2p.Peer) string {
	return hexutil.Encode(crypto.FromECDSAPub(peer.Node().Pubkey())[1:])
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
	payload, err := ioutil.ReadAll(packet.Payload)
	if err != nil {
		return packet, err
	}
	packet.Payload = bytes.NewReader(payload)
	t.show(packet.Code, payload)
	return packet, nil
}

func (t *tap) show(code uint64, payload []byte) {
	about := fields{"peer": t.peer, "code": code, "size": len(payload)}
	if t.payloads {
		about["payload"] = hexutil.Encode(payload)
	}
	emit("received", about)
	switch code {
	case statusCode:
		if status, err := readStatus(payload); err == nil {
			status["peer"] = t.peer
			emit("status", status)
		}
	case directCode:
		for _, each := range readDirect(payload) {
			emit("direct", fields{"peer": t.peer, "hash": each.Hash()})
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

func (t *tap) send(code uint64, payload []byte) error {
	return t.WriteMsg(p2p.Msg{Code: code, Size: uint32(len(payload)), Payload: bytes.NewReader(payload)})
}
