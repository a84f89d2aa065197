package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/eth/protocols/eth"
	"github.com/ethereum/go-ethereum/rlp"
	"github.com/ethereum/go-ethereum/trie"
)

// blockReceipts is one item of a receipts file: the receipts of a block that has transactions, as eth/69 sends them.
//
//	[number: P, block-hash: B_32, [receipt, ...]]
//	receipt = [tx-type: P, post-state-or-status: B, cumulative-gas: P, [log, ...]]
//	log     = [address: B_20, [topic: B_32, ...], data: B]
type blockReceipts struct {
	Number   uint64
	Hash     common.Hash
	Receipts *eth.ReceiptList
}

// receipts executes a chain and writes the receipts of all its blocks into a file, one RLP item after the other.
func receipts(arguments []string) error {
	options := flag.NewFlagSet("receipts", flag.ContinueOnError)
	genesis := options.String("genesis", "", "genesis file, in geth's form")
	blocks := options.String("blocks", "", "file as geth export writes it")
	to := options.String("to", "", "file to write; compressed if its name ends in .gz")
	if err := options.Parse(arguments); err != nil {
		return err
	}
	chain, err := openChain(*genesis, *blocks)
	if err != nil {
		return err
	}
	defer chain.Stop()
	file, err := encodeReceipts(chain)
	if err != nil {
		return err
	}
	count, err := verifyReceipts(chain, file)
	if err != nil {
		return err
	}
	emit("receipts", fields{"blocks": count, "bytes": len(file), "sha256": fmt.Sprintf("%x", sha256.Sum256(file))})
	return writeFile(*to, file)
}

func writeFile(name string, content []byte) error {
	if strings.HasSuffix(name, ".gz") {
		var compressed bytes.Buffer
		writer, err := gzip.NewWriterLevel(&compressed, gzip.BestCompression)
		if err != nil {
			return err
		}
		if _, err := writer.Write(content); err != nil {
			return err
		}
		if err := writer.Close(); err != nil {
			return err
		}
		content = compressed.Bytes()
	}
	return os.WriteFile(name, content, 0o644)
}

func encodeReceipts(chain *core.BlockChain) ([]byte, error) {
	var file bytes.Buffer
	for number := uint64(1); number <= chain.CurrentBlock().Number.Uint64(); number++ {
		header := chain.GetHeaderByNumber(number)
		if header.TxHash == types.EmptyTxsHash {
			continue
		}
		found := chain.GetReceiptsByHash(header.Hash())
		if root := types.DeriveSha(found, trie.NewStackTrie(nil)); root != header.ReceiptHash {
			return nil, fmt.Errorf("receipts root of block %d is %s, header says %s", number, root, header.ReceiptHash)
		}
		item := blockReceipts{Number: number, Hash: header.Hash(), Receipts: eth.NewReceiptList(found)}
		if err := rlp.Encode(&file, &item); err != nil {
			return nil, err
		}
	}
	return file.Bytes(), nil
}

// verifyReceipts computes every receipts root once more, from nothing but the bytes of the file.
func verifyReceipts(chain *core.BlockChain, file []byte) (int, error) {
	stream := rlp.NewStream(bytes.NewReader(file), 0)
	for count := 0; ; count++ {
		var item blockReceipts
		if err := stream.Decode(&item); errors.Is(err, io.EOF) {
			return count, nil
		} else if err != nil {
			return count, err
		}
		header := chain.GetHeaderByNumber(item.Number)
		if header.Hash() != item.Hash {
			return count, fmt.Errorf("block %d is %s, not %s", item.Number, header.Hash(), item.Hash)
		}
		if root := types.DeriveSha(item.Receipts.Derivable(), trie.NewStackTrie(nil)); root != header.ReceiptHash {
			return count, fmt.Errorf("receipts root of block %d is %s in the file, %s in its header", item.Number, root, header.ReceiptHash)
		}
	}
}
