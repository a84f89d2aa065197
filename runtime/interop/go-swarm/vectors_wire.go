package main

import (
	"context"
	"fmt"
	"io"
	"reflect"

	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/p2p/enode"
)

// onTheWire lets the original send a message into a pipe.
func onTheWire(spec *protocolSpec, message any) (fields, error) {
	sending, receiving := p2p.MsgPipe()
	defer sending.Close()
	peer := newProtocolPeer(p2p.NewPeer(enode.ID{}, "", nil), sending, spec)
	failed := make(chan error, 1)
	go func() { failed <- peer.Send(context.Background(), message) }()
	packet, err := receiving.ReadMsg()
	if err != nil {
		return nil, err
	}
	payload, err := io.ReadAll(packet.Payload)
	if err != nil {
		return nil, err
	}
	return fields{
		"protocol": spec.Name, "version": spec.Version, "length": spec.Length(), "code": packet.Code,
		"name": reflect.Indirect(reflect.ValueOf(message)).Type().Name(), "bytes": hexOf(payload),
	}, <-failed
}

// hiveMessage is of a type that the original keeps to itself.
func hiveMessage(code uint64, field string, value any) any {
	message, known := hiveSpec.NewMsg(code)
	if !known {
		panic(fmt.Sprintf("hive has no message %d", code)) // the original is of another version than this program
	}
	reflect.ValueOf(message).Elem().FieldByName(field).Set(reflect.ValueOf(value))
	return message
}

// hexFields are the exported fields of a message, with bytes in hexadecimal.
func hexFields(of reflect.Value) any {
	switch {
	case of.Kind() == reflect.Pointer && of.IsNil():
		return nil
	case of.Kind() == reflect.Pointer && of.Type().Elem().Name() == "Capabilities":
		return fmt.Sprint(of.Interface())
	case of.Kind() == reflect.Pointer:
		return hexFields(of.Elem())
	case of.Kind() == reflect.Slice && of.Type().Elem().Kind() == reflect.Uint8:
		return hexOf(of.Bytes())
	case of.Kind() == reflect.Slice:
		all := []any{}
		for i := 0; i < of.Len(); i++ {
			all = append(all, hexFields(of.Index(i)))
		}
		return all
	case of.Kind() == reflect.Struct:
		all := make(fields)
		for i := 0; i < of.NumField(); i++ {
			if field := of.Type().Field(i); field.IsExported() {
				all[field.Name] = hexFields(of.Field(i))
			}
		}
		return all
	}
	return of.Interface()
}
