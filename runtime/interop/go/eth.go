package main

import (
	"fmt"
	"io"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/rlp"
)

// Codes of devp2p's caps/eth.md.
const (
	statusCode          = 0x00
	getBlockHeadersCode = 0x03
	blockHeadersCode    = 0x04
)

const headersAtOnce = 192

// Messages of eth that this side counts, per version.
var ethLengths = map[uint]uint64{68: 17, 69: 18}

// ethProtocol answers a Status with the same Status, except for what lie names; told no lie, it fetches all headers
// from the genesis block to the head that the other side announced, and hashes them.
func ethProtocol(version uint, lie string) p2p.Protocol {
	return p2p.Protocol{
		Name: "eth", Version: version, Length: ethLengths[version],
		Run: func(_ *p2p.Peer, rw p2p.MsgReadWriter) error {
			return (&ethSession{version: version, rw: rw}).run(lie)
		},
	}
}

type ethSession struct {
	version uint
	rw      p2p.MsgReadWriter
	head    string         // of the other side, in hex
	headRLP rlp.RawValue   // the same as it came
	headers []rlp.RawValue // from genesis on
	waiting []p2p.Msg      // their requests, until the headers are here
}

type headersRequest struct {
	ID    uint64
	Query struct {
		Origin  rlp.RawValue
		Amount  uint64
		Skip    uint64
		Reverse bool
	}
}

type headersAnswer struct {
	ID      uint64
	Headers []rlp.RawValue
}

func (s *ethSession) run(lie string) error {
	if err := s.exchangeStatus(lie); err != nil {
		return err
	}
	if lie == "" {
		if err := s.ask(rlp.AppendUint64(nil, 0), headersAtOnce); err != nil {
			return err
		}
	}
	for {
		incoming, err := s.rw.ReadMsg()
		if err != nil {
			return err
		}
		if err := s.handle(incoming); err != nil {
			return err
		}
	}
}

func (s *ethSession) exchangeStatus(lie string) error {
	incoming, err := s.rw.ReadMsg()
	if err != nil {
		return err
	}
	var status []rlp.RawValue
	if err := incoming.Decode(&status); err != nil {
		return err
	}
	genesis, head := 4, 3 // eth/68: version, network, difficulty, head, genesis, fork id
	if s.version >= 69 {
		genesis, head = 2, 6 // version, network, genesis, fork id, earliest, latest, latest hash
	}
	if incoming.Code != statusCode || len(status) <= max(genesis, head) {
		return fmt.Errorf("message %d of %d items instead of Status", incoming.Code, len(status))
	}
	s.head, s.headRLP = hexOf(status[head]), status[head]
	emit("status", fields{"version": s.version, "genesis": hexOf(status[genesis]), "head": s.head})
	switch lie {
	case "genesis":
		status[genesis][1] ^= 0xff
	case "network":
		status[1] = rlp.AppendUint64(nil, 987654321)
	case "fork":
		fork := genesis + 1
		status[fork][2] ^= 0xff
	}
	return p2p.Send(s.rw, statusCode, status)
}

// hexOf a 32-byte hash in RLP.
func hexOf(item rlp.RawValue) string { return fmt.Sprintf("0x%x", []byte(item[1:])) }

// ask for headers from origin on, a number or a hash in RLP.
func (s *ethSession) ask(origin rlp.RawValue, amount uint64) error {
	request := headersRequest{ID: uint64(len(s.headers)) + 1}
	request.Query.Origin = origin
	request.Query.Amount = amount
	return p2p.Send(s.rw, getBlockHeadersCode, request)
}

func (s *ethSession) handle(incoming p2p.Msg) error {
	switch incoming.Code {
	case getBlockHeadersCode:
		if !s.complete() {
			s.waiting = append(s.waiting, incoming)
			return nil
		}
		return s.answer(incoming)
	case blockHeadersCode:
		return s.take(incoming)
	default:
		_, err := io.Copy(io.Discard, incoming.Payload)
		return err
	}
}

func (s *ethSession) complete() bool {
	last := len(s.headers) - 1
	return last >= 0 && hashOf(s.headers[last]) == s.head
}

func hashOf(header rlp.RawValue) string { return fmt.Sprintf("0x%x", crypto.Keccak256(header)) }

// take appends headers. Once all are there, and those that wait have been served, it asks for the head once more: the
// answer says that the other side has read what it was served.
func (s *ethSession) take(incoming p2p.Msg) error {
	var answer headersAnswer
	if err := incoming.Decode(&answer); err != nil {
		return err
	}
	if s.complete() {
		return s.confirm(answer)
	}
	if answer.ID != uint64(len(s.headers))+1 || len(answer.Headers) == 0 {
		return fmt.Errorf("answer %d with %d headers, have %d", answer.ID, len(answer.Headers), len(s.headers))
	}
	for _, header := range answer.Headers {
		if err := s.append(header); err != nil {
			return err
		}
	}
	if !s.complete() {
		return s.ask(rlp.AppendUint64(nil, uint64(len(s.headers))), headersAtOnce)
	}
	for _, request := range s.waiting {
		if err := s.answer(request); err != nil {
			return err
		}
	}
	s.waiting = nil
	return s.ask(s.headRLP, 1)
}

// append takes a header that names the hash of the one before as its parent.
func (s *ethSession) append(header rlp.RawValue) error {
	if last := len(s.headers) - 1; last >= 0 {
		content, _, err := rlp.SplitList(header)
		if err != nil {
			return err
		}
		if parent := hexOf(content[:33]); parent != hashOf(s.headers[last]) {
			return fmt.Errorf("parent of header %d is %s, not %s", last+1, parent, hashOf(s.headers[last]))
		}
	}
	s.headers = append(s.headers, header)
	return nil
}

func (s *ethSession) confirm(answer headersAnswer) error {
	if len(answer.Headers) != 1 || hashOf(answer.Headers[0]) != s.head {
		return fmt.Errorf("asked for the head by its hash, got %d headers", len(answer.Headers))
	}
	emit("headers", fields{"version": s.version, "count": len(s.headers) - 1, "head": s.head, "genesis": hashOf(s.headers[0])})
	return nil
}

// answer knows one kind of request: a single header by its hash, as a node asks for a peer's head.
func (s *ethSession) answer(incoming p2p.Msg) error {
	var request headersRequest
	if err := incoming.Decode(&request); err != nil {
		return err
	}
	reply := headersAnswer{ID: request.ID, Headers: []rlp.RawValue{}}
	for _, header := range s.headers {
		if len(request.Query.Origin) == 33 && hashOf(header) == hexOf(request.Query.Origin) {
			reply.Headers = append(reply.Headers, header)
		}
	}
	emit("served", fields{"headers": len(reply.Headers)})
	return p2p.Send(s.rw, blockHeadersCode, reply)
}
