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
//	trust ENODE                               lets its messages of code 127 in
//	forward ENODE HEX                         an envelope, as a message of code 127
//	send CODE HEX                             any packet, to every peer
//
// A command that the original does not carry out is an event refused. Every packet that comes is an event received.
func serve(arguments []string) error {
	options := flag.NewFlagSet("serve", flag.ContinueOnError)
	var want settings
	listen := options.String("listen", "127.0.0.1:0", "address")
	name := options.String("name", defaultName, "client id")
	options.Float64Var(&want.pow, "pow", 0.2, "proof of work that is asked for")
	options.BoolVar(&want.light, "light", false, "be a light client")
	options.BoolVar(&want.restrict, "restrict", true, "refuse light peers when light")
	bloom := options.String("bloom", "", "bloom filter, in hexadecimal; without it, none is set")
	options.BoolVar(&want.confirmations, "confirmations", false, "waku: confirm batches")
	options.StringVar(&want.password, "mailserver", "", "be a mail server with this password")
	options.StringVar(&want.folder, "datadir", "", "folder of the mail server")
	payloads := options.Bool("payloads", true, "whether the events of packets carry them whole")
	if err := options.Parse(arguments); err != nil {
		return err
	}
	if *bloom != "" {
		decoded, err := hexutil.Decode(*bloom)
		if err != nil {
			return err
		}
		want.bloom = decoded
	}
	log.Root().SetHandler(log.LvlFilterHandler(log.LvlInfo, log.StreamHandler(os.Stderr, log.LogfmtFormat())))
	original, protocols, err := open(want)
	if err != nil {
		return err
	}
	station := newStation(original)
	server := &p2p.Server{Config: p2p.Config{
		Name:        *name,
		MaxPeers:    20,
		DialRatio:   2,
		NoDiscovery: true,
		ListenAddr:  *listen,
		Protocols:   station.tapped(protocols, *payloads),
	}}
	if server.PrivateKey, err = crypto.GenerateKey(); err != nil {
		return err
	}
	if err := server.Start(); err != nil {
		return err
	}
	defer server.Stop()
	station.server = server
	if err := startShh(original); err != nil {
		return err
	}
	defer original.Stop()
	events := make(chan *p2p.PeerEvent, 64)
	defer server.SubscribeEvents(events).Unsubscribe()
	go report(events)
	emit("listening", fields{"enode": enodeURL(server.Self()), "library": library})
	return station.obey()
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
