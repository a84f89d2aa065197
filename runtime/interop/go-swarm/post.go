package main

import (
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/p2p"
)

func (s *station) subscribe(words []string) error {
	if err := atLeast(1, words); err != nil {
		return err
	}
	topic := newTopic([]byte(words[0]))
	handler := newHandler(func(body []byte, _ *p2p.Peer, asymmetric bool, key string) error {
		about := fields{"topic": words[0], "body": hexOf(body), "asymmetric": asymmetric}
		if asymmetric {
			about["signer"] = key
		}
		emit("message", about)
		return nil
	})
	if slices.Contains(words[1:], "raw") {
		handler = handler.WithRaw()
	}
	if slices.Contains(words[1:], "prox") {
		handler = handler.WithProxBin()
	}
	s.bee.post.Register(&topic, handler)
	emit("subscribed", fields{"topic": words[0], "id": hexOf(topic[:])})
	return nil
}

func (s *station) symkey(words []string) error {
	if err := atLeast(2, words); err != nil {
		return err
	}
	key, err := unhex(words[1])
	if err != nil {
		return err
	}
	if _, err := s.bee.post.SetSymmetricKey(key, newTopic([]byte(words[0])), nil, true); err != nil {
		return err
	}
	emit("key", fields{"topic": words[0]})
	return nil
}

func (s *station) post(words []string) error {
	if err := atLeast(4, words); err != nil {
		return err
	}
	ways := map[string]func(topic pssTopic, to pssAddress, rest [][]byte) error{
		"raw": s.postRaw, "sym": s.postSymmetrically, "asym": s.postAsymmetrically,
	}
	way := ways[words[0]]
	if way == nil {
		return fmt.Errorf("no such way to post: %q", words[0])
	}
	var rest [][]byte
	for _, word := range words[2:] {
		bytes, err := unhex(word)
		if err != nil {
			return err
		}
		rest = append(rest, bytes)
	}
	if words[0] != "raw" && len(rest) < 3 {
		return atLeast(5, words)
	}
	if err := way(newTopic([]byte(words[1])), rest[0], rest[1:]); err != nil {
		return err
	}
	emit("posted", fields{"way": words[0], "topic": words[1]})
	return nil
}

func (s *station) postRaw(topic pssTopic, to pssAddress, rest [][]byte) error {
	return s.bee.postRaw(to, topic, rest[0])
}

func (s *station) postSymmetrically(topic pssTopic, to pssAddress, rest [][]byte) error {
	id, err := s.bee.post.SetSymmetricKey(rest[0], topic, to, false)
	if err != nil {
		return err
	}
	return s.bee.post.SendSym(id, topic, rest[1])
}

func (s *station) postAsymmetrically(topic pssTopic, to pssAddress, rest [][]byte) error {
	key, err := crypto.UnmarshalPubkey(rest[0])
	if err != nil {
		return err
	}
	if err := s.bee.post.SetPeerPublicKey(key, topic, to); err != nil {
		return err
	}
	return s.bee.post.SendAsym(hexutil.Encode(rest[0]), topic, rest[1])
}
