package main

import (
	"crypto/ecdsa"
	"flag"
	"os"

	"github.com/ethereum/go-ethereum/crypto"
)

type settings struct {
	listen, gateway, name string
	payloads              bool
	account, node         *ecdsa.PrivateKey // of the overlay address, of the p2p identity
	folder                string
	temporary             bool // the folder
	network               uint64
	capacity              uint64 // in chunks
	light, sync           bool
	autoconnect           bool // dial what the table suggests
}

func parse(arguments []string) (want settings, err error) {
	options := flag.NewFlagSet("serve", flag.ContinueOnError)
	account := options.String("account", "", "private key, in hexadecimal, of the overlay address")
	options.StringVar(&want.listen, "listen", "127.0.0.1:0", "address")
	options.StringVar(&want.gateway, "http", "", "address of the gateway; without it, there is none")
	options.StringVar(&want.name, "name", defaultName, "client id")
	options.BoolVar(&want.payloads, "payloads", true, "whether the events of packets carry them whole")
	options.StringVar(&want.folder, "datadir", "", "folder to keep everything in; without it, one that goes away")
	options.Uint64Var(&want.network, "network", defaultNetwork, "network id")
	options.Uint64Var(&want.capacity, "capacity", 5000000, "of the store, in chunks")
	options.BoolVar(&want.light, "light", false, "be a light node")
	options.BoolVar(&want.sync, "sync", true, "take over what neighbours have")
	options.BoolVar(&want.autoconnect, "autoconnect", true, "dial whom the table suggests")
	if err := options.Parse(arguments); err != nil {
		return want, err
	}
	if want.account, err = accountKey(*account); err != nil {
		return want, err
	}
	if want.node, err = crypto.GenerateKey(); err != nil {
		return want, err
	}
	if want.temporary = want.folder == ""; want.temporary {
		want.folder, err = os.MkdirTemp("", "swarmpeer")
	}
	return want, err
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
