package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/ethereum/go-ethereum/consensus/beacon"
	"github.com/ethereum/go-ethereum/consensus/ethash"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/rawdb"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rlp"
)

// openChain lets go-ethereum execute, in memory, the blocks of a file as "geth export" writes it, on the genesis of
// another. Every root is checked on the way. Without a blocks file there is the genesis block alone.
func openChain(genesisFile, blocksFile string) (*core.BlockChain, error) {
	text, err := os.ReadFile(genesisFile)
	if err != nil {
		return nil, err
	}
	genesis := new(core.Genesis)
	if err := json.Unmarshal(text, genesis); err != nil {
		return nil, fmt.Errorf("%s: %w", genesisFile, err)
	}
	config := core.DefaultConfig()
	config.SnapshotLimit = 0 // nothing here asks for state
	// The chain's few proof-of-work blocks carry no seal; the files are trusted.
	chain, err := core.NewBlockChain(rawdb.NewMemoryDatabase(), genesis, beacon.New(ethash.NewFaker()), config)
	if err != nil || blocksFile == "" {
		return chain, err
	}
	blocks, err := readBlocks(blocksFile)
	if err != nil {
		return nil, err
	}
	if _, err := chain.InsertChain(blocks); err != nil {
		return nil, fmt.Errorf("%s: %w", blocksFile, err)
	}
	return chain, nil
}

func readBlocks(name string) (types.Blocks, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	stream := rlp.NewStream(file, 0)
	var blocks types.Blocks
	for {
		block := new(types.Block)
		if err := stream.Decode(block); errors.Is(err, io.EOF) {
			return blocks, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s, after block %d: %w", name, len(blocks), err)
		}
		blocks = append(blocks, block)
	}
}
