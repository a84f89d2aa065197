package main

import (
	"bytes"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto/kzg4844"
	"github.com/ethereum/go-ethereum/eth/protocols/eth"
)

// Handle reports what go-ethereum's handlers accepted, and keeps transactions.
func (n *ethNode) Handle(peer *eth.Peer, packet eth.Packet) error {
	switch packet := packet.(type) {
	case *eth.NewPooledTransactionHashesPacket71:
		emit("announced", fields{"types": numbers(packet.Types), "sizes": packet.Sizes, "hashes": packet.Hashes})
	case *eth.NewPooledTransactionHashesPacket72:
		emit("announced", fields{"types": numbers(packet.Types), "sizes": packet.Sizes, "hashes": packet.Hashes, "mask": packet.Mask})
	case *eth.TransactionsPacket:
		txs, err := packet.Items()
		return n.keep("Transactions", txs, err)
	case *eth.PooledTransactionsPacket:
		txs, err := packet.List.Items()
		return n.keep("PooledTransactions", txs, err)
	case *eth.CellsResponse:
		return n.reportCells(packet)
	default:
		return fmt.Errorf("unexpected %s", packet.Name())
	}
	return nil
}

// keep adds transactions to the pool; those that are there already are the same, as their hashes are.
func (n *ethNode) keep(message string, txs []*types.Transaction, err error) error {
	if err != nil {
		return err
	}
	hashes := make([]common.Hash, len(txs))
	sizes := make([]uint64, len(txs))
	contents := make([]fields, len(txs))
	known := 0
	for i, tx := range txs {
		hashes[i], sizes[i] = tx.Hash(), tx.Size()
		if contents[i], err = n.content(tx); err != nil {
			return err
		}
		if !n.pool.add(tx) {
			known++
		}
	}
	emit("transactions", fields{"message": message, "hashes": hashes, "sizes": sizes, "known": known, "contents": contents})
	return nil
}

// reportCells compares them with those of the blobs that are here.
func (n *ethNode) reportCells(packet *eth.CellsResponse) error {
	lists, err := packet.Cells.Items()
	if err != nil {
		return err
	}
	counts := make([]int, len(lists))
	same := 0
	for i, list := range lists {
		cells, err := list.Items()
		if err != nil {
			return err
		}
		counts[i] = len(cells)
		if i < len(packet.Hashes) && n.sameCells(packet.Hashes[i], packet.Mask, cells) {
			same++
		}
	}
	emit("cells", fields{"hashes": packet.Hashes, "counts": counts, "mask": packet.Mask, "same": same})
	return nil
}

// sameCells: they are in the order of the mask, and of the blobs under each of its bits.
func (n *ethNode) sameCells(hash common.Hash, mask types.CustodyBitmap, cells []kzg4844.Cell) bool {
	blobs, _, err := n.pool.GetBlobCells(n.pool.GetBlobHashes(hash), mask)
	if err != nil || len(blobs) == 0 || len(cells) != len(blobs)*mask.OneCount() {
		return false
	}
	for i := range cells {
		expected := blobs[i%len(blobs)]
		if expected == nil || !bytes.Equal(cells[i][:], expected[i/len(blobs)][:]) {
			return false
		}
	}
	return true
}

// numbers, as encoding/json would make text of bytes.
func numbers(content []byte) []int {
	all := make([]int, len(content))
	for i, b := range content {
		all[i] = int(b)
	}
	return all
}
