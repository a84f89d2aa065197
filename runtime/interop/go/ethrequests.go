package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/eth/protocols/eth"
)

// patience with an answer; after it, the request counts as unanswered.
const patience = 10 * time.Second

type (
	asking   func(*eth.Peer, chan *eth.Response) (*eth.Request, error)
	judgment func(meta any) fields
)

// ask sends a request of go-ethereum's to every peer and reports each answer when it is there.
func (n *ethNode) ask(name string, send asking, judge judgment) error {
	return n.eachPeer(func(peer *eth.Peer, _ *tap) error {
		go func() {
			sink := make(chan *eth.Response)
			request, err := send(peer, sink)
			if err != nil {
				emit("unanswered", fields{"request": name, "why": err.Error()})
				return
			}
			select {
			case response := <-sink:
				about := judge(response.Meta)
				about["roundTrips"] = response.Roundtrips
				response.Done <- nil
				emit(name, about)
			case <-time.After(patience):
				emit("unanswered", fields{"request": name, "why": "no answer in time"})
				request.Close()
			}
		}()
		return nil
	})
}

// headers takes "ORIGIN AMOUNT SKIP REVERSE": a number or a hash, two numbers, true or false.
func (n *ethNode) headers(argument string) error {
	var origin string
	var amount, skip int
	var reverse bool
	if _, err := fmt.Sscan(argument, &origin, &amount, &skip, &reverse); err != nil {
		return err
	}
	send := func(peer *eth.Peer, sink chan *eth.Response) (*eth.Request, error) {
		return peer.RequestHeadersByHash(common.HexToHash(origin), amount, skip, reverse, sink)
	}
	if !strings.HasPrefix(origin, "0x") {
		number, err := strconv.ParseUint(origin, 10, 64)
		if err != nil {
			return err
		}
		send = func(peer *eth.Peer, sink chan *eth.Response) (*eth.Request, error) {
			return peer.RequestHeadersByNumber(number, amount, skip, reverse, sink)
		}
	}
	return n.ask("headers", send, func(meta any) fields {
		hashes := meta.([]common.Hash)
		same := 0
		for _, hash := range hashes {
			if n.chain.GetHeaderByHash(hash) != nil {
				same++
			}
		}
		return fields{"hashes": hashes, "same": same}
	})
}

func (n *ethNode) bodies(argument string) error {
	asked, err := n.blocks(argument)
	if err != nil {
		return err
	}
	send := func(peer *eth.Peer, sink chan *eth.Response) (*eth.Request, error) {
		return peer.RequestBodies(hashesOf(asked), sink)
	}
	return n.ask("bodies", send, func(meta any) fields {
		got := meta.(eth.BlockBodyHashes)
		same := countSame(asked, got.TransactionRoots, func(header *types.Header, i int) bool {
			withdrawals := header.WithdrawalsHash == nil || *header.WithdrawalsHash == got.WithdrawalRoots[i]
			return withdrawals && header.TxHash == got.TransactionRoots[i] && header.UncleHash == got.UncleHashes[i]
		})
		return fields{"transactionRoots": got.TransactionRoots, "same": same}
	})
}

// receipts go through go-ethereum's paging: from eth/70 on it asks on until the last block's receipts are complete.
func (n *ethNode) receipts(argument string) error {
	asked, err := n.blocks(argument)
	if err != nil {
		return err
	}
	var gas, times []uint64
	for _, header := range asked {
		gas, times = append(gas, header.GasUsed), append(times, header.Time)
	}
	send := func(peer *eth.Peer, sink chan *eth.Response) (*eth.Request, error) {
		return peer.RequestReceipts(hashesOf(asked), gas, times, sink)
	}
	return n.ask("receipts", send, func(meta any) fields {
		roots := meta.([]common.Hash)
		same := countSame(asked, roots, func(header *types.Header, i int) bool { return header.ReceiptHash == roots[i] })
		return fields{"roots": roots, "same": same}
	})
}

// accessLists: the hash of one that the peer has not is zero.
func (n *ethNode) accessLists(argument string) error {
	asked, err := n.blocks(argument)
	if err != nil {
		return err
	}
	send := func(peer *eth.Peer, sink chan *eth.Response) (*eth.Request, error) {
		return peer.RequestBALs(hashesOf(asked), sink)
	}
	return n.ask("accessLists", send, func(meta any) fields {
		hashes := meta.([]common.Hash)
		same := countSame(asked, hashes, func(header *types.Header, i int) bool {
			return header.BlockAccessListHash != nil && *header.BlockAccessListHash == hashes[i]
		})
		return fields{"hashes": hashes, "same": same}
	})
}

func countSame(asked []*types.Header, got []common.Hash, same func(header *types.Header, i int) bool) int {
	count := 0
	for i := range min(len(asked), len(got)) {
		if same(asked[i], i) {
			count++
		}
	}
	return count
}

func hashesOf(headers []*types.Header) []common.Hash {
	hashes := make([]common.Hash, len(headers))
	for i, header := range headers {
		hashes[i] = header.Hash()
	}
	return hashes
}

// blocks of our chain: "7", "0x<hash>", "3-9", and lists of these with commas.
func (n *ethNode) blocks(text string) ([]*types.Header, error) {
	var found []*types.Header
	for _, item := range strings.Split(text, ",") {
		if strings.HasPrefix(item, "0x") {
			header := n.chain.GetHeaderByHash(common.HexToHash(item))
			if header == nil {
				return nil, fmt.Errorf("no block %s", item)
			}
			found = append(found, header)
			continue
		}
		first, last, isRange := strings.Cut(item, "-")
		if !isRange {
			last = first
		}
		from, err := strconv.ParseUint(first, 10, 64)
		if err != nil {
			return nil, err
		}
		to, err := strconv.ParseUint(last, 10, 64)
		if err != nil {
			return nil, err
		}
		for number := from; number <= to; number++ {
			header := n.chain.GetHeaderByNumber(number)
			if header == nil {
				return nil, fmt.Errorf("no block %d", number)
			}
			found = append(found, header)
		}
	}
	return found, nil
}
