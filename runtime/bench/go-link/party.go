package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand"
	"sort"
	"time"

	"github.com/ethereum/go-ethereum/p2p"
)

// Codes of the protocol.
const (
	data    = iota // to be counted
	end            // of the data
	counted        // how many have come: 8 bytes, big-endian
	ping           // to be sent back
	pong
	order // of data and their end: 4 bytes of size, 4 of milliseconds, 4 of microseconds from one to the next, big-endian
	codes
)

// names of the protocols, which are all alike. The first one is that of a pair.
var names = []string{"bench", "bulk", "middle"}

const sentence = "a link carries what it is given, and it carries it in order. "

// party is the protocol with one peer.
type party struct {
	pipe  chan p2p.MsgReadWriter // of the session, once it runs
	rw    p2p.MsgReadWriter
	count chan uint64
	trip  chan journey
	done  chan []time.Duration
}

// journey is a series of pings, one at a time.
type journey struct {
	payload []byte
	until   time.Time
}

func newParty() *party {
	return &party{
		pipe:  make(chan p2p.MsgReadWriter, 1),
		count: make(chan uint64, 1),
		trip:  make(chan journey, 1),
		done:  make(chan []time.Duration, 1),
	}
}

// run is the session: pings are timed in here, so that no other goroutine is in between.
func (p *party) run(peer *p2p.Peer, rw p2p.MsgReadWriter) error {
	if !peer.Inbound() {
		select {
		case p.pipe <- rw:
			fmt.Println("connected")
		default: // another of the protocols
		}
	}
	var arrived uint64
	var current journey
	var times []time.Duration
	var sent time.Time
	for {
		msg, err := rw.ReadMsg()
		if err != nil {
			return err
		}
		switch msg.Code {
		case data:
			arrived++
			err = msg.Discard()
		case end:
			if err = msg.Discard(); err == nil {
				err = write(rw, counted, binary.BigEndian.AppendUint64(nil, arrived))
			}
			arrived = 0
		case counted:
			number, readErr := io.ReadAll(msg.Payload)
			if readErr != nil || len(number) != 8 {
				return fmt.Errorf("no count: %v", readErr)
			}
			p.count <- binary.BigEndian.Uint64(number)
		case order:
			content, readErr := io.ReadAll(msg.Payload)
			if readErr != nil || len(content) != 12 {
				return fmt.Errorf("no order: %v", readErr)
			}
			bytes := int(binary.BigEndian.Uint32(content))
			pause := time.Duration(binary.BigEndian.Uint32(content[8:])) * time.Microsecond
			go send(rw, payload(bytes, "random"), int(binary.BigEndian.Uint32(content[4:])), pause)
		case ping:
			content, readErr := io.ReadAll(msg.Payload)
			if readErr != nil {
				return readErr
			}
			err = write(rw, pong, content)
		case pong:
			now := time.Now()
			if err = msg.Discard(); err != nil {
				return err
			}
			select {
			case current = <-p.trip:
				times = nil // the first one is that of the command
			default:
				times = append(times, now.Sub(sent))
			}
			if now.After(current.until) {
				p.done <- times
				break
			}
			sent = time.Now()
			err = write(rw, ping, current.payload)
		}
		if err != nil {
			return err
		}
	}
}

// send sends data for so long, and their end.
func send(rw p2p.MsgReadWriter, payload []byte, millis int, pause time.Duration) (count uint64, err error) {
	began := time.Now()
	until := began.Add(time.Duration(millis) * time.Millisecond)
	for time.Now().Before(until) {
		if err = write(rw, data, payload); err != nil {
			return count, err
		}
		count++
		if pause > 0 {
			time.Sleep(time.Until(began.Add(time.Duration(count) * pause)))
		}
	}
	return count, write(rw, end, nil)
}

func (p *party) flood(payload []byte, millis int) error {
	began := time.Now()
	count, err := send(p.session(), payload, millis, 0)
	if err != nil {
		return err
	}
	if arrived := <-p.count; arrived != count {
		return fmt.Errorf("%d of %d have come", arrived, count)
	}
	fmt.Println("flood", count, time.Since(began).Nanoseconds())
	return nil
}

func (p *party) trips(payload []byte, millis int) error {
	rw := p.session()
	p.trip <- journey{payload, time.Now().Add(time.Duration(millis) * time.Millisecond)}
	if err := write(rw, ping, payload); err != nil {
		return err
	}
	times := <-p.done
	sort.Slice(times, func(i, j int) bool { return times[i] < times[j] })
	at := func(share float64) int64 { return times[int(share*float64(len(times)-1))].Nanoseconds() }
	fmt.Println("trips", len(times), at(0.5), at(0.99), at(0.999))
	return nil
}

func (p *party) session() p2p.MsgReadWriter {
	if p.rw == nil {
		p.rw = <-p.pipe
	}
	return p.rw
}

func write(rw p2p.MsgReadWriter, code uint64, payload []byte) error {
	return rw.WriteMsg(p2p.Msg{Code: code, Size: uint32(len(payload)), Payload: bytes.NewReader(payload)})
}

func payload(size int, kind string) []byte {
	if kind == "text" {
		return bytes.Repeat([]byte(sentence), size/len(sentence)+1)[:size]
	}
	random := make([]byte, size)
	rand.New(rand.NewSource(1)).Read(random)
	return random
}
