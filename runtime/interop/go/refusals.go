package main

import (
	"context"
	"log/slog"
)

// refusals turns what p2p.Server only logs, connections that never became peers, into events.
type refusals struct{}

var refused = map[string]bool{
	"Failed RLPx handshake":           true,
	"Failed p2p handshake":            true,
	"Rejected peer":                   true,
	"Wrong devp2p handshake identity": true,
	"Setting up connection failed":    true,
	"Rejected inbound connection":     true,
}

func (refusals) Enabled(context.Context, slog.Level) bool { return true }

func (r refusals) WithAttrs([]slog.Attr) slog.Handler { return r }

func (r refusals) WithGroup(string) slog.Handler { return r }

func (refusals) Handle(_ context.Context, record slog.Record) error {
	if !refused[record.Message] {
		return nil
	}
	about := fields{"stage": record.Message}
	record.Attrs(func(a slog.Attr) bool {
		if a.Key == "err" {
			about["why"] = a.Value.String()
		}
		return true
	})
	emit("refused", about)
	return nil
}
