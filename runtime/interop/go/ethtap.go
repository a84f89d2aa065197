package main

import (
	"bytes"
	"fmt"
	"io"
	"sync"

	"github.com/ethereum/go-ethereum/eth/protocols/eth"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/rlp"
)

// answers, by the codes of their requests.
var answers = map[uint64]uint64{
	eth.GetBlockHeadersMsg:       eth.BlockHeadersMsg,
	eth.GetBlockBodiesMsg:        eth.BlockBodiesMsg,
	eth.GetPooledTransactionsMsg: eth.PooledTransactionsMsg,
	eth.GetReceiptsMsg:           eth.ReceiptsMsg,
	eth.GetBlockAccessListsMsg:   eth.BlockAccessListsMsg,
	eth.GetCellsMsg:              eth.CellsMsg,
}

// tap stands between a link and go-ethereum's handlers: it reports every message that comes, sends messages that
// go-ethereum would not, and keeps the answers to them from go-ethereum, which would drop the peer for them.
type tap struct {
	p2p.MsgReadWriter
	payloads bool

	mu    sync.Mutex
	asked map[uint64]bool // ids of the requests that did not come from go-ethereum
}

func (t *tap) ReadMsg() (p2p.Msg, error) {
	for {
		incoming, err := t.MsgReadWriter.ReadMsg()
		if err != nil {
			return incoming, err
		}
		payload, err := io.ReadAll(incoming.Payload)
		if err != nil {
			return incoming, err
		}
		if err := t.report(incoming.Code, payload); err != nil {
			return incoming, err
		}
		if !t.ours(incoming.Code, payload) {
			incoming.Payload = bytes.NewReader(payload)
			return incoming, nil
		}
	}
}

func (t *tap) report(code uint64, payload []byte) error {
	about := fields{"code": code, "size": len(payload)}
	if t.payloads {
		about["payload"] = fmt.Sprintf("0x%x", payload)
	}
	emit("received", about)
	if code != eth.BlockRangeUpdateMsg {
		return nil
	}
	// go-ethereum's handler keeps it and tells nobody.
	var told eth.BlockRangeUpdatePacket
	if err := rlp.DecodeBytes(payload, &told); err != nil {
		return err
	}
	emit("range", fields{"earliest": told.EarliestBlock, "latest": told.LatestBlock, "head": told.LatestBlockHash})
	return nil
}

// ours says whether this answers what we asked past go-ethereum.
func (t *tap) ours(code uint64, payload []byte) bool {
	id, ok := requestID(payload)
	if !ok {
		return false
	}
	for _, answer := range answers {
		if code == answer {
			t.mu.Lock()
			defer t.mu.Unlock()
			return t.asked[id]
		}
	}
	return false
}

// send takes the payload as it is, well-formed or not.
func (t *tap) send(code uint64, payload []byte) error {
	if id, ok := requestID(payload); ok && answers[code] != 0 {
		t.mu.Lock()
		t.asked[id] = true
		t.mu.Unlock()
	}
	return t.WriteMsg(p2p.Msg{Code: code, Size: uint32(len(payload)), Payload: bytes.NewReader(payload)})
}

// requestID is the first item of every request and answer.
func requestID(payload []byte) (uint64, bool) {
	content, _, err := rlp.SplitList(payload)
	if err != nil {
		return 0, false
	}
	id, _, err := rlp.SplitUint64(content)
	return id, err == nil
}
