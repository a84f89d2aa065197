package main

import (
	"sync"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/txpool"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto/kzg4844"
	"github.com/ethereum/go-ethereum/eth/protocols/eth"
	"github.com/ethereum/go-ethereum/rlp"
)

// txPool keeps every transaction that it is given, unchecked, and serves them as go-ethereum's pools do.
type txPool struct {
	mu  sync.RWMutex
	txs map[common.Hash]*types.Transaction
}

func newTxPool() *txPool { return &txPool{txs: make(map[common.Hash]*types.Transaction)} }

func (p *txPool) put(tx *types.Transaction) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.txs[tx.Hash()] = tx
}

// add does not replace a transaction, which may have its blobs, by the same without them. It says whether it is new.
func (p *txPool) add(tx *types.Transaction) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	known := p.txs[tx.Hash()] != nil
	if !known {
		p.txs[tx.Hash()] = tx
	}
	return !known
}

func (p *txPool) Get(hash common.Hash) *types.Transaction {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.txs[hash]
}

func (p *txPool) Has(hash common.Hash) bool { return p.Get(hash) != nil }

func (p *txPool) GetRLP(hash common.Hash, version uint) []byte {
	tx := p.Get(hash)
	if tx == nil {
		return nil
	}
	encoded, err := rlp.EncodeToBytes(onWire(tx, version))
	if err != nil {
		return nil
	}
	return encoded
}

func (p *txPool) GetMetadata(hash common.Hash) *txpool.TxMetadata {
	tx := p.Get(hash)
	if tx == nil {
		return nil
	}
	return &txpool.TxMetadata{Type: tx.Type(), Size: tx.Size(), SizeWithoutBlob: onWire(tx, eth.ETH72).Size()}
}

// onWire leaves the blobs out where the version does.
func onWire(tx *types.Transaction, version uint) *types.Transaction {
	sidecar := tx.BlobTxSidecar()
	if version < eth.ETH72 || sidecar == nil {
		return tx
	}
	sidecar = sidecar.Copy()
	sidecar.Blobs = nil
	return tx.WithBlobTxSidecar(sidecar)
}

func (p *txPool) GetBlobHashes(hash common.Hash) []common.Hash {
	if tx := p.Get(hash); tx != nil {
		return tx.BlobHashes()
	}
	return nil
}

// GetCustody of a transaction whose blobs are here is everything.
func (p *txPool) GetCustody(hash common.Hash) *types.CustodyBitmap {
	tx := p.Get(hash)
	if tx == nil || tx.BlobTxSidecar() == nil || len(tx.BlobTxSidecar().Blobs) == 0 {
		return nil
	}
	all := types.CustodyBitmapAll
	return &all
}

func (p *txPool) GetBlobCells(blobHashes []common.Hash, mask types.CustodyBitmap) ([][]*kzg4844.Cell, [][]*kzg4844.Proof, error) {
	found := make([][]*kzg4844.Cell, len(blobHashes))
	for i, hash := range blobHashes {
		blob := p.blob(hash)
		if blob == nil {
			continue
		}
		cells, err := kzg4844.ComputeCells([]kzg4844.Blob{*blob})
		if err != nil {
			return nil, nil, err
		}
		for _, index := range mask.Indices() {
			found[i] = append(found[i], &cells[index])
		}
	}
	return found, make([][]*kzg4844.Proof, len(blobHashes)), nil
}

func (p *txPool) blob(hash common.Hash) *kzg4844.Blob {
	p.mu.RLock()
	defer p.mu.RUnlock()
	for _, tx := range p.txs {
		sidecar := tx.BlobTxSidecar()
		if sidecar == nil {
			continue
		}
		for i, known := range tx.BlobHashes() {
			if known == hash && i < len(sidecar.Blobs) {
				return &sidecar.Blobs[i]
			}
		}
	}
	return nil
}
