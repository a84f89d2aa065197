package main

import (
	"crypto/ecdsa"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/p2p/enode"
	"github.com/ethereum/go-ethereum/p2p/rlpx"
	"github.com/ethereum/go-ethereum/rlp"
)

// Codes of the base protocol (rlpx.md, "p2p" Capability), and where the first protocol begins.
const (
	helloCode      = 0
	disconnectCode = 1
	pingCode       = 2
	pongCode       = 3
	firstCode      = 16
)

// snappyFrom this p2p version on messages are compressed (EIP-706).
const snappyFrom = 5

// hello is the message of that name; Rest is what later versions may add.
type hello struct {
	Version    uint64
	Name       string
	Caps       []p2p.Cap
	ListenPort uint64
	ID         []byte
	Rest       []rlp.RawValue `rlp:"tail"`
}

// rawPeer speaks RLPx by hand, so that it can break the rules.
type rawPeer struct {
	conn    *rlpx.Conn
	wire    *tamperingConn
	key     *ecdsa.PrivateKey
	version uint64 // of p2p, as our Hello says
	extra   bool   // one more item in Hello than the specification lists
}

// raw makes one connection, does one thing on it, and tells all that happens until the other side closes it.
func raw(arguments []string) error {
	options := flag.NewFlagSet("raw", flag.ContinueOnError)
	to := options.String("to", "", "enode URL to dial; without it one connection is accepted")
	do := options.String("do", "nothing", "what to do once connected")
	version := options.Uint64("version", 5, "p2p version of Hello")
	extra := options.Bool("extra", false, "one more item in Hello than the specification lists")
	pongs := options.Bool("pongs", true, "answer pings")
	patience := options.Duration("patience", 20*time.Second, "give up after this time")
	if err := options.Parse(arguments); err != nil {
		return err
	}
	deed, err := deedNamed(*do)
	if err != nil {
		return err
	}
	go endWithInput()
	r, err := connect(*to, *patience)
	if err != nil {
		return err
	}
	defer r.conn.Close()
	r.version, r.extra = *version, *extra
	if deed.beforeHello {
		err = deed.do(r)
	} else {
		err = r.sayHello("rawpeer")
	}
	if err != nil {
		return err
	}
	return r.listen(func() error {
		if deed.beforeHello {
			return nil
		}
		return deed.do(r)
	}, *pongs)
}

func endWithInput() {
	io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}

// connect dials, or accepts once, and does the encryption handshake.
func connect(to string, patience time.Duration) (*rawPeer, error) {
	key, err := crypto.GenerateKey()
	if err != nil {
		return nil, err
	}
	socket, remote, err := openSocket(to, key)
	if err != nil {
		return nil, err
	}
	wire := &tamperingConn{Conn: socket}
	conn := rlpx.NewConn(wire, remote)
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return nil, err
	}
	if _, err := conn.Handshake(key); err != nil {
		return nil, fmt.Errorf("encryption handshake: %w", err)
	}
	return &rawPeer{conn: conn, wire: wire, key: key}, nil
}

func openSocket(to string, key *ecdsa.PrivateKey) (net.Conn, *ecdsa.PublicKey, error) {
	if to != "" {
		node, err := enode.ParseV4(to)
		if err != nil {
			return nil, nil, err
		}
		endpoint, _ := node.TCPEndpoint()
		socket, err := net.Dial("tcp", endpoint.String())
		return socket, node.Pubkey(), err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, nil, err
	}
	defer listener.Close()
	address := listener.Addr().(*net.TCPAddr)
	emit("listening", fields{"enode": enode.NewV4(&key.PublicKey, address.IP, address.Port, address.Port).URLv4()})
	socket, err := listener.Accept()
	return socket, nil, err
}

func (r *rawPeer) sayHello(name string) error {
	ours := hello{
		Version: r.version,
		Name:    name,
		Caps:    []p2p.Cap{{Name: "raw", Version: 1}},
		ID:      crypto.FromECDSAPub(&r.key.PublicKey)[1:],
	}
	if r.extra {
		ours.Rest = []rlp.RawValue{{0xc2, 0x01, 0x02}}
	}
	payload, err := rlp.EncodeToBytes(&ours)
	if err != nil {
		return err
	}
	return r.send(helloCode, payload)
}

// listen emits every message, and does its deed once the other side's Hello is there. It returns when the connection
// is over, which is how every conversation ends and no error.
func (r *rawPeer) listen(deed func() error, pongs bool) error {
	began := time.Now()
	for {
		code, payload, _, err := r.conn.Read()
		if err != nil {
			emit("closed", fields{"why": err.Error(), "millis": time.Since(began).Milliseconds()})
			return nil
		}
		switch code {
		case helloCode:
			if err := r.heardHello(payload); err != nil {
				return err
			}
			err = deed()
		case disconnectCode:
			emit("disconnect", fields{"payload": fmt.Sprintf("0x%x", payload)})
		case pingCode:
			emit("ping", fields{"millis": time.Since(began).Milliseconds()})
			if pongs {
				err = r.send(pongCode, []byte{0xc0})
			}
		case pongCode:
			emit("pong", nil)
		default:
			emit("message", fields{"code": code, "size": len(payload)})
		}
		if err != nil {
			return err
		}
	}
}

func (r *rawPeer) heardHello(payload []byte) error {
	var theirs hello
	if err := rlp.DecodeBytes(payload, &theirs); err != nil {
		return fmt.Errorf("their Hello: %w", err)
	}
	emit("hello", fields{"version": theirs.Version, "client": theirs.Name, "caps": theirs.Caps, "id": fmt.Sprintf("%x", theirs.ID)})
	r.conn.SetSnappy(min(r.version, theirs.Version) >= snappyFrom)
	return nil
}

func (r *rawPeer) send(code uint64, payload []byte) error {
	_, err := r.conn.Write(code, payload)
	return err
}
