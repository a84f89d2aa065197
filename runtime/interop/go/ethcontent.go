package main

import (
	"encoding/json"

	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto/kzg4844"
)

// content is all that go-ethereum reads in a transaction, with the names and forms of its JSON-RPC. Blobs are not told,
// but how many there are, and whether its KZG library finds them proven.
func (n *ethNode) content(tx *types.Transaction) (fields, error) {
	text, err := json.Marshal(tx.WithoutBlobTxSidecar())
	if err != nil {
		return nil, err
	}
	about := make(fields)
	if err := json.Unmarshal(text, &about); err != nil {
		return nil, err
	}
	if about["from"], err = types.Sender(types.LatestSigner(n.chain.Config()), tx); err != nil {
		return nil, err
	}
	if sidecar := tx.BlobTxSidecar(); sidecar != nil {
		if err := sidecar.ValidateBlobCommitmentHashes(tx.BlobHashes()); err != nil {
			return nil, err
		}
		about["commitments"] = len(sidecar.Commitments)
		about["blobs"] = len(sidecar.Blobs)
		if len(sidecar.Blobs) > 0 {
			err := kzg4844.VerifyCellProofs(sidecar.Blobs, sidecar.Commitments, sidecar.Proofs)
			about["proven"] = err == nil
		}
	}
	return about, nil
}
