//go:build !waku

package main

var (
	moreVectors      map[string]func() (interface{}, error)
	moreRequestForms map[string]func(from, to uint32, bloom []byte) ([]byte, error)
)
