//go:build geth18

package main

import "errors"

// crowd needs the package p2p/rlpx, which came later.
func crowd() error { return errors.New("the crowd is on today's go-ethereum") }
