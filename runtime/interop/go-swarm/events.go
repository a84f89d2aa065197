package main

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"sync"
)

// fields of an event besides its name.
type fields map[string]any

var output sync.Mutex

// emit prints one event. Any goroutine may call it.
func emit(event string, more fields) {
	line := fields{"event": event}
	for name, value := range more {
		line[name] = value
	}
	text, err := json.Marshal(line)
	if err != nil {
		panic(err) // a field of a kind that JSON has not: a fault of this program
	}
	output.Lock()
	defer output.Unlock()
	os.Stdout.Write(append(text, '\n'))
}

func hexOf(bytes []byte) string { return hex.EncodeToString(bytes) }

func unhex(text string) ([]byte, error) { return hex.DecodeString(strings.TrimPrefix(text, "0x")) }
