//go:build geth18 || geth19

package main

import (
	"errors"

	"github.com/ethereum/go-ethereum/whisper/mailserver"
	whisper "github.com/ethereum/go-ethereum/whisper/whisperv6"
)

type (
	shh           = whisper.Whisper
	envelope      = whisper.Envelope
	filter        = whisper.Filter
	messageParams = whisper.MessageParams
	message       = whisper.ReceivedMessage
	topic         = whisper.TopicType
)

var defaultConfig = whisper.DefaultConfig

func seal(params *messageParams) (*envelope, error) {
	sent, err := whisper.NewSentMessage(params)
	if err != nil {
		return nil, err
	}
	return sent.Wrap(params)
}

func bloomOf(t topic) []byte { return whisper.TopicToBloom(t) }

func newFilter() *filter { return new(filter) }

func sendDirect(s *shh, peer []byte, e *envelope) error { return s.SendP2PMessage(peer, e) }

func moreCommands(*station) map[string]func(argument string) error { return nil }

// postOffice hears of every envelope that comes into the pool, and hands it to the mail server, if there is one.
type postOffice struct{ mail *mailserver.WMailServer }

func keepMail(original *shh, want settings) error {
	office := postOffice{}
	if want.password != "" {
		office.mail = new(mailserver.WMailServer)
		if err := office.mail.Init(original, want.folder, want.password, want.pow); err != nil {
			return err
		}
	}
	original.RegisterServer(office)
	return nil
}

func (o postOffice) Archive(e *envelope) {
	if o.mail != nil {
		o.mail.Archive(e)
	}
	emitEnvelope("envelope", e)
}

func (o postOffice) DeliverMail(peer *whisper.Peer, request *envelope) {
	emitEnvelope("asked", request)
	if o.mail != nil {
		o.mail.DeliverMail(peer, request)
	}
}

func statusWish(wish) ([]byte, error) { return nil, errors.New("go-ethereum has no such form") }

func requestByList(*shh, []byte, []byte, wish) error {
	return errors.New("go-ethereum has no such form")
}
