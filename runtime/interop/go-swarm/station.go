package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/ethereum/go-ethereum/log"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/p2p/enode"

	"jackfield/interop/events/tap"
)

// longestCommand in bytes: a packet at its limit, in hexadecimal, and some words.
const longestCommand = 21 << 20

// station is the original with what a test told it. Commands come one after the other, packets at any time.
type station struct {
	bee    *bee
	server *p2p.Server
	names  sync.Map // of peers, by enode.ID
	taps   *tap.Taps
}

func (s *station) commands() map[string]func(words []string) error {
	all := map[string]func(words []string) error{
		"dial":      s.dial,
		"drop":      s.drop,
		"upload":    s.upload,
		"tree":      s.tree,
		"download":  s.download,
		"get":       s.get,
		"has":       s.has,
		"chunks":    s.chunks,
		"hive":      s.hive,
		"subscribe": s.subscribe,
		"symkey":    s.symkey,
		"post":      s.post,
		"send":      s.send,
	}
	for name, command := range s.bee.moreCommands() {
		all[name] = command
	}
	return all
}

func (s *station) obey() error {
	commands := s.commands()
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, longestCommand)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) == 0 {
			continue
		}
		if words[0] == "quit" {
			return nil
		}
		carryOut := commands[words[0]]
		if carryOut == nil {
			return fmt.Errorf("no such command: %q", words[0])
		}
		if err := carryOut(words[1:]); err != nil {
			refuse(words, err)
		}
	}
	return lines.Err()
}

func refuse(words []string, err error) {
	emit("refused", fields{"command": words[0], "why": err.Error()})
}

// atLeast so many words have to be there.
func atLeast(count int, words []string) error {
	if len(words) < count {
		return fmt.Errorf("%d words are too few, needed are %d", len(words), count)
	}
	return nil
}

func (s *station) dial(words []string) error {
	if err := atLeast(1, words); err != nil {
		return err
	}
	node, err := enode.ParseV4(words[0])
	if err != nil {
		return err
	}
	s.server.AddPeer(node)
	return nil
}

func (s *station) drop([]string) error {
	for _, peer := range s.server.Peers() {
		peer.Disconnect(p2p.DiscRequested)
	}
	return nil
}

func (s *station) send(words []string) error {
	if err := atLeast(3, words); err != nil {
		return err
	}
	code, err := strconv.ParseUint(words[1], 0, 8)
	if err != nil {
		return err
	}
	payload, err := unhex(words[2])
	if err != nil {
		return err
	}
	return s.taps.Send(words[0], code, payload)
}

func (s *station) hive([]string) error {
	emit("hive", fields{"table": s.bee.seats()})
	return nil
}

// report tells of peers that go.
func (s *station) report() {
	events := make(chan *p2p.PeerEvent, 64)
	s.server.SubscribeEvents(events)
	go func() {
		for event := range events {
			if event.Type == p2p.PeerEventTypeDrop {
				emit("dropped", fields{"peer": s.name(event.Peer), "why": event.Error})
			}
		}
	}()
}

// listenToLog finds out why the original drops a peer: it writes that to its log and tells the peer only that it does.
func (s *station) listenToLog(next log.Handler) log.Handler {
	return log.FuncHandler(func(record *log.Record) error {
		if record.Msg == "dropping peer with DiscSubprotocolError" {
			about := make(fields)
			for i := 0; i+1 < len(record.Ctx); i += 2 {
				about[fmt.Sprint(record.Ctx[i])] = record.Ctx[i+1]
			}
			if id, ok := about["peer"].(enode.ID); ok {
				emit("dropping", fields{"peer": s.name(id), "why": about["reason"]})
			}
		}
		return next.Log(record)
	})
}

// name of a peer that was here, as an enode has it.
func (s *station) name(id enode.ID) string {
	if name, known := s.names.Load(id); known {
		return name.(string)
	}
	return id.String()
}

func tellStored(bin uint8, address []byte) {
	emit("stored", fields{"bin": bin, "address": hexOf(address)})
}
