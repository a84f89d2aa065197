// Swarmpeer is a node with the original swarm that a test drives: one command a line on standard input, one event in
// JSON a line on standard output. It ends when standard input does.
package main

import (
	"fmt"
	"os"
)

func main() {
	modes := map[string]func(arguments []string) error{"serve": serve, "vectors": vectors}
	if len(os.Args) < 2 || modes[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: swarmpeer serve|vectors [options]")
		os.Exit(2)
	}
	if err := modes[os.Args[1]](os.Args[2:]); err != nil {
		emit("failed", fields{"why": err.Error()})
		os.Exit(1)
	}
}
