// Linkparty is one end of a link that a benchmark measures: a node on go-ethereum's p2p package. It is told one command
// a line on standard input and answers with one line on standard output; it ends when its input does. With the argument
// "crowd" it is many nodes instead (crowd.go).
//
//	                       listening ENODE                 first of all
//	dial ENODE             connected                       once the protocol runs
//	flood BYTES KIND MS    flood COUNT NANOSECONDS         until the other side has confirmed that all have come
//	trips BYTES MS         trips COUNT P50 P99 P999        nanoseconds
//
// KIND is random or text. A line that begins with "fault" may come at any time.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/p2p/enode"
)

func main() {
	begin := serve
	if len(os.Args) > 1 && os.Args[1] == "crowd" {
		begin = crowd
	}
	if err := begin(); err != nil {
		fmt.Println("fault", err)
		os.Exit(1)
	}
}

func serve() error {
	key, err := crypto.GenerateKey()
	if err != nil {
		return err
	}
	party := newParty()
	var protocols []p2p.Protocol
	for _, name := range names {
		protocols = append(protocols, p2p.Protocol{Name: name, Version: 1, Length: codes, Run: party.run})
	}
	server := &p2p.Server{Config: p2p.Config{
		PrivateKey:  key,
		Name:        "linkparty",
		MaxPeers:    20000,
		DialRatio:   2,
		NoDiscovery: true,
		ListenAddr:  "127.0.0.1:0",
		Protocols:   protocols,
	}}
	if err := server.Start(); err != nil {
		return err
	}
	defer server.Stop()
	// Of the NodeInfo, since both generations have it.
	fmt.Println("listening", server.NodeInfo().Enode)
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if err := obey(server, party, strings.Fields(lines.Text())); err != nil {
			return err
		}
	}
	return lines.Err()
}

func obey(server *p2p.Server, party *party, words []string) error {
	switch words[0] {
	case "dial":
		node, err := enode.ParseV4(words[1])
		if err != nil {
			return err
		}
		server.AddPeer(node)
	case "flood":
		numbers, err := integers(words[1], words[3])
		if err != nil {
			return err
		}
		return party.flood(payload(numbers[0], words[2]), numbers[1])
	case "trips":
		numbers, err := integers(words[1], words[2])
		if err != nil {
			return err
		}
		return party.trips(payload(numbers[0], "random"), numbers[1])
	default:
		return fmt.Errorf("no such command: %q", words[0])
	}
	return nil
}

func integers(texts ...string) ([]int, error) {
	var numbers []int
	for _, text := range texts {
		number, err := strconv.Atoi(text)
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, number)
	}
	return numbers, nil
}
