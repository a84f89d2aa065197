package main

import (
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"
)

const pollEvery = 50 * time.Millisecond

// order of a message, as the commands post and direct have it.
type order struct {
	Sym       string
	To        string
	Sign      string
	TTL       uint32
	Topic     hexutil.Bytes
	Payload   hexutil.Bytes
	Padding   hexutil.Bytes
	PowTime   uint32
	PowTarget float64
}

func (s *station) sealed(text string) (*envelope, error) {
	var wanted order
	if err := parse(text, &wanted); err != nil {
		return nil, err
	}
	params := &messageParams{
		TTL:      wanted.TTL,
		WorkTime: wanted.PowTime,
		PoW:      wanted.PowTarget,
		Payload:  wanted.Payload,
		Padding:  wanted.Padding,
	}
	copy(params.Topic[:], wanted.Topic)
	var err error
	if wanted.Sym != "" {
		params.KeySym, err = s.secretKey(wanted.Sym)
	} else {
		params.Dst, err = s.publicOf(wanted.To)
	}
	if err == nil && wanted.Sign != "" {
		params.Src, err = s.pair(wanted.Sign)
	}
	if err != nil {
		return nil, err
	}
	return seal(params)
}

func (s *station) post(argument string) error {
	sealed, err := s.sealed(argument)
	if err != nil {
		return err
	}
	if err := s.shh.Send(sealed); err != nil {
		return err
	}
	return emitEnvelope("posted", sealed)
}

func (s *station) direct(argument string) error {
	url, text := split(argument)
	peer, err := peerID(url)
	if err != nil {
		return err
	}
	sealed, err := s.sealed(text)
	if err != nil {
		return err
	}
	if err := sendDirect(s.shh, peer, sealed); err != nil {
		return err
	}
	return emitEnvelope("posted", sealed)
}

func emitEnvelope(event string, e *envelope) error {
	about, err := describe(e)
	if err == nil {
		emit(event, about)
	}
	return err
}

// subscribe reads what comes for as long as the program runs, as go-ethereum's own shh_subscribe does: by polling.
func (s *station) subscribe(argument string) error {
	var wanted struct {
		Sym, To, Sig string
		Topics       []hexutil.Bytes
		Pow          float64
	}
	if err := parse(argument, &wanted); err != nil {
		return err
	}
	watch := newFilter()
	watch.PoW, watch.AllowP2P = wanted.Pow, true
	var err error
	if wanted.Sym != "" {
		watch.KeySym, err = s.secretKey(wanted.Sym)
	} else {
		watch.KeyAsym, err = s.pair(wanted.To)
	}
	if err == nil && wanted.Sig != "" {
		watch.Src, err = s.publicOf(wanted.Sig)
	}
	if err != nil {
		return err
	}
	for _, t := range wanted.Topics {
		watch.Topics = append(watch.Topics, t)
	}
	if _, err := s.shh.Subscribe(watch); err != nil {
		return err
	}
	go func() {
		for range time.Tick(pollEvery) {
			for _, each := range watch.Retrieve() {
				emitMessage(each)
			}
		}
	}()
	emit("subscribed", fields{})
	return nil
}

func emitMessage(m *message) {
	about := fields{
		"hash":      m.EnvelopeHash,
		"topic":     hexutil.Encode(m.Topic[:]),
		"payload":   hexutil.Encode(m.Payload),
		"padding":   hexutil.Encode(m.Padding),
		"ttl":       m.TTL,
		"timestamp": m.Sent,
		"pow":       m.PoW,
	}
	if m.Src != nil {
		about["sig"] = publicKey(m.Src)
	}
	if m.Dst != nil {
		about["recipientPublicKey"] = publicKey(m.Dst)
	}
	emit("message", about)
}
