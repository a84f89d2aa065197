//go:build !geth18

package main

import (
	"bufio"
	"crypto/ecdsa"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"os"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/p2p/enode"
	"github.com/ethereum/go-ethereum/p2p/rlpx"
	"github.com/ethereum/go-ethereum/rlp"
)

// Codes of the base protocol.
const (
	hello      = 0
	disconnect = 1
	basePing   = 2
	basePong   = 3
	baseLength = 16
)

const patience = 30 * time.Second

// greeting is a Hello.
type greeting struct {
	Version uint64
	Name    string
	Caps    []p2p.Cap
	Port    uint64
	ID      []byte
	Rest    []rlp.RawValue `rlp:"tail"`
}

// crowd is many nodes, each with a key and a socket of its own and as little else as the base protocol allows, that
// dial the node under test:
//
//	setup ENODE COUNT PARALLEL   setup NANOSECONDS    links one after another, so many at once: dialed, and closed once
//	                                                  the first protocol has answered
//	hold ENODE COUNT             held COUNT           more links that stay, and answer pings
//	mixed ENODE LINKS MS US      mixed BYTES MESSAGES NANOSECONDS TRIPS P50 P99
//	                                                  on each link the node sends 1 MiB by one protocol, so many
//	                                                  microseconds from one to the next, and 1 KiB by another, a hundred
//	                                                  times as often, while round trips of 32 B are timed on the third;
//	                                                  0: all as fast as it can
func crowd() error {
	fmt.Println("ready")
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		node, err := enode.ParseV4(words[1])
		if err != nil {
			return err
		}
		numbers, err := integers(words[2:]...)
		if err != nil {
			return err
		}
		switch words[0] {
		case "setup":
			err = setup(node, numbers[0], numbers[1])
		case "hold":
			err = hold(node, numbers[0])
		case "mixed":
			err = mixed(node, numbers[0], numbers[1], numbers[2])
		default:
			err = fmt.Errorf("no such command: %q", words[0])
		}
		if err != nil {
			return err
		}
	}
	return lines.Err()
}

func setup(node *enode.Node, count, parallel int) error {
	keys, err := generate(count)
	if err != nil {
		return err
	}
	began := time.Now()
	err = inParallel(parallel, keys, func(key *ecdsa.PrivateKey) error {
		link, err := connect(node, key)
		if err != nil {
			return err
		}
		defer link.socket.Close()
		return link.write(disconnect, []byte{0xc1, 0x08})
	})
	if err != nil {
		return err
	}
	fmt.Println("setup", time.Since(began).Nanoseconds())
	return nil
}

func hold(node *enode.Node, count int) error {
	keys, err := generate(count)
	if err != nil {
		return err
	}
	err = inParallel(16, keys, func(key *ecdsa.PrivateKey) error {
		link, err := connect(node, key)
		if err == nil {
			go func() {
				for err == nil {
					_, _, err = link.read()
				}
				fmt.Println("fault a link has ended:", err)
			}()
		}
		return err
	})
	if err == nil {
		fmt.Println("held", count)
	}
	return err
}

// tally of one link.
type tally struct {
	bytes, messages uint64
	times           []time.Duration
}

func mixed(node *enode.Node, count, millis, pause int) error {
	keys, err := generate(count)
	if err != nil {
		return err
	}
	var links []*link
	for _, key := range keys {
		link, err := connect(node, key)
		if err != nil {
			return err
		}
		links = append(links, link)
	}
	tallies := make([]tally, count)
	results := make(chan error, count)
	began := time.Now()
	for i := range links {
		go func() { results <- links[i].mix(millis, pause, &tallies[i]) }()
	}
	for range links {
		if err := <-results; err != nil {
			return err
		}
	}
	elapsed := time.Since(began)
	var all tally
	for i := range links {
		links[i].socket.Close()
		all.bytes += tallies[i].bytes
		all.messages += tallies[i].messages
		all.times = append(all.times, tallies[i].times...)
	}
	sort.Slice(all.times, func(i, j int) bool { return all.times[i] < all.times[j] })
	at := func(share float64) int64 { return all.times[int(share*float64(len(all.times)-1))].Nanoseconds() }
	fmt.Println("mixed", all.bytes, all.messages, elapsed.Nanoseconds(), len(all.times), at(0.5), at(0.99))
	return nil
}

