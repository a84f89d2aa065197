//go:build swarm5

package main

import (
	"context"
	"sync"

	"github.com/ethersphere/swarm/chunk"
	"github.com/ethersphere/swarm/storage"
)

// shelf keeps chunks in memory, as much of a store as splitting and joining take.
type shelf struct {
	*storage.FakeChunkStore
	lock   sync.Mutex
	chunks map[string]chunk.Chunk
}

func newShelf() *shelf { return &shelf{chunks: make(map[string]chunk.Chunk)} }

func (s *shelf) Put(_ context.Context, _ chunk.ModePut, all ...chunk.Chunk) ([]bool, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	known := make([]bool, len(all))
	for i, each := range all {
		_, known[i] = s.chunks[string(each.Address())]
		s.chunks[string(each.Address())] = each
	}
	return known, nil
}

func (s *shelf) Get(_ context.Context, _ chunk.ModeGet, address chunk.Address) (chunk.Chunk, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if found, ok := s.chunks[string(address)]; ok {
		return found, nil
	}
	return nil, storage.ErrChunkNotFound
}

// contents are the data of the chunks, span and all, by their addresses.
func (s *shelf) contents() map[string]string {
	s.lock.Lock()
	defer s.lock.Unlock()
	all := make(map[string]string)
	for address, each := range s.chunks {
		all[hexOf([]byte(address))] = hexOf(each.Data())
	}
	return all
}
