package main

import (
	"crypto/ecdsa"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/rlp"
)

const (
	signatureLength = 65
	powTime         = 30 // seconds, far more than any of them takes
)

// payloadSizes of messages: around each border of the size field and of the padding.
var payloadSizes = []int{0, 1, 5, 188, 189, 246, 253, 254, 255, 256, 1000}

// vectors prints what the original makes, as one object in JSON; README.md tells its form.
func vectors([]string) error {
	all := fields{"library": library}
	makers := map[string]func() (interface{}, error){
		"envelopes":    sealedEnvelopes,
		"symmetric":    symmetricMessages,
		"asymmetric":   asymmetricMessages,
		"long":         longMessage,
		"signatures":   signatures,
		"passwords":    passwords,
		"blooms":       blooms,
		"mailRequests": mailRequests,
	}
	for name, maker := range moreVectors {
		makers[name] = maker
	}
	for name, maker := range makers {
		made, err := maker()
		if err != nil {
			return fmt.Errorf("%s: %v", name, err)
		}
		all[name] = made
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", " ")
	return encoder.Encode(all)
}

// derived bytes are the same in every run.
func derived(label string, index int) []byte {
	return crypto.Keccak256([]byte(fmt.Sprintf("%s %d", label, index)))
}

func derivedBytes(label string, size int) []byte {
	var all []byte
	for i := 0; len(all) < size; i++ {
		all = append(all, derived(label, i)...)
	}
	return all[:size]
}

func derivedKey(label string, index int) *ecdsa.PrivateKey {
	key, err := crypto.ToECDSA(derived(label, index))
	if err != nil {
		panic(err) // of one label in 2^128
	}
	return key
}

func derivedTopic(index int) (t topic) {
	copy(t[:], derived("topic", index))
	return t
}

// sealedEnvelopes are the same in every run: their times are made up, and the search for a nonce starts at 0.
func sealedEnvelopes() (interface{}, error) {
	sizes := []int{1, 55, 56, 300, 4096}
	targets := []float64{0.001, 0.2, 1, 5}
	var all []fields
	for i := 0; i < 20; i++ {
		sealed := &envelope{
			Expiry: 1600000000 + uint32(i)*1000,
			TTL:    []uint32{1, 50, 3600, 10}[i%4],
			Topic:  derivedTopic(i),
			Data:   derivedBytes(fmt.Sprintf("data %d", i), sizes[i%5]),
		}
		target := targets[i%len(targets)]
		if sealed.TTL > 1000 {
			target = 0.001
		}
		if err := sealed.Seal(&messageParams{PoW: target, WorkTime: powTime}); err != nil {
			return nil, err
		}
		described, err := describe(sealed)
		if err != nil {
			return nil, err
		}
		described["target"] = target
		all = append(all, described)
	}
	return all, nil
}

func describe(e *envelope) (fields, error) {
	raw, err := rlp.EncodeToBytes(e)
	if err != nil {
		return nil, err
	}
	return fields{
		"raw":    hexutil.Encode(raw),
		"hash":   e.Hash(),
		"expiry": e.Expiry,
		"ttl":    e.TTL,
		"topic":  hexutil.Encode(e.Topic[:]),
		"data":   hexutil.Encode(e.Data),
		"nonce":  hexutil.EncodeUint64(e.Nonce),
		"pow":    e.PoW(),
		"bloom":  hexutil.Encode(bloomOf(e.Topic)),
	}, nil
}

func symmetricMessages() (interface{}, error) {
	return eachMessage(func(i int, params *messageParams) (fields, openEnvelope) {
		params.KeySym = derived("symmetric", i)
		return fields{"key": hexutil.Encode(params.KeySym)}, func(e *envelope) (*message, error) {
			return e.OpenSymmetric(params.KeySym)
		}
	})
}

func asymmetricMessages() (interface{}, error) {
	return eachMessage(func(i int, params *messageParams) (fields, openEnvelope) {
		recipient := derivedKey("recipient", i)
		params.Dst = &recipient.PublicKey
		about := fields{
			"privateKey": hexutil.Encode(crypto.FromECDSA(recipient)),
			"publicKey":  publicKey(params.Dst),
		}
		return about, func(e *envelope) (*message, error) { return e.OpenAsymmetric(recipient) }
	})
}

// longMessage needs three bytes for its payload's size.
func longMessage() (interface{}, error) {
	params := &messageParams{TTL: 50, KeySym: derived("symmetric", 0), Payload: derivedBytes("long", 1<<16)}
	sealed, err := seal(params)
	if err != nil {
		return nil, err
	}
	opened, err := sealed.OpenSymmetric(params.KeySym)
	if err != nil {
		return nil, err
	}
	return fields{
		"key":           hexutil.Encode(params.KeySym),
		"data":          hexutil.Encode(sealed.Data),
		"payloadHash":   crypto.Keccak256Hash(params.Payload),
		"plaintextHash": crypto.Keccak256Hash(opened.Raw),
	}, nil
}

type openEnvelope func(*envelope) (*message, error)

// eachMessage has the original make a message, unsigned and signed, of every size and read it back.
func eachMessage(address func(i int, params *messageParams) (fields, openEnvelope)) (interface{}, error) {
	var all []fields
	for i := 0; i < 2*len(payloadSizes); i++ {
		params := &messageParams{
			TTL:     50,
			Topic:   derivedTopic(i),
			Payload: derivedBytes(fmt.Sprintf("payload %d", i), payloadSizes[i/2]),
		}
		if i%2 == 1 {
			params.Src = derivedKey("signer", i)
		}
		if i == 4 {
			params.Padding = []byte{0xff}
		}
		about, open := address(i, params)
		sealed, err := seal(params)
		if err != nil {
			return nil, err
		}
		opened, err := open(sealed)
		if err != nil {
			return nil, err
		}
		about["data"] = hexutil.Encode(sealed.Data)
		if opened.Salt != nil {
			about["nonce"] = hexutil.Encode(opened.Salt)
		}
		if err := addContent(about, opened); err != nil {
			return nil, err
		}
		all = append(all, about)
	}
	return all, nil
}

func addContent(about fields, opened *message) error {
	if !opened.ValidateAndParse() {
		return fmt.Errorf("what was sealed cannot be read")
	}
	about["plaintext"] = hexutil.Encode(opened.Raw)
	about["payload"] = hexutil.Encode(opened.Payload)
	about["padding"] = hexutil.Encode(opened.Padding)
	if opened.Src != nil {
		about["signer"] = publicKey(opened.Src)
	}
	return nil
}

func publicKey(key *ecdsa.PublicKey) string { return hexutil.Encode(crypto.FromECDSAPub(key)) }

func signatures() (interface{}, error) {
	var all []fields
	for i := 0; i < 10; i++ {
		params := &messageParams{
			TTL:     50,
			Src:     derivedKey("signer", i),
			KeySym:  derived("symmetric", i),
			Payload: derivedBytes("signed", 30*i),
		}
		sealed, err := seal(params)
		if err != nil {
			return nil, err
		}
		opened, err := sealed.OpenSymmetric(params.KeySym)
		if err != nil {
			return nil, err
		}
		about := fields{"privateKey": hexutil.Encode(crypto.FromECDSA(params.Src))}
		if err := addContent(about, opened); err != nil {
			return nil, err
		}
		about["hash"] = hexutil.Encode(crypto.Keccak256(opened.Raw[:len(opened.Raw)-signatureLength]))
		about["signature"] = hexutil.Encode(opened.Signature)
		all = append(all, about)
	}
	return all, nil
}

func passwords() (interface{}, error) {
	keys, err := newShh(nil)
	if err != nil {
		return nil, err
	}
	var all []fields
	for _, password := range []string{"test", "a", "correct horse battery staple", "żółw 🐢", "  spaces  "} {
		key, err := passwordKey(keys, password)
		if err != nil {
			return nil, err
		}
		all = append(all, fields{"password": password, "key": hexutil.Encode(key)})
	}
	return all, nil
}

func passwordKey(s *shh, password string) ([]byte, error) {
	id, err := s.AddSymKeyFromPassword(password)
	if err != nil {
		return nil, err
	}
	return s.GetSymKey(id)
}

// blooms are of topics by chance, and of some whose bits share a byte.
func blooms() (interface{}, error) {
	topics := []topic{{0, 0, 0xff, 6}, {0x0f, 1, 2, 0}, {0, 1, 2, 0}, {}, {0xff, 0xff, 0xff, 0xff}, {8, 8, 8, 0}}
	for i := len(topics); i < 50; i++ {
		topics = append(topics, derivedTopic(i))
	}
	var all []fields
	for _, t := range topics {
		all = append(all, fields{"topic": hexutil.Encode(t[:]), "bloom": hexutil.Encode(bloomOf(t))})
	}
	return all, nil
}

// mailRequests are as a client of a mail server sends them under code 126.
func mailRequests() (interface{}, error) {
	keys, err := newShh(nil)
	if err != nil {
		return nil, err
	}
	forms := map[string]func(from, to uint32, bloom []byte) ([]byte, error){"geth": gethRequest}
	for form, payload := range moreRequestForms {
		forms[form] = payload
	}
	var all []fields
	for form, payload := range forms {
		for i, bloom := range [][]byte{nil, bloomOf(derivedTopic(1))} {
			from, to := uint32(1600000000), uint32(1600003600+i)
			encoded, err := payload(from, to, bloom)
			if err != nil {
				return nil, err
			}
			password := fmt.Sprintf("mail %d", i)
			key, err := passwordKey(keys, password)
			if err != nil {
				return nil, err
			}
			signer := derivedKey("signer", i)
			sealed, err := seal(&messageParams{TTL: 50, KeySym: key, Src: signer, PoW: 0.2, WorkTime: powTime, Payload: encoded})
			if err != nil {
				return nil, err
			}
			about, err := describe(sealed)
			if err != nil {
				return nil, err
			}
			about["form"], about["password"], about["key"] = form, password, hexutil.Encode(key)
			about["signer"], about["payload"] = publicKey(&signer.PublicKey), hexutil.Encode(encoded)
			about["from"], about["to"] = from, to
			if bloom != nil {
				about["wanted"] = hexutil.Encode(bloom)
			}
			all = append(all, about)
		}
	}
	return all, nil
}

// gethRequest has the form that go-ethereum's mail server reads:
//
//	lower 4 | upper 4 [| bloom 64]
func gethRequest(from, to uint32, bloom []byte) ([]byte, error) {
	payload := make([]byte, 8, 8+len(bloom))
	binary.BigEndian.PutUint32(payload, from)
	binary.BigEndian.PutUint32(payload[4:], to)
	return append(payload, bloom...), nil
}
