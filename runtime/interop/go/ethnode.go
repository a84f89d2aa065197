package main

import (
	"fmt"
	"sync"

	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/eth/protocols/eth"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/p2p/enode"
)

// ethNode is go-ethereum's own implementation of eth over a chain that go-ethereum executed. By itself it does nothing
// but answer; it asks and tells what it is commanded to, and reports all that it is sent.
type ethNode struct {
	chain    *core.BlockChain
	pool     *txPool
	payloads bool // whether events carry messages whole

	mu    sync.Mutex
	taps  map[string]*tap // by peer, from before its Status on
	peers map[string]*eth.Peer
}

func newEthNode(chain *core.BlockChain, payloads bool) *ethNode {
	return &ethNode{
		chain:    chain,
		pool:     newTxPool(),
		payloads: payloads,
		taps:     make(map[string]*tap),
		peers:    make(map[string]*eth.Peer),
	}
}

// protocols are go-ethereum's, of the given versions.
func (n *ethNode) protocols(versions map[uint]bool) ([]p2p.Protocol, error) {
	var offered []p2p.Protocol
	for _, protocol := range eth.MakeProtocols(n, n.network(), nil) {
		if !versions[protocol.Version] {
			continue
		}
		delete(versions, protocol.Version)
		handle := protocol.Run
		protocol.Run = func(peer *p2p.Peer, rw p2p.MsgReadWriter) error {
			return handle(peer, n.tapped(peer, rw))
		}
		offered = append(offered, protocol)
	}
	for version := range versions {
		return nil, fmt.Errorf("go-ethereum has no eth/%d", version)
	}
	return offered, nil
}

func (n *ethNode) network() uint64 { return n.chain.Config().ChainID.Uint64() }

func (n *ethNode) tapped(peer *p2p.Peer, rw p2p.MsgReadWriter) *tap {
	t := &tap{MsgReadWriter: rw, payloads: n.payloads, asked: make(map[uint64]bool)}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.taps[peer.ID().String()] = t
	return t
}

// RunPeer is called once for each peer, on a goroutine of its own.
func (n *ethNode) RunPeer(peer *eth.Peer, handle eth.Handler) error {
	head := n.chain.CurrentHeader()
	ours := eth.BlockRangeUpdatePacket{LatestBlock: head.Number.Uint64(), LatestBlockHash: head.Hash()}
	err := peer.Handshake(n.network(), n.chain, ours)
	if err == nil {
		n.mu.Lock()
		n.peers[peer.ID()] = peer
		n.mu.Unlock()
		theirs := peer.BlockRange()
		emit("status", fields{"version": peer.Version(), "earliest": theirs.EarliestBlock, "latest": theirs.LatestBlock, "head": theirs.LatestBlockHash})
		err = handle(peer)
	}
	emit("ended", fields{"why": err.Error()})
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.peers, peer.ID())
	delete(n.taps, peer.ID())
	return err
}

// eachPeer does something with every peer whose Status is accepted.
func (n *ethNode) eachPeer(do func(*eth.Peer, *tap) error) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.peers) == 0 {
		return fmt.Errorf("there is no peer")
	}
	for id, peer := range n.peers {
		if err := do(peer, n.taps[id]); err != nil {
			return err
		}
	}
	return nil
}

func (n *ethNode) Chain() *core.BlockChain { return n.chain }

func (n *ethNode) TxPool() eth.TxPool { return n.pool }

func (n *ethNode) BlobPool() eth.BlobPool { return n.pool }

func (n *ethNode) AcceptTxs() bool { return true }

func (n *ethNode) PeerInfo(enode.ID) any { return nil }
