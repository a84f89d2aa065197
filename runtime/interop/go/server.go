package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/log"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/p2p/enode"
)

// longestCommand in bytes: a message of eth at its limit, in hexadecimal, and some words.
const longestCommand = 21 << 20

// serve runs a p2p.Server. Commands: "dial ENODE", "drop REASON" (every peer, REASON a number), "quit".
func serve(arguments []string) error {
	options := flag.NewFlagSet("serve", flag.ContinueOnError)
	protocols := options.String("protocols", "", "echo protocols, name/version:length,...")
	eth := options.String("eth", "", "eth versions, such as 68,69")
	lie := options.String("lie", "", "what the eth Status says wrong: genesis, network or fork")
	maxPeers := options.Int("max-peers", 10, "peers at once")
	if err := options.Parse(arguments); err != nil {
		return err
	}
	offered, err := offer(*protocols, *eth, *lie)
	if err != nil {
		return err
	}
	return run(offered, *maxPeers, nil)
}

// command does what its argument says; an error ends the program.
type command func(argument string) error

// run serves protocols until it is told to quit. It knows the commands dial, drop and quit, and more.
func run(protocols []p2p.Protocol, maxPeers int, more map[string]command) error {
	key, err := crypto.GenerateKey()
	if err != nil {
		return err
	}
	server := &p2p.Server{Config: p2p.Config{
		PrivateKey:  key,
		Name:        "devpeer",
		MaxPeers:    maxPeers,
		DialRatio:   2,
		NoDiscovery: true,
		ListenAddr:  "127.0.0.1:0",
		Protocols:   protocols,
		Logger:      log.NewLogger(refusals{}),
	}}
	if maxPeers == 0 {
		server.NoDial = true
	}
	if err := server.Start(); err != nil {
		return err
	}
	defer server.Stop()
	events := make(chan *p2p.PeerEvent, 64)
	defer server.SubscribeEvents(events).Unsubscribe()
	go report(server, events)
	emit("listening", fields{"enode": server.Self().URLv4()})
	return obey(server, more)
}

func offer(protocols, eth, lie string) ([]p2p.Protocol, error) {
	var offered []p2p.Protocol
	for _, text := range strings.FieldsFunc(protocols, isComma) {
		protocol, err := parseEcho(text)
		if err != nil {
			return nil, err
		}
		offered = append(offered, protocol)
	}
	for _, text := range strings.FieldsFunc(eth, isComma) {
		version, err := strconv.ParseUint(text, 10, 32)
		if err != nil {
			return nil, err
		}
		offered = append(offered, ethProtocol(uint(version), lie))
	}
	return offered, nil
}

func isComma(r rune) bool { return r == ',' }

func report(server *p2p.Server, events <-chan *p2p.PeerEvent) {
	for event := range events {
		switch event.Type {
		case p2p.PeerEventTypeAdd:
			emit("connected", described(server, event))
		case p2p.PeerEventTypeDrop:
			emit("disconnected", fields{"peer": event.Peer.String(), "why": event.Error})
		}
	}
}

// described leaves the Hello out when the peer has gone meanwhile.
func described(server *p2p.Server, event *p2p.PeerEvent) fields {
	about := fields{"peer": event.Peer.String()}
	for _, peer := range server.Peers() {
		if peer.ID() == event.Peer {
			about["client"] = peer.Fullname()
			about["caps"] = peer.Info().Caps
			about["inbound"] = peer.Inbound()
		}
	}
	return about
}

func obey(server *p2p.Server, more map[string]command) error {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, longestCommand)
	for lines.Scan() {
		name, argument, _ := strings.Cut(lines.Text(), " ")
		switch name {
		case "dial":
			node, err := enode.ParseV4(argument)
			if err != nil {
				return err
			}
			server.AddPeer(node)
		case "drop":
			reason, err := strconv.ParseUint(argument, 10, 8)
			if err != nil {
				return err
			}
			for _, peer := range server.Peers() {
				peer.Disconnect(p2p.DiscReason(reason))
			}
		case "quit":
			return nil
		default:
			if more[name] == nil {
				return fmt.Errorf("no such command: %q", name)
			}
			if err := more[name](argument); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return lines.Err()
}
