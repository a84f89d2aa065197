package main

import (
	"flag"
	"fmt"
	"strconv"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/eth/protocols/eth"
)

// ethServe is a p2p.Server with go-ethereum's own eth. Commands go to every peer; BLOCKS are of our chain: "7",
// "0x<hash>", "3-9", and lists of these with commas; HASHES have commas between them.
//
//	headers ORIGIN AMOUNT SKIP REVERSE   ask; events headers, bodies, receipts, accessLists, transactions, cells,
//	bodies BLOCKS                        or unanswered
//	receipts BLOCKS
//	accessLists BLOCKS
//	fetch HASHES                         pooled transactions
//	cells MASK HASHES                    MASK is 16 bytes in hexadecimal
//	sign TYPE KEY NONCE                  make a transaction and keep it; event signed, with its hash, encoding and content
//	keep TRANSACTION                     one that the test made, in its binary form (EIP-2718)
//	announce HASHES, broadcast HASHES    of kept transactions
//	range EARLIEST LATEST HASH           BlockRangeUpdate
//	send CODE PAYLOAD                    any message, in hexadecimal; its answer is reported and kept from go-ethereum
//
// Every message that comes is an event "received", whether a command asked for it or not; transactions, announcements
// and block ranges are events of their own besides, as go-ethereum reads them.
func ethServe(arguments []string) error {
	options := flag.NewFlagSet("eth", flag.ContinueOnError)
	genesis := options.String("genesis", "", "genesis file, in geth's form")
	blocks := options.String("blocks", "", "chain to serve, as geth export writes it; without it, the genesis block alone")
	versions := options.String("versions", "69,70,71,72", "of eth")
	maxPeers := options.Int("max-peers", 10, "peers at once")
	payloads := options.Bool("payloads", true, "whether the events of messages carry them whole")
	if err := options.Parse(arguments); err != nil {
		return err
	}
	chain, err := openChain(*genesis, *blocks)
	if err != nil {
		return err
	}
	defer chain.Stop()
	wanted := make(map[uint]bool)
	for _, text := range strings.FieldsFunc(*versions, isComma) {
		version, err := strconv.ParseUint(text, 10, 32)
		if err != nil {
			return err
		}
		wanted[uint(version)] = true
	}
	node := newEthNode(chain, *payloads)
	offered, err := node.protocols(wanted)
	if err != nil {
		return err
	}
	return run(offered, *maxPeers, node.commands())
}

func (n *ethNode) commands() map[string]command {
	return map[string]command{
		"headers":     n.headers,
		"bodies":      n.bodies,
		"receipts":    n.receipts,
		"accessLists": n.accessLists,
		"fetch":       n.fetch,
		"cells":       n.cells,
		"sign":        n.sign,
		"keep":        n.keepOne,
		"announce":    n.announce,
		"broadcast":   n.broadcast,
		"range":       n.updateRange,
		"send":        n.send,
	}
}

func (n *ethNode) fetch(argument string) error {
	return n.eachPeer(func(peer *eth.Peer, _ *tap) error { return peer.RequestTxs(parseHashes(argument)) })
}

func (n *ethNode) cells(argument string) error {
	text, hashes, _ := strings.Cut(argument, " ")
	var mask types.CustodyBitmap
	if err := mask.UnmarshalText([]byte(text)); err != nil {
		return err
	}
	return n.eachPeer(func(peer *eth.Peer, _ *tap) error { return peer.RequestPayload(parseHashes(hashes), mask) })
}

func (n *ethNode) sign(argument string) error {
	var kind uint8
	var key string
	var nonce uint64
	if _, err := fmt.Sscan(argument, &kind, &key, &nonce); err != nil {
		return err
	}
	signer, err := parseKey(key)
	if err != nil {
		return err
	}
	tx, err := newTransaction(kind, signer, nonce, n.chain.Config().ChainID, n.chain.CurrentHeader().BaseFee)
	if err != nil {
		return err
	}
	encoded, err := tx.MarshalBinary()
	if err != nil {
		return err
	}
	content, err := n.content(tx)
	if err != nil {
		return err
	}
	n.pool.put(tx)
	emit("signed", fields{
		"hash":        tx.Hash(),
		"size":        tx.Size(),
		"slimSize":    onWire(tx, eth.ETH72).Size(),
		"transaction": fmt.Sprintf("0x%x", encoded),
		"content":     content,
	})
	return nil
}

func (n *ethNode) keepOne(argument string) error {
	tx := new(types.Transaction)
	if err := tx.UnmarshalBinary(common.FromHex(argument)); err != nil {
		return err
	}
	n.pool.put(tx)
	emit("kept", fields{"hash": tx.Hash(), "size": tx.Size()})
	return nil
}

func (n *ethNode) announce(argument string) error {
	return n.eachPeer(func(peer *eth.Peer, _ *tap) error {
		peer.AsyncSendPooledTransactionHashes(parseHashes(argument))
		return nil
	})
}

func (n *ethNode) broadcast(argument string) error {
	return n.eachPeer(func(peer *eth.Peer, _ *tap) error {
		peer.AsyncSendTransactions(parseHashes(argument))
		return nil
	})
}

func (n *ethNode) updateRange(argument string) error {
	var update eth.BlockRangeUpdatePacket
	var hash string
	if _, err := fmt.Sscan(argument, &update.EarliestBlock, &update.LatestBlock, &hash); err != nil {
		return err
	}
	update.LatestBlockHash = common.HexToHash(hash)
	return n.eachPeer(func(peer *eth.Peer, _ *tap) error { return peer.SendBlockRangeUpdate(update) })
}

func (n *ethNode) send(argument string) error {
	number, payload, _ := strings.Cut(argument, " ")
	code, err := strconv.ParseUint(number, 0, 8)
	if err != nil {
		return err
	}
	return n.eachPeer(func(_ *eth.Peer, t *tap) error { return t.send(code, common.FromHex(payload)) })
}

func parseHashes(text string) []common.Hash {
	var hashes []common.Hash
	for _, item := range strings.FieldsFunc(text, isComma) {
		hashes = append(hashes, common.HexToHash(item))
	}
	return hashes
}
