// Package tap shows what a peer sends before the original reads it, and sends what the original would not. It is built with the
// go-ethereum of the program that it is part of.
package tap

import (
	"bytes"
	"encoding/hex"
	"io"
	"sync"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/p2p"

	"jackfield/interop/events"
)

// Tap of one protocol with one peer.
type Tap struct {
	p2p.MsgReadWriter
	Protocol string
	Peer     string // its public key, with 0x
	of       *Taps
}

// Taps of all peers. Packets are events received, which carry them whole if Payloads is set; peers that come and go are events
// peer and left.
type Taps struct {
	Payloads bool
	Came     func(*p2p.Peer, *Tap)      // is told of each peer; may be nil
	Saw      func(*Tap, uint64, []byte) // is told of each packet after its event
	lock     sync.Mutex
	all      map[*Tap]bool
}

// On puts taps on protocols.
func (s *Taps) On(protocols []p2p.Protocol) []p2p.Protocol {
	s.all = make(map[*Tap]bool)
	var tapped []p2p.Protocol
	for _, each := range protocols {
		run, name := each.Run, each.Name
		each.Run = func(peer *p2p.Peer, pipe p2p.MsgReadWriter) error {
			t := &Tap{pipe, name, "0x" + hex.EncodeToString(crypto.FromECDSAPub(peer.Node().Pubkey())[1:]), s}
			if s.Came != nil {
				s.Came(peer, t)
			}
			s.track(t, true)
			defer s.track(t, false)
			info := peer.Info()
			events.Emit("peer", events.Fields{
				"peer": t.Peer, "client": info.Name, "caps": info.Caps, "inbound": peer.Inbound(), "protocol": name,
			})
			err := run(peer, t)
			events.Emit("left", events.Fields{"peer": t.Peer, "protocol": name, "why": reason(err)})
			return err
		}
		tapped = append(tapped, each)
	}
	return tapped
}

// Send sends a packet to every peer, of that protocol or, where it has no name, of all.
func (s *Taps) Send(protocol string, code uint64, payload []byte) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	for each := range s.all {
		if protocol != "" && each.Protocol != protocol {
			continue
		}
		if err := each.send(code, payload); err != nil {
			return err
		}
	}
	return nil
}

func reason(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func (s *Taps) track(t *Tap, there bool) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if there {
		s.all[t] = true
	} else {
		delete(s.all, t)
	}
}

func (t *Tap) ReadMsg() (p2p.Msg, error) {
	packet, err := t.MsgReadWriter.ReadMsg()
	if err != nil {
		return packet, err
	}
	payload, err := io.ReadAll(packet.Payload)
	if err != nil {
		return packet, err
	}
	packet.Payload = bytes.NewReader(payload)
	about := events.Fields{"peer": t.Peer, "protocol": t.Protocol, "code": packet.Code, "size": len(payload)}
	if t.of.Payloads {
		about["payload"] = "0x" + hex.EncodeToString(payload)
	}
	events.Emit("received", about)
	t.of.Saw(t, packet.Code, payload)
	return packet, nil
}

func (t *Tap) send(code uint64, payload []byte) error {
	return t.WriteMsg(p2p.Msg{Code: code, Size: uint32(len(payload)), Payload: bytes.NewReader(payload)})
}