// mix lasts until both floods have ended.
func (l *link) mix(millis, pause int, t *tally) error {
	for _, flow := range []struct {
		protocol    string
		size, pause int
	}{{"bulk", 1 << 20, pause}, {"middle", 1 << 10, pause / 100}} {
		var content []byte
		for _, number := range []int{flow.size, millis, flow.pause} {
			content = binary.BigEndian.AppendUint32(content, uint32(number))
		}
		if err := l.write(l.code(flow.protocol, order), content); err != nil {
			return err
		}
	}
	small := make([]byte, 32)
	var sent time.Time
	trip := func() error {
		sent = time.Now()
		return l.write(l.code("bench", ping), small)
	}
	if err := trip(); err != nil {
		return err
	}
	for ends := 0; ends < 2; {
		code, content, err := l.read()
		if err != nil {
			return err
		}
		t.messages++
		t.bytes += uint64(len(content))
		switch code {
		case l.code("bench", pong):
			t.times = append(t.times, time.Since(sent))
			if err := trip(); err != nil {
				return err
			}
		case l.code("bulk", end), l.code("middle", end):
			ends++
		}
	}
	return nil
}

// link of one node of the crowd.
type link struct {
	socket  net.Conn
	rlpx    *rlpx.Conn
	writing sync.Mutex
}

// connect returns when the protocols run on the other side: the first one has answered.
func connect(node *enode.Node, key *ecdsa.PrivateKey) (*link, error) {
	socket, err := net.DialTimeout("tcp", fmt.Sprintf("%s:%d", node.IP(), node.TCP()), patience)
	if err != nil {
		return nil, err
	}
	l := &link{socket: socket, rlpx: rlpx.NewConn(socket, node.Pubkey())}
	if err := l.greet(key); err != nil {
		socket.Close()
		return nil, err
	}
	return l, nil
}

func (l *link) greet(key *ecdsa.PrivateKey) error {
	l.socket.SetDeadline(time.Now().Add(patience))
	defer l.socket.SetDeadline(time.Time{})
	if _, err := l.rlpx.Handshake(key); err != nil {
		return err
	}
	own := greeting{Version: 5, Name: "crowd", ID: crypto.FromECDSAPub(&key.PublicKey)[1:]}
	for _, name := range names {
		own.Caps = append(own.Caps, p2p.Cap{Name: name, Version: 1})
	}
	content, err := rlp.EncodeToBytes(&own)
	if err != nil {
		return err
	}
	if err := l.write(hello, content); err != nil {
		return err
	}
	code, content, _, err := l.rlpx.Read()
	var theirs greeting
	if err != nil || code != hello || rlp.DecodeBytes(content, &theirs) != nil {
		return fmt.Errorf("no Hello but %d %x: %v", code, content, err)
	}
	l.rlpx.SetSnappy(true)
	if err := l.write(l.code("bench", end), nil); err != nil {
		return err
	}
	if code, _, err = l.read(); err != nil || code != l.code("bench", counted) {
		return fmt.Errorf("no count but %d: %v", code, err)
	}
	return nil
}

func (l *link) code(protocol string, code uint64) uint64 {
	for i, name := range names { // which are in the order of negotiation
		if name == protocol {
			return baseLength + uint64(i)*codes + code
		}
	}
	panic(protocol)
}

// read answers pings by itself.
func (l *link) read() (uint64, []byte, error) {
	for {
		code, content, _, err := l.rlpx.Read()
		switch {
		case err != nil:
			return 0, nil, err
		case code == basePing:
			if err := l.write(basePong, []byte{0xc0}); err != nil {
				return 0, nil, err
			}
		case code == disconnect:
			return 0, nil, fmt.Errorf("disconnected: %x", content)
		case code >= baseLength:
			return code, content, nil
		}
	}
}

func (l *link) write(code uint64, content []byte) error {
	l.writing.Lock()
	defer l.writing.Unlock()
	_, err := l.rlpx.Write(code, content)
	return err
}

func generate(count int) ([]*ecdsa.PrivateKey, error) {
	var keys []*ecdsa.PrivateKey
	for len(keys) < count {
		key, err := crypto.GenerateKey()
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
}

func inParallel(parallel int, keys []*ecdsa.PrivateKey, each func(*ecdsa.PrivateKey) error) error {
	work := make(chan *ecdsa.PrivateKey)
	results := make(chan error, parallel)
	for i := 0; i < parallel; i++ {
		go func() {
			var err error
			for key := range work {
				if err == nil {
					err = each(key)
				}
			}
			results <- err
		}()
	}
	for _, key := range keys {
		work <- key
	}
	close(work)
	var all error
	for i := 0; i < parallel; i++ {
		all = errors.Join(all, <-results)
	}
	return all
}
