//go:build swarm5

package main

import (
	"context"
	"net/http"
	"path/filepath"
	"time"

	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethersphere/swarm/api"
	httpapi "github.com/ethersphere/swarm/api/http"
	"github.com/ethersphere/swarm/bzzeth"
	"github.com/ethersphere/swarm/chunk"
	"github.com/ethersphere/swarm/network"
	"github.com/ethersphere/swarm/network/retrieval"
	"github.com/ethersphere/swarm/network/stream"
	"github.com/ethersphere/swarm/pss"
	"github.com/ethersphere/swarm/pushsync"
	"github.com/ethersphere/swarm/state"
	"github.com/ethersphere/swarm/storage"
	"github.com/ethersphere/swarm/storage/feed"
	"github.com/ethersphere/swarm/storage/localstore"
	"github.com/ethersphere/swarm/storage/pin"
)

// pushExpiry of messages of push-sync, as in the original.
const pushExpiry = 20 * time.Second

// bee is the original's node, put together as its root package does. That one is not used, for a module that only its
// names of the Ethereum Name Service need cannot be had.
type bee struct {
	table     *network.Kademlia
	state     *state.DBStore
	chunks    *localstore.DB
	network   *storage.NetStore
	tags      *chunk.Tags
	api       *api.API
	uploads   *ledger
	streams   *stream.Registry
	retrieval *retrieval.Retrieval
	bzz       *network.Bzz
	headers   *bzzeth.BzzEth
	post      *pss.Pss
	pins      *pin.API
	pusher    *pushsync.Pusher
	storer    *pushsync.Storer
}

func newBee(want settings) (*bee, error) {
	b := &bee{tags: chunk.NewTags()}
	identity, err := network.NewEnode(&network.EnodeParams{PrivateKey: want.account, EnodeKey: want.node, Lightnode: want.light})
	if err != nil {
		return nil, err
	}
	address := network.NewBzzAddr(network.PrivateKeyToBzzKey(want.account), []byte(identity.URLv4()))
	b.table = network.NewKademlia(address.OAddr, network.NewKadParams())
	if b.state, err = state.NewDBStore(filepath.Join(want.folder, "state-store.db")); err != nil {
		return nil, err
	}
	b.chunks, err = localstore.New(filepath.Join(want.folder, "chunks"), address.OAddr, &localstore.Options{
		Capacity: want.capacity, Tags: b.tags, PutToGCCheck: b.table.IsWithinDepth,
	})
	if err != nil {
		return nil, err
	}
	updates := feed.NewHandler(&feed.HandlerParams{})
	b.network = storage.NewNetStore(chunk.NewValidatorStore(b.chunks, storage.NewContentAddressValidator(hashes), updates), address)
	b.retrieval = retrieval.New(b.table, b.network, address, nil)
	b.network.RemoteGet = b.retrieval.RequestFromPeers
	updates.SetStore(b.network)
	b.join(want, address)
	if b.post, err = pss.New(b.table, pss.NewParams().WithPrivateKey(want.account)); err != nil {
		return nil, err
	}
	b.uploads = &ledger{Store: b.chunks}
	files := storage.NewFileStore(storage.NewLNetStore(b.network), b.uploads, storage.NewFileStoreParams(), b.tags)
	b.api = api.NewAPI(files, nil, nil, updates, want.account, b.tags)
	b.pins = pin.NewAPI(b.chunks, b.state, storage.NewFileStoreParams(), b.tags, b.api)
	return b, nil
}

// join makes the protocols between neighbours.
func (b *bee) join(want settings, address *network.BzzAddr) {
	provider := stream.NewSyncProvider(b.network, b.table, address, want.sync && !want.light, false)
	b.streams = stream.New(b.state, address, provider)
	params := network.NewHiveParams()
	params.DisableAutoConnect = !want.autoconnect
	b.bzz = network.NewBzz(&network.BzzConfig{
		NetworkID: want.network, Address: address, HiveParams: params, LightNode: want.light, SyncEnabled: want.sync,
	}, b.table, b.state, stream.Spec, b.retrieval.Spec(), b.streams.Run, b.retrieval.Run)
	b.headers = bzzeth.New(b.network, b.table)
}

func (b *bee) protocols() []p2p.Protocol {
	return append(append(b.bzz.Protocols(), b.headers.Protocols()...), b.post.Protocols()...)
}

func (b *bee) gateway() http.Handler { return httpapi.NewServer(b.api, b.pins, "") }

func (b *bee) start(server *p2p.Server) error {
	b.bzz.UpdateLocalAddr([]byte(server.Self().URLv4()))
	for _, start := range []func(*p2p.Server) error{
		b.bzz.Start, b.headers.Start, b.post.Start, b.streams.Start, b.retrieval.Start,
	} {
		if err := start(server); err != nil {
			return err
		}
	}
	for bin := uint8(0); bin <= chunk.MaxPO; bin++ {
		coming, _ := b.chunks.SubscribePull(context.Background(), bin, 0, 0)
		go func() {
			for each := range coming {
				tellStored(bin, each.Address)
			}
		}()
	}
	return nil
}

// push turns push-sync on or off.
func (b *bee) push(on bool) {
	switch {
	case on && b.pusher == nil:
		post := pss.NewPubSub(b.post, pushExpiry)
		b.pusher, b.storer = pushsync.NewPusher(b.chunks, post, b.tags), pushsync.NewStorer(b.network, post)
	case !on && b.pusher != nil:
		b.pusher.Close()
		b.storer.Close()
		b.pusher, b.storer = nil, nil
	}
}

// stop keeps the table and the intervals that were synced.
func (b *bee) stop() {
	b.push(false)
	for name, stop := range map[string]func() error{"pss": b.post.Stop, "streams": b.streams.Stop, "retrieval": b.retrieval.Stop} {
		complain(name, stop())
	}
	complain("chunks", b.network.Close())
	complain("headers", b.headers.Stop())
	complain("bzz", b.bzz.Stop())
}
