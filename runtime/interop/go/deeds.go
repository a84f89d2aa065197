package main

import (
	"fmt"
	"strings"
)

// rawLength is the number of codes of raw/1, the one protocol that a raw peer offers.
const rawLength = 4

type deed struct {
	beforeHello bool // done instead of saying Hello
	do          func(*rawPeer) error
}

var deeds = map[string]deed{
	"nothing":      {do: func(*rawPeer) error { return nil }},
	"ping":         {do: func(r *rawPeer) error { return r.send(pingCode, []byte{0xc0}) }},
	"message":      {do: func(r *rawPeer) error { return r.send(firstCode, []byte("\x83abc")) }},
	"quit":         {do: func(r *rawPeer) error { return r.send(disconnectCode, []byte{0xc1, 0x08}) }},
	"header-mac":   {do: func(r *rawPeer) error { return r.spoiled(flip(inHeaderMAC)) }},
	"content":      {do: func(r *rawPeer) error { return r.spoiled(flip(inContent)) }},
	"frame-mac":    {do: func(r *rawPeer) error { return r.spoiled(flip(inFrameMAC)) }},
	"foreign-code": {do: func(r *rawPeer) error { return r.send(firstCode+rawLength, []byte{0xc0}) }},
	"inflated":     {do: func(r *rawPeer) error { return r.plain(inflated) }},
	"not-snappy":   {do: func(r *rawPeer) error { return r.plain([]byte{0x05, 0xff, 0xff}) }},
	"early":        {beforeHello: true, do: func(r *rawPeer) error { return r.send(firstCode, []byte{0xc0}) }},
	"fat-hello":    {beforeHello: true, do: (*rawPeer).fatHello},
	"endless":      {beforeHello: true, do: (*rawPeer).endless},
}

// inflated is snappy for 16 MiB, one byte above the limit: the length 2^24 and then one literal byte.
var inflated = []byte{0x80, 0x80, 0x80, 0x08, 0x00, 0x61}

// spoiled sends a message that is damaged on the way.
func (r *rawPeer) spoiled(spoil func([]byte) []byte) error {
	r.wire.spoil = spoil
	return r.send(firstCode, make([]byte, 64))
}

// plain sends payload as it is on a link that compresses.
func (r *rawPeer) plain(payload []byte) error {
	r.conn.SetSnappy(false)
	defer r.conn.SetSnappy(true)
	return r.send(firstCode, payload)
}

// fatHello is well-formed and longer than the 2 KiB that a base message may have.
func (r *rawPeer) fatHello() error {
	return r.sayHello(strings.Repeat("x", 3000))
}

// endless announces a Hello of nearly 16 MiB and sends nothing of it.
func (r *rawPeer) endless() error {
	r.wire.spoil = headOnly
	return r.send(helloCode, make([]byte, 1<<24-2))
}

func deedNamed(name string) (deed, error) {
	d, known := deeds[name]
	if !known {
		return d, fmt.Errorf("cannot do %q", name)
	}
	return d, nil
}
