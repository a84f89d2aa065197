//go:build waku

package main

import (
	"errors"
	"math"

	gethcommon "github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/rlp"
	"github.com/status-im/status-go/mailserver"
	"github.com/status-im/status-go/waku"
	"github.com/status-im/status-go/waku/common"
	v1 "github.com/status-im/status-go/waku/v1"
)

var (
	moreVectors = map[string]func() (interface{}, error){
		"statuses":        statuses,
		"responses":       responses,
		"acknowledgments": acknowledgments,
		"completions":     completions,
		"requests":        requests,
	}
	moreRequestForms = map[string]func(from, to uint32, bloom []byte) ([]byte, error){"status": statusRequest}
)

// statuses are of codes 0 and 22, which have the same form.
func statuses() (interface{}, error) {
	pow := func(value float64) *uint64 { bits := math.Float64bits(value); return &bits }
	yes, no := true, false
	limits := &common.RateLimits{IPLimits: 10, PeerIDLimits: 5, TopicLimits: 1}
	topics := []common.TopicType{derivedTopic(1), derivedTopic(2), {0, 0, 0, 1}}
	list := []struct {
		about  string
		status v1.StatusOptions
	}{
		{"pow 2.05", v1.StatusOptions{PoWRequirement: pow(2.05)}},
		{"pow 0", v1.StatusOptions{PoWRequirement: pow(0)}},
		{"bloom of topic 1", v1.StatusOptions{BloomFilter: bloomOf(derivedTopic(1))}},
		{"full bloom", v1.StatusOptions{BloomFilter: common.MakeFullNodeBloom()}},
		{"light", v1.StatusOptions{LightNodeEnabled: &yes}},
		{"not light", v1.StatusOptions{LightNodeEnabled: &no}},
		{"confirmations", v1.StatusOptions{ConfirmationsEnabled: &yes}},
		{"packet limits 10, 5, 1", v1.StatusOptions{PacketRateLimits: limits}},
		{"byte limits 10, 5, 1", v1.StatusOptions{BytesRateLimits: limits}},
		{"three topics", v1.StatusOptions{TopicInterest: topics}},
		{"no topic", v1.StatusOptions{TopicInterest: []common.TopicType{}}},
		{"nothing", v1.StatusOptions{}},
		{"everything", v1.StatusOptions{PoWRequirement: pow(0.2), BloomFilter: bloomOf(derivedTopic(1)), LightNodeEnabled: &no,
			ConfirmationsEnabled: &yes, PacketRateLimits: limits, TopicInterest: topics, BytesRateLimits: limits}},
	}
	var all []fields
	for _, each := range list {
		encoded, err := rlp.EncodeToBytes(each.status)
		if err != nil {
			return nil, err
		}
		var back v1.StatusOptions
		if err := rlp.DecodeBytes(encoded, &back); err != nil {
			return nil, err
		}
		all = append(all, fields{"about": each.about, "bytes": hexutil.Encode(encoded)})
	}
	return all, nil
}

// responses are of code 12.
func responses() (interface{}, error) {
	late := common.ErrorToEnvelopeError(gethcommon.BytesToHash(derived("envelope", 1)), common.TimeSyncError(errors.New("very old envelope")))
	other := common.ErrorToEnvelopeError(gethcommon.BytesToHash(derived("envelope", 2)), errors.New("something else"))
	var all []fields
	for i, each := range [][]common.EnvelopeError{nil, {late}, {late, other}} {
		batch := gethcommon.BytesToHash(derived("batch", i))
		encoded, err := rlp.EncodeToBytes(v1.NewMessagesResponse(batch, each))
		if err != nil {
			return nil, err
		}
		errs := []fields{}
		for _, e := range each {
			errs = append(errs, fields{"hash": e.Hash, "code": e.Code, "text": e.Description})
		}
		all = append(all, fields{"batch": batch, "errors": errs, "bytes": hexutil.Encode(encoded)})
	}
	return all, nil
}

// acknowledgments are of code 11.
func acknowledgments() (interface{}, error) {
	batch := gethcommon.BytesToHash(derived("batch", 0))
	encoded, err := rlp.EncodeToBytes(batch)
	return []fields{{"batch": batch, "bytes": hexutil.Encode(encoded)}}, err
}

// completions are of code 125.
func completions() (interface{}, error) {
	request := gethcommon.BytesToHash(derived("request", 0))
	last := gethcommon.BytesToHash(derived("last", 0))
	cursor := derivedBytes("cursor", 36)
	payloads := []struct {
		about   string
		payload []byte
	}{
		{"the last page", waku.CreateMailServerRequestCompletedPayload(request, last, nil)},
		{"nothing found", waku.CreateMailServerRequestCompletedPayload(request, gethcommon.Hash{}, nil)},
		{"with a cursor", waku.CreateMailServerRequestCompletedPayload(request, last, cursor)},
		{"an error", waku.CreateMailServerRequestFailedPayload(request, errors.New("query range is invalid"))},
	}
	var all []fields
	for _, each := range payloads {
		encoded, err := rlp.EncodeToBytes(each.payload)
		if err != nil {
			return nil, err
		}
		all = append(all, fields{"about": each.about, "request": request, "last": last,
			"cursor": hexutil.Encode(cursor), "bytes": hexutil.Encode(encoded)})
	}
	return all, nil
}

// requests are of code 126, in the form without an envelope.
func requests() (interface{}, error) {
	list := []common.MessagesRequest{
		{ID: derived("request", 0), From: 1600000000, To: 1600003600, Limit: 100, Bloom: bloomOf(derivedTopic(1))},
		{ID: derived("request", 1), From: 1, To: 2, Cursor: derivedBytes("cursor", 36), Topics: [][]byte{{1, 2, 3, 4}, {5, 6, 7, 8}}},
	}
	var all []fields
	for _, request := range list {
		encoded, err := rlp.EncodeToBytes(request)
		if err != nil {
			return nil, err
		}
		topics := []string{}
		for _, t := range request.Topics {
			topics = append(topics, hexutil.Encode(t))
		}
		all = append(all, fields{"id": hexutil.Encode(request.ID), "from": request.From, "to": request.To, "limit": request.Limit,
			"cursor": hexutil.Encode(request.Cursor), "wanted": hexutil.Encode(request.Bloom), "topics": topics,
			"bytes": hexutil.Encode(encoded)})
	}
	return all, nil
}

// statusRequest has the form that Status's clients seal.
func statusRequest(from, to uint32, bloom []byte) ([]byte, error) {
	request := mailserver.MessagesRequestPayload{Lower: from, Upper: to, Bloom: bloom, Limit: 10, Batch: true}
	if bloom == nil {
		request.Bloom = common.MakeFullNodeBloom()
		request.Topics = [][]byte{{1, 2, 3, 4}}
		request.Cursor = derivedBytes("cursor", 36)
	}
	return rlp.EncodeToBytes(request)
}
