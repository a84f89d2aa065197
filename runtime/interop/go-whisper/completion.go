//go:build status || waku

package main

import (
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
)

// emitCompletion tells what a mail server said at the end of its answer, under code 125.
func emitCompletion(request, last common.Hash, cursor []byte, failure error) {
	about := fields{"request": request, "last": last, "cursor": hexutil.Encode(cursor)}
	if failure != nil {
		about["why"] = failure.Error()
	}
	emit("history-complete", about)
}
