package main

import (
	"fmt"
	"net"
	"net/http"
	"os"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/log"
	"github.com/ethereum/go-ethereum/p2p"
)

// serve runs a p2p.Server with the original on it. REF, ADDRESS and every other HEX may begin with 0x, TO is an overlay
// address or the beginning of one, TOPIC a word. Commands:
//
//	dial ENODE, drop (every peer), quit
//	upload FILE|0xHEX [encrypt]           event uploaded, with the reference and the addresses of the chunks
//	tree FOLDER [encrypt] [INDEX]         a manifest of the files in it; event uploaded
//	download REF                          event downloaded, or refused
//	get REF PATH                          the file of a manifest; event downloaded, or refused
//	has ADDRESS, chunks, hive             events of the same names: what is here, without asking anybody
//	tags, pushsync on|off                 0.5.8 only; push-sync is off in the beginning, unlike the original's
//	subscribe TOPIC [raw] [prox]          events message
//	symkey TOPIC HEX                      opens messages with that key, too
//	post raw TOPIC TO HEX                 event posted, when it is queued, here and below
//	post sym TOPIC TO KEY HEX, post asym TOPIC TO PUBLICKEY HEX
//	send PROTOCOL CODE HEX                any packet, to every peer
//
// A command that the original does not carry out is an event refused. Every packet that comes is an event received,
// every chunk that comes into the store an event stored.
func serve(arguments []string) error {
	want, err := parse(arguments)
	if err != nil {
		return err
	}
	if want.temporary {
		defer os.RemoveAll(want.folder)
	}
	station := &station{}
	log.Root().SetHandler(station.listenToLog(log.LvlFilterHandler(log.LvlWarn, log.StreamHandler(os.Stderr, log.LogfmtFormat()))))
	if station.bee, err = newBee(want); err != nil {
		return err
	}
	station.server = &p2p.Server{Config: p2p.Config{
		PrivateKey:  want.node,
		Name:        want.name,
		MaxPeers:    50,
		DialRatio:   2,
		NoDiscovery: true,
		ListenAddr:  want.listen,
		Protocols:   station.tapped(station.bee.protocols(), want.payloads),
	}}
	if err := station.server.Start(); err != nil {
		return err
	}
	defer station.server.Stop()
	if err := station.bee.start(station.server); err != nil {
		return err
	}
	defer station.bee.stop()
	where, err := openGateway(want.gateway, station.bee.gateway())
	if err != nil {
		return err
	}
	station.report()
	emit("listening", fields{
		"enode": enodeURL(station.server.Self()), "overlay": hexOf(station.bee.overlay()), "http": where, "library": library,
		"publicKey": hexOf(crypto.FromECDSAPub(&want.account.PublicKey)),
	})
	return station.obey()
}

func openGateway(address string, handler http.Handler) (string, error) {
	if address == "" {
		return "", nil
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return "", err
	}
	go http.Serve(listener, handler)
	return listener.Addr().String(), nil
}

func complain(about string, err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, about+":", err)
	}
}
