package main

import (
	"crypto/ecdsa"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/crypto/kzg4844"
	"github.com/holiman/uint256"
)

var (
	recipient = common.Address{0xaa}
	blobFee   = uint256.NewInt(1 << 40) // far above what a test chain asks
)

// newTransaction signs a payment of 1 wei of the given type; one of type 3 carries a blob, with its cell proofs.
func newTransaction(kind uint8, key *ecdsa.PrivateKey, nonce uint64, chainID, baseFee *big.Int) (*types.Transaction, error) {
	inner, err := payment(kind, key, nonce, chainID, new(big.Int).Add(baseFee, common.Big1))
	if err != nil {
		return nil, err
	}
	return types.SignNewTx(key, types.NewPragueSigner(chainID), inner)
}

func payment(kind uint8, key *ecdsa.PrivateKey, nonce uint64, chainID, fee *big.Int) (types.TxData, error) {
	id, cap := uint256.MustFromBig(chainID), uint256.MustFromBig(fee)
	one := uint256.NewInt(1)
	switch kind {
	case types.LegacyTxType:
		return &types.LegacyTx{Nonce: nonce, GasPrice: fee, Gas: 30000, To: &recipient, Value: common.Big1}, nil
	case types.AccessListTxType:
		list := types.AccessList{{Address: recipient, StorageKeys: []common.Hash{{1}}}}
		return &types.AccessListTx{ChainID: chainID, Nonce: nonce, GasPrice: fee, Gas: 30000, To: &recipient, Value: common.Big1, AccessList: list}, nil
	case types.DynamicFeeTxType:
		return &types.DynamicFeeTx{ChainID: chainID, Nonce: nonce, GasTipCap: common.Big1, GasFeeCap: fee, Gas: 30000, To: &recipient, Value: common.Big1}, nil
	case types.BlobTxType:
		sidecar, err := newSidecar(byte(nonce))
		if err != nil {
			return nil, err
		}
		return &types.BlobTx{ChainID: id, Nonce: nonce, GasTipCap: one, GasFeeCap: cap, Gas: 100000, To: recipient, Value: one, BlobFeeCap: blobFee, BlobHashes: sidecar.BlobHashes(), Sidecar: sidecar}, nil
	case types.SetCodeTxType:
		granted, err := types.SignSetCode(key, types.SetCodeAuthorization{ChainID: *id, Address: recipient, Nonce: nonce + 1})
		if err != nil {
			return nil, err
		}
		return &types.SetCodeTx{ChainID: id, Nonce: nonce, GasTipCap: one, GasFeeCap: cap, Gas: 100000, To: recipient, Value: one, AuthList: []types.SetCodeAuthorization{granted}}, nil
	}
	return nil, fmt.Errorf("no transaction type %d", kind)
}

func newSidecar(content byte) (*types.BlobTxSidecar, error) {
	blob := kzg4844.Blob{content}
	commitment, err := kzg4844.BlobToCommitment(&blob)
	if err != nil {
		return nil, err
	}
	proofs, err := kzg4844.ComputeCellProofs(&blob)
	if err != nil {
		return nil, err
	}
	return types.NewBlobTxSidecar(types.BlobSidecarVersion1, []kzg4844.Blob{blob}, []kzg4844.Commitment{commitment}, proofs), nil
}

func parseKey(hex string) (*ecdsa.PrivateKey, error) {
	return crypto.ToECDSA(common.FromHex(hex))
}
