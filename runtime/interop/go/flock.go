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

// A flock is many servers with a key and one link each. On every link numbers flow both ways without a pause: as long as
// less than a window of its numbers are unconfirmed, a side sends the next one. Fields are of 4 bytes:
//
//	NUMBER   number | next one expected | release (0 from us)
//	OPEN     window, from us: before it nothing flows
//	CONFIRM  next one expected, at half a window if there is no number to send
//	LAST     empty; the answer, after which nothing flows: numbers read | numbers written
const (
	numberCode = iota
	openCode
	confirmCode
	lastCode
	flockCodes

	window = 16
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
	f.began.Add(*links)
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
	began  sync.WaitGroup // until all links stand: handshakes come before numbers
	enough chan struct{}  // closed when no more numbers are to be sent
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
			return p2p.DiscAlreadyConnected
		}
		f.began.Done()
		f.began.Wait()
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
	flock     *birds
	rw        p2p.MsgReadWriter
	read      uint32
	told      uint32 // how much of it they know
	written   uint32
	confirmed uint32
	release   uint32
	last      bool
}

func (b *bird) run() error {
	if err := b.send(openCode, window); err != nil {
		return err
	}
	for {
		if err := b.write(); err != nil {
			return err
		}
		code, values, err := b.next()
		if err != nil {
			return err
		}
		switch {
		case code == numberCode && len(values) == 3:
			b.confirmed = values[1]
			err = b.number(values[0], values[2])
		case code == confirmCode && len(values) == 1:
			b.confirmed = values[0]
		case code == lastCode && len(values) == 2:
			err = b.finish(values[0], values[1])
		default:
			err = fmt.Errorf("message %d of %d values", code, len(values))
		}
		if err != nil {
			return err
		}
	}
}

// write sends what may be sent now.
func (b *bird) write() error {
	select {
	case <-b.flock.enough:
		if b.last {
			return nil
		}
		b.last = true
		return b.send(lastCode)
	default:
	}
	for b.written-b.confirmed < window {
		b.told = b.read
		if err := b.send(numberCode, b.written, b.read, 0); err != nil {
			return err
		}
		b.written++
	}
	if b.read-b.told < window/2 {
		return nil
	}
	b.told = b.read
	return b.send(confirmCode, b.read)
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

// finish compares what both sides have counted. The link stands until the process ends.
func (b *bird) finish(readByThem, writtenByThem uint32) error {
	if readByThem != b.written || writtenByThem != b.read {
		return fmt.Errorf("%d of %d numbers read by them, %d of %d by us", readByThem, b.written, b.read, writtenByThem)
	}
	emit("finished", fields{"read": b.read, "written": b.written, "release": b.release})
	return nil
}

func (b *bird) next() (code uint64, values []uint32, err error) {
	message, err := b.rw.ReadMsg()
	if err != nil {
		return 0, nil, err
	}
	values = make([]uint32, message.Size/4)
	return message.Code, values, binary.Read(message.Payload, binary.BigEndian, values)
}

func (b *bird) send(code uint64, values ...uint32) error {
	var payload []byte
	for _, value := range values {
		payload = binary.BigEndian.AppendUint32(payload, value)
	}
	return b.rw.WriteMsg(p2p.Msg{Code: code, Size: uint32(len(payload)), Payload: bytes.NewReader(payload)})
}
