//go:build status

package main

import (
	"errors"
	"time"

	"github.com/ethereum/go-ethereum/p2p/enode"
	"github.com/ethereum/go-ethereum/rlp"
	whisper "github.com/status-im/whisper/whisperv6"
)

const (
	library     = "status-im/whisper v1.6.2"
	defaultName = "StatusIM/v0.36.0-shhpeer/go"
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

func newShh(config *whisper.Config) (*shh, error) { return whisper.New(config), nil }

func startShh(s *shh) error {
	events := make(chan whisper.EnvelopeEvent, 64)
	s.SubscribeEnvelopeEvents(events)
	go tell(events)
	return s.Start(nil)
}

func tell(events <-chan whisper.EnvelopeEvent) {
	for event := range events {
		switch event.Event {
		case whisper.EventMailServerRequestCompleted:
			if answer, ok := event.Data.(*whisper.MailServerResponse); ok {
				emitCompletion(event.Hash, answer.LastEnvelopeHash, answer.Cursor, answer.Error)
			}
		case whisper.EventBatchAcknowledged:
			emit("confirmation", fields{"batch": event.Batch, "errors": event.Data})
		}
	}
}

func enodeURL(n *enode.Node) string { return n.URLv4() }

func seal(params *messageParams) (*envelope, error) {
	sent, err := whisper.NewSentMessage(params)
	if err != nil {
		return nil, err
	}
	return sent.Wrap(params, time.Now())
}

func bloomOf(t topic) []byte { return whisper.TopicToBloom(t) }

func newFilter() *filter { return &filter{Messages: whisper.NewMemoryMessageStore()} }

func sendDirect(s *shh, peer []byte, e *envelope) error { return s.SendP2PMessage(peer, e) }

func moreCommands(*station) map[string]func(argument string) error { return nil }

// postOffice hears of every envelope that comes into the pool. Status's mail server is not in this module.
type postOffice struct{}

func keepMail(original *shh, want settings) error {
	if want.password != "" {
		return errors.New("the mail server is in status-go")
	}
	original.RegisterServer(postOffice{})
	return nil
}

func (postOffice) Archive(e *envelope) { emitEnvelope("envelope", e) }

func (postOffice) DeliverMail(_ *whisper.Peer, request *envelope) { emitEnvelope("asked", request) }

func (postOffice) Deliver(_ *whisper.Peer, request whisper.MessagesRequest) {
	emit("asked", fields{"from": request.From, "to": request.To})
}

func (postOffice) SyncMail(*whisper.Peer, whisper.SyncMailRequest) error { return nil }

// statusWish has the form that status-go's mail server reads; its type is there, not here.
func statusWish(w wish) ([]byte, error) {
	return rlp.EncodeToBytes([]interface{}{w.From, w.To, []byte(w.Bloom), w.topics(), w.Limit, []byte(w.Cursor), true})
}

func requestByList(s *shh, peer, id []byte, w wish) error {
	return s.SendMessagesRequest(peer, whisper.MessagesRequest{
		ID: id, From: w.From, To: w.To, Limit: w.Limit, Cursor: w.Cursor, Bloom: w.Bloom,
	})
}
