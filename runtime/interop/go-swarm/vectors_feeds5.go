//go:build swarm5

package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/p2p/enode"
	"github.com/ethersphere/swarm/network"
	"github.com/ethersphere/swarm/storage"
	"github.com/ethersphere/swarm/storage/feed"
	"github.com/ethersphere/swarm/storage/feed/lookup"
)

// stoppedClock stands for the time of day.
type stoppedClock uint64

func (c stoppedClock) Now() feed.Timestamp { return feed.Timestamp{Time: uint64(c)} }

// bench is one signer's feed over a store of its own.
type bench struct {
	kept    *shelf
	handler *feed.Handler
	signer  *feed.GenericSigner
	feed    feed.Feed
}

func newBench(index int, topic feed.Topic) *bench {
	b := &bench{kept: newShelf(), signer: feed.NewGenericSigner(derivedKey("feed", index))}
	b.feed = feed.Feed{Topic: topic, User: b.signer.Address()}
	b.handler = b.reader()
	return b
}

// reader has the same store, and remembers nothing.
func (b *bench) reader() *feed.Handler {
	handler := feed.NewHandler(&feed.HandlerParams{})
	on := storage.NewNetStore(b.kept, network.NewBzzAddr(make([]byte, 32), nil))
	on.RemoteGet = func(context.Context, *storage.Request, enode.ID) (*enode.ID, func(), error) {
		return nil, nil, errors.New("there is nobody to ask")
	}
	handler.SetStore(on)
	return handler
}

// update publishes, and describes what it did.
func (b *bench) update(at uint64, data []byte) (fields, error) {
	feed.TimestampProvider = stoppedClock(at)
	request, err := b.handler.NewRequest(context.Background(), &b.feed)
	if err != nil {
		return nil, err
	}
	request.SetData(data)
	unsigned, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	if err := request.Sign(b.signer); err != nil {
		return nil, err
	}
	digest, err := request.GetDigest()
	if err != nil {
		return nil, err
	}
	address, err := b.handler.Update(context.Background(), request)
	if err != nil {
		return nil, err
	}
	chunk, err := b.kept.Get(context.Background(), 0, address)
	if err != nil {
		return nil, err
	}
	return fields{
		"time": request.Time, "level": request.Level, "base": request.Base(), "data": hexOf(data), "digest": hexOf(digest[:]),
		"signature": hexOf(request.Signature[:]), "address": hexOf(address), "chunk": hexOf(chunk.Data()), "unsigned": string(unsigned),
	}, nil
}

// feeds are series of updates, each described with its chunk, and the manifest of the feed.
func feeds() (any, error) {
	var all []fields
	for i, about := range []struct {
		name    string
		related []byte
		times   []uint64
	}{
		{"world news", nil, []uint64{1600000000}},
		{"", derived("related", 0), []uint64{1600000000, 1600000001, 1600000002, 1600000060, 1600003600, 1700000000}},
		{"żółw 🐢", derived("related", 1), []uint64{0, 1, 5, 1 << 31, 1<<31 + 7, 1 << 40}},
	} {
		topic, err := feed.NewTopic(about.name, about.related)
		if err != nil {
			return nil, err
		}
		b := newBench(i, topic)
		var updates []fields
		for j, at := range about.times {
			size := []int{1, 32, 3963, 100, 5, 1000}[j]
			update, err := b.update(at, serial(size))
			if err != nil {
				return nil, err
			}
			updates = append(updates, update)
		}
		kept := newShelf()
		manifest, err := apiOn(kept).NewFeedManifest(context.Background(), &b.feed)
		if err != nil {
			return nil, err
		}
		described, err := describeManifest(kept, manifest)
		if err != nil {
			return nil, err
		}
		all = append(all, fields{
			"name": about.name, "related": hexOf(about.related), "topic": topic.Hex(), "privateKey": hexOf(crypto.FromECDSA(b.signer.PrivKey)),
			"user": b.feed.User, "updates": updates, "manifest": described,
		})
	}
	return all, nil
}

// lookups ask for the state of a feed at times, without a hint, after many updates at odd distances.
func lookups() (any, error) {
	topic, err := feed.NewTopic("looked up", nil)
	if err != nil {
		return nil, err
	}
	b := newBench(9, topic)
	var updates []fields
	at, step := uint64(1590000000), uint64(1)
	for i := 0; i < 25; i++ {
		update, err := b.update(at, derived("update", i))
		if err != nil {
			return nil, err
		}
		delete(update, "unsigned")
		updates = append(updates, update)
		at, step = at+step, step*7%100003+1
	}
	var queries []fields
	for _, limit := range []uint64{
		1589999999, 1590000000, 1590000001, 1590000002, 1590000010, 1590000060, 1590000500, 1590003000, 1590020000, 1590100000,
		1590200000, 1590400000, 1590700000, at, at + 1000, at + 1<<20, at + 1<<32,
	} {
		answer, err := b.look(limit)
		if err != nil {
			return nil, err
		}
		queries = append(queries, answer)
	}
	return fields{"topic": topic.Hex(), "user": b.feed.User, "updates": updates, "queries": queries}, nil
}

func (b *bench) look(limit uint64) (fields, error) {
	feed.TimestampProvider = stoppedClock(limit)
	found, err := b.reader().Lookup(context.Background(), feed.NewQuery(&b.feed, limit, lookup.NoClue))
	var refused *feed.Error
	if errors.As(err, &refused) && refused.Code() == feed.ErrNotFound {
		return fields{"time": limit, "found": false}, nil
	}
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(found)
	if err != nil {
		return nil, err
	}
	return fields{"time": limit, "found": true, "at": found.Epoch.Time, "level": found.Epoch.Level, "data": hexOf(data)}, nil
}
