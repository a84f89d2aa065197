// Package events prints what a program tells the test that drives it.
package events

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"sync"
)

// Fields of an event besides its name.
type Fields = map[string]any

var output sync.Mutex

// Emit prints one event, in JSON on a line. Any goroutine may call it.
func Emit(event string, more Fields) {
	line := Fields{"event": event}
	for name, value := range more {
		line[name] = value
	}
	text, err := json.Marshal(line)
	if err != nil {
		panic(err) // a field of a kind that JSON has not: a fault of the program
	}
	output.Lock()
	defer output.Unlock()
	os.Stdout.Write(append(text, '\n'))
}

// Hex digits without 0x.
func Hex(bytes []byte) string { return hex.EncodeToString(bytes) }

// Unhex reads hex digits with or without 0x.
func Unhex(text string) ([]byte, error) { return hex.DecodeString(strings.TrimPrefix(text, "0x")) }
