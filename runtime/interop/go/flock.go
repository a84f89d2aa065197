package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/log"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/p2p/enode"
)

// A flock is many servers with a key and one link each. On every link numbers flow both ways as fast as they are read,
// each a message of the number and the release that sends it (4 bytes each, and 0 from us):
//
//	NUMBER  number | release
//	LAST    empty; the answer, after which nothing comes: numbers read | numbers written
const (
	numberCode = 0
	lastCode   = 1
	flockCodes = 4
)

// flock dials one node. It tells "heard" when the first number of the next release has come on all links, counting
// releases up from 1, and does "finish": no more numbers, and "finished" for each link once both sides agree on them.
func flock(arguments []string) error {
	options := flag.NewFlagSet("flock", flag.ContinueOnError)
	to := options.String("to", "", "enode URL to dial")
	links := options.Int("links", 20, "servers, of one link each")
	name := options.String("protocol", "aaa", "name of the protocol, of version 1")
	if err := options.Parse(arguments); err != nil {
		return err
	}
	node, err := enode.ParseV4(*to)
	if err != nil {
		return err
	}
	f := &birds{links: *links, heard: make(map[uint32]int), enough: make(chan struct{})}
	for i := 0; i < *links; i++ {
		server, err := f.start(*name)
		if err != nil {
			return err
		}
		defer server.Stop()
		server.AddPeer(node)
	}
	return f.obey(os.Stdin)
}

type birds struct {
	links  int
	enough chan struct{} // closed when no more numbers are to be sent
	mutex  sync.Mutex
	heard  map[uint32]int // on how many links of a release
	quit   atomic.Bool    // links end because we do
}

func (f *birds) start(name string) (*p2p.Server, error) {
	key, err := crypto.GenerateKey()
	if err != nil {
		return nil, err
	}
	sessions := new(atomic.Int32)
	protocol := p2p.Protocol{Name: name, Version: 1, Length: flockCodes}
	protocol.Run = func(_ *p2p.Peer, rw p2p.MsgReadWriter) error {
		if sessions.Add(1) > 1 {
			emit("fault", fields{"why": "connected again"})
		}
		err := (&bird{flock: f, rw: rw}).run()
		if err != nil && !f.quit.Load() {
			emit("fault", fields{"why": err.Error()})
		}
		return err
	}
	server := &p2p.Server{Config: p2p.Config{
		PrivateKey:  key,
		Name:        "devpeer",
		MaxPeers:    1,
		NoDiscovery: true,
		Protocols:   []p2p.Protocol{protocol},
		Logger:      log.NewLogger(refusals{}),
	}}
	return server, server.Start()
}

func (f *birds) obey(commands io.Reader) error {
	defer f.quit.Store(true)
	lines := bufio.NewScanner(commands)
	for lines.Scan() {
		switch lines.Text() {
		case "finish":
			close(f.enough)
		case "quit":
			return nil
		default:
			return fmt.Errorf("no such command: %q", lines.Text())
		}
	}
	return lines.Err()
}

func (f *birds) hears(release uint32) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.heard[release]++
	if f.heard[release] == f.links {
		emit("heard", fields{"release": release})
	}
}

// bird is one session.
type bird struct {
	flock   *birds
	rw      p2p.MsgReadWriter
	read    uint32
	release uint32
}

func (b *bird) run() error {
	written := make(chan uint32, 1)
	go b.write(written)
	for {
		message, err := b.rw.ReadMsg()
		if err != nil {
			return err
		}
		payload, err := io.ReadAll(message.Payload)
		if err != nil {
			return err
		}
		if len(payload) != 8 {
			return fmt.Errorf("message %d of %d bytes", message.Code, len(payload))
		}
		first, second := binary.BigEndian.Uint32(payload), binary.BigEndian.Uint32(payload[4:])
		if message.Code == lastCode {
			return b.finish(first, second, <-written)
		}
		if err := b.number(first, second); err != nil {
			return err
		}
	}
}

func (b *bird) number(number, release uint32) error {
	if number != b.read {
		return fmt.Errorf("number %d came for %d, from release %d after %d", number, b.read, release, b.release)
	}
	b.read++
	if release == b.release {
		return nil
	}
	if release != b.release+1 {
		return fmt.Errorf("release %d speaks after %d", release, b.release)
	}
	b.release = release
	b.flock.hears(release)
	return nil
}

// write sends numbers, and the last message when they are enough; it gives how many they were.
func (b *bird) write(written chan<- uint32) {
	payload := make([]byte, 8)
	for number := uint32(0); ; number++ {
		select {
		case <-b.flock.enough:
			written <- number
			p2p.Send(b.rw, lastCode, []byte{})
			return
		default:
		}
		binary.BigEndian.PutUint32(payload, number)
		message := p2p.Msg{Code: numberCode, Size: uint32(len(payload)), Payload: bytes.NewReader(payload)}
		if b.rw.WriteMsg(message) != nil {
			return // which the reader tells of
		}
	}
}

// finish compares what both sides have counted. The link stands until the process ends.
func (b *bird) finish(readByThem, writtenByThem, written uint32) error {
	if readByThem != written || writtenByThem != b.read {
		return fmt.Errorf("%d of %d numbers read by them, %d of %d by us", readByThem, written, b.read, writtenByThem)
	}
	emit("finished", fields{"read": b.read, "written": written, "release": b.release})
	_, err := b.rw.ReadMsg()
	return fmt.Errorf("after the last message: %w", err)
}
