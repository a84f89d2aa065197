//go:build swarm5

package main

import (
	"context"
	"sync"

	"github.com/ethersphere/swarm/chunk"
)

// ledger notes the addresses of the chunks that an upload puts into a store.
type ledger struct {
	chunk.Store
	lock  sync.Mutex
	noted []string
}

func (l *ledger) Put(to context.Context, mode chunk.ModePut, all ...chunk.Chunk) ([]bool, error) {
	l.lock.Lock()
	for _, each := range all {
		l.noted = append(l.noted, hexOf(each.Address()))
	}
	l.lock.Unlock()
	return l.Store.Put(to, mode, all...)
}

// take gives what was noted since the last time.
func (l *ledger) take() []string {
	l.lock.Lock()
	defer l.lock.Unlock()
	all := l.noted
	l.noted = nil
	return all
}
