package main

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common/hexutil"
)

// wish is what the command history asks a mail server for. Of the forms, geth's has neither topics, limit nor cursor.
type wish struct {
	Sym, Sign string
	From, To  uint32
	Bloom     hexutil.Bytes
	Topics    []hexutil.Bytes
	Limit     uint32
	Cursor    hexutil.Bytes
	Form      string
	PowTarget float64
}

func (w wish) topics() [][]byte {
	all := [][]byte{}
	for _, t := range w.Topics {
		all = append(all, t)
	}
	return all
}

func (s *station) history(argument string) error {
	url, text := split(argument)
	peer, err := peerID(url)
	if err != nil {
		return err
	}
	wanted := wish{Form: "geth", PowTarget: 0.2}
	if err := parse(text, &wanted); err != nil {
		return err
	}
	switch wanted.Form {
	case "geth":
		payload, err := gethRequest(wanted.From, wanted.To, wanted.Bloom)
		if err != nil {
			return err
		}
		return s.requestSealed(peer, wanted, payload)
	case "status":
		payload, err := statusWish(wanted)
		if err != nil {
			return err
		}
		return s.requestSealed(peer, wanted, payload)
	case "list":
		id := derived("request", int(wanted.From))
		if err := requestByList(s.shh, peer, id, wanted); err != nil {
			return err
		}
		emit("requested", fields{"hash": hexutil.Encode(id)})
		return nil
	default:
		return fmt.Errorf("no such form: %q", wanted.Form)
	}
}

func (s *station) requestSealed(peer []byte, wanted wish, payload []byte) error {
	params := &messageParams{TTL: 50, PoW: wanted.PowTarget, WorkTime: powTime, Payload: payload}
	var err error
	if params.KeySym, err = s.secretKey(wanted.Sym); err != nil {
		return err
	}
	if params.Src, err = s.pair(wanted.Sign); err != nil {
		return err
	}
	sealed, err := seal(params)
	if err != nil {
		return err
	}
	if err := s.shh.RequestHistoricMessages(peer, sealed); err != nil {
		return err
	}
	return emitEnvelope("requested", sealed)
}
