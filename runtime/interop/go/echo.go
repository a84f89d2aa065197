package main

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/ethereum/go-ethereum/p2p"
)

// The echo protocol of these tests, under any name: a message with an even code is a request and comes back unchanged
// under the code above it. Both sides ask and answer at the same time.

// requestSizes in bytes; the last is the largest payload that RLPx carries.
var requestSizes = []int{0, 1, 1 << 20, 1<<24 - 1}

type message struct {
	code    uint64
	payload []byte
}

// parseEcho reads "name/version:length", such as aaa/1:200.
func parseEcho(text string) (p2p.Protocol, error) {
	name, rest, _ := strings.Cut(text, "/")
	version, length, _ := strings.Cut(rest, ":")
	v, err := strconv.ParseUint(version, 10, 32)
	if err != nil {
		return p2p.Protocol{}, fmt.Errorf("protocol %q: %w", text, err)
	}
	n, err := strconv.ParseUint(length, 10, 32)
	if err != nil {
		return p2p.Protocol{}, fmt.Errorf("protocol %q: %w", text, err)
	}
	protocol := p2p.Protocol{Name: name, Version: uint(v), Length: n}
	protocol.Run = func(_ *p2p.Peer, rw p2p.MsgReadWriter) error {
		return newEcho(protocol, rw).run()
	}
	return protocol, nil
}

// echo is one session. The reader never writes: two sides that both wait to write would wait for ever.
type echo struct {
	name    string
	length  uint64
	rw      p2p.MsgReadWriter
	asked   chan message // requests of the other side, to be returned
	answers chan message
	ended   chan struct{}
}

func newEcho(protocol p2p.Protocol, rw p2p.MsgReadWriter) *echo {
	return &echo{
		name:    fmt.Sprintf("%s/%d", protocol.Name, protocol.Version),
		length:  protocol.Length,
		rw:      rw,
		asked:   make(chan message, len(requestSizes)*2),
		answers: make(chan message, 1),
		ended:   make(chan struct{}),
	}
}

func (e *echo) run() error {
	emit("session", fields{"protocol": e.name})
	defer close(e.ended)
	go e.answer()
	go e.ask()
	for {
		incoming, err := e.rw.ReadMsg()
		if err != nil {
			return err
		}
		payload, err := io.ReadAll(incoming.Payload)
		if err != nil {
			return err
		}
		to := e.asked
		if incoming.Code%2 == 1 {
			to = e.answers
		}
		to <- message{incoming.Code, payload}
	}
}

func (e *echo) answer() {
	for {
		select {
		case request := <-e.asked:
			if e.write(request.code+1, request.payload) != nil {
				return
			}
			emit("answered", fields{"protocol": e.name, "code": request.code, "size": len(request.payload)})
		case <-e.ended:
			return
		}
	}
}

// ask sends every size under the first and the last request code, one after the other, and compares what comes back.
func (e *echo) ask() {
	verified := 0
	for _, code := range []uint64{0, (e.length - 2) &^ 1} {
		for _, size := range requestSizes {
			sent := pattern(size)
			if e.write(code, sent) != nil {
				return
			}
			select {
			case got := <-e.answers:
				if got.code != code+1 || !bytes.Equal(got.payload, sent) {
					emit("mismatch", fields{"protocol": e.name, "code": code, "size": size, "gotCode": got.code, "gotSize": len(got.payload)})
					return
				}
				verified++
			case <-e.ended:
				return
			}
		}
	}
	emit("verified", fields{"protocol": e.name, "messages": verified})
}

func (e *echo) write(code uint64, payload []byte) error {
	return e.rw.WriteMsg(p2p.Msg{Code: code, Size: uint32(len(payload)), Payload: bytes.NewReader(payload)})
}

// pattern is compressible, and differs from place to place.
func pattern(size int) []byte {
	payload := make([]byte, size)
	for i := range payload {
		payload[i] = byte(i>>6*31 + i>>14)
	}
	return payload
}
