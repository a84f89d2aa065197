package main

import (
	"crypto/ecdsa"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/p2p/enode"
	"github.com/ethereum/go-ethereum/rlp"

	"jackfield/interop/events/tap"
)

// station is the original with what a test told it. Commands come one after the other, packets at any time.
type station struct {
	shh    *shh
	server *p2p.Server
	secret map[string][]byte // symmetric keys, by name
	pairs  map[string]*ecdsa.PrivateKey
	taps   *tap.Taps
}

func newStation(original *shh) *station {
	return &station{
		shh:    original,
		secret: make(map[string][]byte),
		pairs:  make(map[string]*ecdsa.PrivateKey),
	}
}

func (s *station) commands() map[string]func(argument string) error {
	all := map[string]func(argument string) error{
		"dial":      s.dial,
		"drop":      s.drop,
		"symkey":    s.symkey,
		"password":  s.password,
		"keypair":   s.keypair,
		"subscribe": s.subscribe,
		"post":      s.post,
		"direct":    s.direct,
		"forward":   s.forward,
		"history":   s.history,
		"setpow":    s.setPow,
		"setbloom":  s.setBloom,
		"trust":     s.trust,
		"send":      s.send,
	}
	for name, command := range moreCommands(s) {
		all[name] = command
	}
	return all
}

func (s *station) dial(argument string) error {
	node, err := enode.ParseV4(argument)
	if err != nil {
		return err
	}
	s.server.AddPeer(node)
	return nil
}

func (s *station) drop(string) error {
	for _, peer := range s.server.Peers() {
		peer.Disconnect(p2p.DiscRequested)
	}
	return nil
}

func (s *station) symkey(argument string) error {
	name, text := split(argument)
	key, err := hexutil.Decode(text)
	if err != nil {
		return err
	}
	s.secret[name] = key
	emit("key", fields{"name": name})
	return nil
}

func (s *station) password(argument string) error {
	name, text := split(argument)
	key, err := passwordKey(s.shh, text)
	if err != nil {
		return err
	}
	s.secret[name] = key
	emit("key", fields{"name": name, "key": hexutil.Encode(key)})
	return nil
}

func (s *station) keypair(argument string) error {
	name, text := split(argument)
	bytes, err := hexutil.Decode(text)
	if err != nil {
		return err
	}
	key, err := crypto.ToECDSA(bytes)
	if err != nil {
		return err
	}
	s.pairs[name] = key
	emit("key", fields{"name": name, "publicKey": publicKey(&key.PublicKey)})
	return nil
}

func (s *station) setPow(argument string) error {
	pow, err := strconv.ParseFloat(argument, 64)
	if err != nil {
		return err
	}
	return setPow(s.shh, pow)
}

func (s *station) setBloom(argument string) error {
	bloom, err := hexutil.Decode(argument)
	if err != nil {
		return err
	}
	return s.shh.SetBloomFilter(bloom)
}

func (s *station) trust(argument string) error {
	peer, err := peerID(argument)
	if err != nil {
		return err
	}
	if err := s.shh.AllowP2PMessagesFromPeer(peer); err != nil {
		return err
	}
	emit("trusted", fields{"peer": hexutil.Encode(peer)})
	return nil
}

func (s *station) forward(argument string) error {
	url, text := split(argument)
	peer, err := peerID(url)
	if err != nil {
		return err
	}
	raw, err := hexutil.Decode(text)
	if err != nil {
		return err
	}
	var one envelope
	if err := rlp.DecodeBytes(raw, &one); err != nil {
		return err
	}
	return sendDirect(s.shh, peer, &one)
}

func (s *station) send(argument string) error {
	number, text := split(argument)
	code, err := strconv.ParseUint(number, 0, 8)
	if err != nil {
		return err
	}
	payload, err := hexutil.Decode(text)
	if err != nil {
		return err
	}
	return s.taps.Send("", code, payload)
}

func split(argument string) (first, rest string) {
	words := strings.SplitN(argument, " ", 2)
	if len(words) < 2 {
		return words[0], ""
	}
	return words[0], words[1]
}

func peerID(url string) ([]byte, error) {
	node, err := enode.ParseV4(url)
	if err != nil {
		return nil, err
	}
	id := node.ID()
	return id[:], nil
}

func (s *station) secretKey(name string) ([]byte, error) {
	if key := s.secret[name]; key != nil {
		return key, nil
	}
	return nil, fmt.Errorf("no symmetric key is called %q", name)
}

func (s *station) pair(name string) (*ecdsa.PrivateKey, error) {
	if key := s.pairs[name]; key != nil {
		return key, nil
	}
	return nil, fmt.Errorf("no key pair is called %q", name)
}

// publicOf a key pair of ours, by its name, or of a public key itself.
func (s *station) publicOf(text string) (*ecdsa.PublicKey, error) {
	if key := s.pairs[text]; key != nil {
		return &key.PublicKey, nil
	}
	bytes, err := hexutil.Decode(text)
	if err != nil {
		return nil, err
	}
	return crypto.UnmarshalPubkey(bytes)
}

func parse(text string, into interface{}) error { return json.Unmarshal([]byte(text), into) }
