package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/log"
	"github.com/ethereum/go-ethereum/p2p"
)

// longestCommand in bytes: a packet at its limit, in hexadecimal, and some words.
const longestCommand = 21 << 20

type settings struct {
	listen        string
	name          string
	payloads      bool // in the events of packets
	pow           float64
	light         bool
	restrict      bool // no light peer for a light node
	bloom         []byte
	confirmations bool   // waku only
	password      string // of the mail server; without one there is none
	folder        string // of the mail server
}

// serve runs a p2p.Server with the original on it. Commands, where ENODE is of a connected peer but for dial, and a key is
// called by the NAME that the test gives it:
//
//	dial ENODE, drop (every peer), quit
//	symkey NAME HEX, password NAME TEXT       symmetric keys; event key
//	keypair NAME HEX                          private key; event key
//	subscribe {sym|to, sig, topics, pow}      events message
//	post {sym|to, sign, ttl, topic, payload, padding, powTime, powTarget}
//	                                          to is a key pair's NAME or a public key; event posted
//	direct ENODE {as post}                    a message of code 127; event posted
//	history ENODE {sym, sign, from, to, bloom, topics, limit, cursor, form}
//	                                          a request of code 126, its form geth, status or list; event requested
//	setpow NUMBER, setbloom HEX, settopics HEX,HEX (waku only)
//	trust ENODE                               lets its messages of code 127 in; event trusted
//	forward ENODE HEX                         an envelope, as a message of code 127
//	send CODE HEX                             any packet, to every peer
//
// A command that the original does not carry out is an event refused. Every packet that comes is an event received.
func serve(arguments []string) error {
	want, err := parseSettings(arguments)
	if err != nil {
		return err
	}
	log.Root().SetHandler(log.LvlFilterHandler(log.LvlInfo, log.StreamHandler(os.Stderr, log.LogfmtFormat())))
	original, protocols, err := open(want)
	if err != nil {
		return err
	}
	if err := startShh(original); err != nil {
		return err
	}
	defer original.Stop()
	station := newStation(original)
	if station.server, err = startServer(want, station.tapped(protocols, want.payloads)); err != nil {
		return err
	}
	defer station.server.Stop()
	events := make(chan *p2p.PeerEvent, 64)
	defer station.server.SubscribeEvents(events).Unsubscribe()
	go report(events)
	emit("listening", fields{"enode": enodeURL(station.server.Self()), "library": library})
	return station.obey()
}

func parseSettings(arguments []string) (settings, error) {
	var want settings
	options := flag.NewFlagSet("serve", flag.ContinueOnError)
	options.StringVar(&want.listen, "listen", "127.0.0.1:0", "address")
	options.StringVar(&want.name, "name", defaultName, "client id")
	options.Float64Var(&want.pow, "pow", 0.2, "proof of work that is asked for")
	options.BoolVar(&want.light, "light", false, "be a light client")
	options.BoolVar(&want.restrict, "restrict", true, "refuse light peers when light")
	bloom := options.String("bloom", "", "bloom filter, in hexadecimal; without it, none is set")
	options.BoolVar(&want.confirmations, "confirmations", false, "waku: confirm batches")
	options.StringVar(&want.password, "mailserver", "", "be a mail server with this password")
	options.StringVar(&want.folder, "datadir", "", "folder of the mail server")
	options.BoolVar(&want.payloads, "payloads", true, "whether the events of packets carry them whole")
	err := options.Parse(arguments)
	if err == nil && *bloom != "" {
		want.bloom, err = hexutil.Decode(*bloom)
	}
	return want, err
}

func startServer(want settings, protocols []p2p.Protocol) (*p2p.Server, error) {
	key, err := crypto.GenerateKey()
	if err != nil {
		return nil, err
	}
	server := &p2p.Server{Config: p2p.Config{
		PrivateKey:  key,
		Name:        want.name,
		MaxPeers:    20,
		DialRatio:   2,
		NoDiscovery: true,
		ListenAddr:  want.listen,
		Protocols:   protocols,
	}}
	return server, server.Start()
}

func report(events <-chan *p2p.PeerEvent) {
	for event := range events {
		if event.Type == p2p.PeerEventTypeDrop {
			emit("dropped", fields{"peer": event.Peer.String(), "why": event.Error})
		}
	}
}

func (s *station) obey() error {
	commands := s.commands()
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, longestCommand)
	for lines.Scan() {
		words := strings.SplitN(lines.Text(), " ", 2)
		if words[0] == "quit" {
			return nil
		}
		carryOut := commands[words[0]]
		if carryOut == nil {
			return fmt.Errorf("no such command: %q", words[0])
		}
		argument := ""
		if len(words) == 2 {
			argument = words[1]
		}
		if err := carryOut(argument); err != nil {
			emit("refused", fields{"command": words[0], "why": err.Error()})
		}
	}
	return lines.Err()
}
