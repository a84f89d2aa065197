//go:build geth18

package main

import (
	"context"
	"net/http"
	"path/filepath"
	"sync"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/p2p/enode"
	"github.com/ethereum/go-ethereum/swarm/api"
	httpapi "github.com/ethereum/go-ethereum/swarm/api/http"
	"github.com/ethereum/go-ethereum/swarm/network"
	"github.com/ethereum/go-ethereum/swarm/network/stream"
	"github.com/ethereum/go-ethereum/swarm/pss"
	"github.com/ethereum/go-ethereum/swarm/state"
	"github.com/ethereum/go-ethereum/swarm/storage"
	"github.com/ethereum/go-ethereum/swarm/storage/feed"
)

// servedAtMost so many streams a peer, as in the original.
const servedAtMost = 10000

// bee is the original's node, put together as its root package does, which hides its store.
type bee struct {
	table   *network.Kademlia
	state   *state.DBStore
	chunks  *watched
	network *storage.NetStore
	api     *api.API
	uploads *ledger
	streams *stream.Registry
	bzz     *network.Bzz
	post    *pss.Pss
}

func newBee(want settings) (*bee, error) {
	b := &bee{}
	overlay := crypto.Keccak256(crypto.FromECDSAPub(&want.account.PublicKey))
	table := network.NewKadParams()
	if !want.autoconnect {
		table.Reachable = func(*network.BzzAddr) bool { return false }
	}
	b.table = network.NewKademlia(overlay, table)
	var err error
	if b.state, err = state.NewDBStore(filepath.Join(want.folder, "state-store.db")); err != nil {
		return nil, err
	}
	if err := b.openStore(want, overlay); err != nil {
		return nil, err
	}
	updates := feed.NewHandler(&feed.HandlerParams{})
	updates.SetStore(b.network)
	b.chunks.Validators = []storage.ChunkValidator{
		storage.NewContentAddressValidator(storage.MakeHashFunc(storage.DefaultHash)), updates,
	}
	b.join(want, overlay)
	if b.post, err = pss.NewPss(b.table, pss.NewPssParams().WithPrivateKey(want.account)); err != nil {
		return nil, err
	}
	b.uploads = &ledger{ChunkStore: b.network}
	b.api = api.NewAPI(storage.NewFileStore(b.uploads, storage.NewFileStoreParams()), nil, updates, want.account)
	return b, nil
}

func (b *bee) openStore(want settings, overlay []byte) error {
	params := storage.NewDefaultLocalStoreParams()
	params.Init(want.folder)
	params.BaseKey, params.DbCapacity = overlay, want.capacity
	local, err := storage.NewLocalStore(params, nil)
	if err != nil {
		return err
	}
	if err := local.Migrate(); err != nil {
		return err
	}
	b.chunks = &watched{LocalStore: local, base: overlay}
	b.network, err = storage.NewNetStore(b.chunks, nil)
	return err
}

// join makes the protocols between neighbours.
func (b *bee) join(want settings, overlay []byte) {
	delivery := stream.NewDelivery(b.table, b.network)
	b.network.NewNetFetcherFunc = network.NewFetcherFactory(delivery.RequestFromPeers, true).New
	options := &stream.RegistryOptions{
		SkipCheck: true, Syncing: stream.SyncingRegisterOnly, Retrieval: stream.RetrievalEnabled, MaxPeerServers: servedAtMost,
	}
	if want.light {
		options.Syncing, options.Retrieval = stream.SyncingDisabled, stream.RetrievalClientOnly
	}
	b.streams = stream.NewRegistry(enode.PubkeyToIDV4(&want.node.PublicKey), delivery, b.network, b.state, options, nil)
	if want.sync && !want.light {
		b.inviteWhoSubscribes()
	}
	b.bzz = network.NewBzz(&network.BzzConfig{
		NetworkID: want.network, OverlayAddr: overlay, HiveParams: network.NewHiveParams(), LightNode: want.light,
	}, b.table, b.state, b.streams.GetSpec(), b.streams.Run)
}

// retrieval is the stream that every node subscribes to at each other full one, first of all.
const retrieval = "RETRIEVE_REQUEST"

// inviteWhoSubscribes has a peer take what it should have as soon as its session is there. The original, told to sync of its own
// accord, looks at its table once, some time after its start, and then when its depth changes: who comes in between is never
// invited. Nodes as few as a test's are neighbours, so it is to all bins.
func (b *bee) inviteWhoSubscribes() {
	serve, err := b.streams.GetServerFunc(retrieval)
	complain("retrieval", err)
	b.streams.RegisterServerFunc(retrieval, func(peer *stream.Peer, key string, live bool) (stream.Server, error) {
		for bin := 0; bin <= b.table.MaxProxDisplay; bin++ {
			name := stream.NewStream("SYNC", stream.FormatSyncBinKey(uint8(bin)), true)
			if err := b.streams.RequestSubscription(peer.ID(), name, stream.NewRange(0, 0), stream.High); err != nil {
				return nil, err
			}
		}
		return serve(peer, key, live)
	})
}

func (b *bee) protocols() []p2p.Protocol { return append(b.bzz.Protocols(), b.post.Protocols()...) }

func (b *bee) gateway() http.Handler { return httpapi.NewServer(b.api, "") }

func (b *bee) start(server *p2p.Server) error {
	b.bzz.UpdateLocalAddr([]byte(enodeURL(server.Self())))
	for _, start := range []func(*p2p.Server) error{b.bzz.Start, b.post.Start, b.streams.Start} {
		if err := start(server); err != nil {
			return err
		}
	}
	return nil
}

// stop keeps the table and the intervals that were synced.
func (b *bee) stop() {
	complain("pss", b.post.Stop())
	b.network.Close()
	complain("streams", b.streams.Stop())
	complain("bzz", b.bzz.Stop())
}

// watched tells what comes into the store.
type watched struct {
	*storage.LocalStore
	base []byte
}

func (w *watched) Put(to context.Context, chunk storage.Chunk) error {
	known := w.Has(to, chunk.Address())
	if err := w.LocalStore.Put(to, chunk); err != nil {
		return err
	}
	if !known {
		tellStored(uint8(storage.Proximity(w.base, chunk.Address())), chunk.Address())
	}
	return nil
}

// ledger notes the addresses of the chunks that an upload puts into a store.
type ledger struct {
	storage.ChunkStore
	lock  sync.Mutex
	noted []string
}

func (l *ledger) Put(to context.Context, chunk storage.Chunk) error {
	l.lock.Lock()
	l.noted = append(l.noted, hexOf(chunk.Address()))
	l.lock.Unlock()
	return l.ChunkStore.Put(to, chunk)
}

// take gives what was noted since the last time.
func (l *ledger) take() []string {
	l.lock.Lock()
	defer l.lock.Unlock()
	all := l.noted
	l.noted = nil
	return all
}
