package main

import "net"

// A frame as rlpx.Conn writes it, in one Write:
//
//	header 16 | header MAC 16 | content, padded to 16 | frame MAC 16
const (
	inHeaderMAC = 16
	inContent   = 32
	inFrameMAC  = -1 // the last byte
)

// tamperingConn is a wire that an attacker holds: told to, it spoils the next frame.
type tamperingConn struct {
	net.Conn
	spoil func(frame []byte) []byte
}

func (c *tamperingConn) Write(frame []byte) (int, error) {
	if c.spoil == nil {
		return c.Conn.Write(frame)
	}
	spoiled := c.spoil(append([]byte(nil), frame...))
	c.spoil = nil
	if _, err := c.Conn.Write(spoiled); err != nil {
		return 0, err
	}
	return len(frame), nil
}

// flip turns one bit over; a negative position counts from the end.
func flip(position int) func(frame []byte) []byte {
	return func(frame []byte) []byte {
		frame[(position+len(frame))%len(frame)] ^= 0x10
		return frame
	}
}

// headOnly lets the frame's header through and nothing of what it promises.
func headOnly(frame []byte) []byte { return frame[:inContent] }
