package main

import (
	"crypto/ecdsa"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/log"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethersphere/swarm/network"
)

// serve runs a p2p.Server with the original on it. REF, ADDRESS and every other HEX may begin with 0x, TO is an overlay
// address or the beginning of one, TOPIC a word. Commands:
//
//	dial ENODE, drop (every peer), quit
//	upload FILE|0xHEX [encrypt]           event uploaded, with the reference and the addresses of the chunks
//	tree FOLDER [encrypt] [INDEX]         a manifest of the files in it; event uploaded
//	download REF                          event downloaded, or refused
//	get REF PATH                          the file of a manifest; event downloaded, or refused
//	has ADDRESS, chunks, tags, hive       events of the same names: what is here, without asking anybody
//	pushsync on|off                       off in the beginning, unlike the original
//	subscribe TOPIC [raw] [prox]          events message
//	symkey TOPIC HEX                      opens messages with that key, too
//	post raw TOPIC TO HEX                 event posted, when it is queued, here and below
//	post sym TOPIC TO KEY HEX, post asym TOPIC TO PUBLICKEY HEX
//	send PROTOCOL CODE HEX                any packet, to every peer
//
// A command that the original does not carry out is an event refused. Every packet that comes is an event received,
// every chunk that comes into the store an event stored.
func serve(arguments []string) error {
	options := flag.NewFlagSet("serve", flag.ContinueOnError)
	want := settings{}
	listen := options.String("listen", "127.0.0.1:0", "address")
	name := options.String("name", "Swarm/v0.5.8-swarmpeer/go", "client id")
	gateway := options.String("http", "", "address of the gateway; without it, there is none")
	account := options.String("account", "", "private key, in hexadecimal, of the overlay address")
	payloads := options.Bool("payloads", true, "whether the events of packets carry them whole")
	options.StringVar(&want.folder, "datadir", "", "folder to keep everything in; without it, one that goes away")
	options.Uint64Var(&want.network, "network", network.DefaultNetworkID, "network id")
	options.Uint64Var(&want.capacity, "capacity", 5000000, "of the store, in chunks")
	options.BoolVar(&want.light, "light", false, "be a light node")
	options.BoolVar(&want.sync, "sync", true, "speak bzz-stream")
	options.BoolVar(&want.autoconnect, "autoconnect", true, "dial whom the table suggests")
	if err := options.Parse(arguments); err != nil {
		return err
	}
	if err := want.complete(*account); err != nil {
		return err
	}
	if options.Lookup("datadir").Value.String() == "" {
		defer os.RemoveAll(want.folder)
	}
	station := &station{}
	log.Root().SetHandler(station.listenToLog(log.LvlFilterHandler(log.LvlWarn, log.StreamHandler(os.Stderr, log.LogfmtFormat()))))
	original, err := newBee(want)
	if err != nil {
		return err
	}
	station.bee = original
	station.server = &p2p.Server{Config: p2p.Config{
		PrivateKey:  want.node,
		Name:        *name,
		MaxPeers:    50,
		DialRatio:   2,
		NoDiscovery: true,
		ListenAddr:  *listen,
		Protocols:   station.tapped(original.protocols(), *payloads),
	}}
	if err := station.server.Start(); err != nil {
		return err
	}
	defer station.server.Stop()
	if err := original.start(station.server); err != nil {
		return err
	}
	defer original.stop()
	where, err := openGateway(*gateway, original.gateway())
	if err != nil {
		return err
	}
	station.report()
	emit("listening", fields{
		"enode": station.server.Self().URLv4(), "overlay": hexOf(original.table.BaseAddr()), "http": where, "library": library,
		"publicKey": hexOf(crypto.FromECDSAPub(&want.account.PublicKey)),
	})
	return station.obey()
}

// complete fills in what is made by chance.
func (s *settings) complete(account string) (err error) {
	if s.node, err = crypto.GenerateKey(); err != nil {
		return err
	}
	if s.account, err = accountKey(account); err != nil {
		return err
	}
	if s.folder == "" {
		s.folder, err = os.MkdirTemp("", "swarmpeer")
	}
	return err
}

func accountKey(text string) (*ecdsa.PrivateKey, error) {
	if text == "" {
		return crypto.GenerateKey()
	}
	bytes, err := unhex(text)
	if err != nil {
		return nil, err
	}
	return crypto.ToECDSA(bytes)
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
