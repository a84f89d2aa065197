//go:build waku

package main

import (
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/p2p/enode"
	"github.com/ethereum/go-ethereum/rlp"
	"github.com/status-im/status-go/mailserver"
	"github.com/status-im/status-go/params"
	"github.com/status-im/status-go/waku"
	"github.com/status-im/status-go/waku/common"
	v1 "github.com/status-im/status-go/waku/v1"
)

const (
	library     = "status-go v0.55.1"
	defaultName = "StatusIM/v0.55.1-shhpeer/go"
)

type (
	shh           = waku.Waku
	envelope      = common.Envelope
	filter        = common.Filter
	messageParams = common.MessageParams
	message       = common.ReceivedMessage
	topic         = common.TopicType
)

func newShh(config *waku.Config) (*shh, error) { return waku.New(config, nil), nil }

// open makes the original as wanted. It is not started. It advertises topics unless a bloom filter is wanted.
func open(want settings) (*shh, []p2p.Protocol, error) {
	config := waku.DefaultConfig
	config.MinimumAcceptedPoW = want.pow
	config.LightClient = want.light
	config.RestrictLightClientsConn = want.restrict
	config.EnableConfirmations = want.confirmations
	config.BloomFilterMode = want.bloom != nil
	original, err := newShh(&config)
	if err != nil {
		return nil, nil, err
	}
	if want.bloom != nil {
		if err := original.SetBloomFilter(want.bloom); err != nil {
			return nil, nil, err
		}
	}
	return original, original.Protocols(), keepMail(original, want)
}

func startShh(s *shh) error {
	events := make(chan common.EnvelopeEvent, 64)
	s.SubscribeEnvelopeEvents(events)
	go tell(events)
	return s.Start(nil)
}

func tell(events <-chan common.EnvelopeEvent) {
	for event := range events {
		switch event.Event {
		case common.EventMailServerRequestCompleted:
			if answer, ok := event.Data.(*waku.MailServerResponse); ok {
				emitCompletion(event.Hash, answer.LastEnvelopeHash, answer.Cursor, answer.Error)
			}
		case common.EventBatchAcknowledged:
			emit("confirmation", fields{"batch": event.Batch, "errors": event.Data})
		}
	}
}

func enodeURL(n *enode.Node) string { return n.URLv4() }

func setPow(s *shh, pow float64) error { return s.SetMinimumPoW(pow, true) }

func seal(params *messageParams) (*envelope, error) {
	sent, err := common.NewSentMessage(params)
	if err != nil {
		return nil, err
	}
	return sent.Wrap(params, time.Now())
}

func bloomOf(t topic) []byte { return t.ToBloom() }

func newFilter() *filter { return &filter{Messages: common.NewMemoryMessageStore()} }

func sendDirect(s *shh, peer []byte, e *envelope) error { return s.SendP2PMessages(peer, e) }

func moreCommands(s *station) map[string]func(argument string) error {
	return map[string]func(argument string) error{"settopics": func(argument string) error {
		topics := []topic{}
		for _, text := range strings.Split(argument, ",") {
			bytes, err := hexutil.Decode(text)
			if err != nil {
				return err
			}
			topics = append(topics, common.BytesToTopic(bytes))
		}
		return s.shh.SetTopicInterest(topics)
	}}
}

func readStatus(payload []byte) (fields, error) {
	var status v1.StatusOptions
	if err := rlp.DecodeBytes(payload, &status); err != nil {
		return nil, err
	}
	about := fields{"light": status.LightNodeEnabled, "confirmations": status.ConfirmationsEnabled, "topics": status.TopicInterest}
	if status.PoWRequirement != nil {
		about["pow"] = status.PoWRequirementF()
	}
	if status.BloomFilter != nil {
		about["bloom"] = hexutil.Encode(status.BloomFilter)
	}
	return about, nil
}

// postOffice hears of every envelope that comes into the pool, and hands it to the mail server, if there is one.
type postOffice struct{ mail *mailserver.WakuMailServer }

func keepMail(original *shh, want settings) error {
	office := postOffice{}
	if want.password != "" {
		office.mail = new(mailserver.WakuMailServer)
		config := &params.WakuConfig{DataDir: want.folder, MailServerPassword: want.password, MinimumPoW: want.pow}
		if err := office.mail.Init(original, config); err != nil {
			return err
		}
	}
	original.RegisterMailServer(office)
	return nil
}

func (o postOffice) Archive(e *envelope) {
	if o.mail != nil {
		o.mail.Archive(e)
	}
	emitEnvelope("envelope", e)
}

func (o postOffice) DeliverMail(peer []byte, request *envelope) {
	emitEnvelope("asked", request)
	if o.mail != nil {
		o.mail.DeliverMail(peer, request)
	}
}

func (o postOffice) Deliver(peer []byte, request common.MessagesRequest) {
	emit("asked", fields{"from": request.From, "to": request.To})
	if o.mail != nil {
		o.mail.Deliver(peer, request)
	}
}

func statusWish(w wish) ([]byte, error) {
	return rlp.EncodeToBytes(mailserver.MessagesRequestPayload{
		Lower: w.From, Upper: w.To, Bloom: w.Bloom, Topics: w.topics(), Limit: w.Limit, Cursor: w.Cursor, Batch: true,
	})
}

func requestByList(s *shh, peer, id []byte, w wish) error {
	return s.SendMessagesRequest(peer, common.MessagesRequest{
		ID: id, From: w.From, To: w.To, Limit: w.Limit, Cursor: w.Cursor, Bloom: w.Bloom, Topics: w.topics(),
	})
}
