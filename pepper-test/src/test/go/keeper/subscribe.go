package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/encoding/protowire"
)

// Event types of keeper.Sync, as numbers on the wire.
const (
	none     = ^uint64(0)
	changed  = 2
	register = 3
	process  = 5
)

const attempts = 3

// subscriber is a node that receives configuration: it keeps two streams open from the start and
// sends its requests on them in turns, each after the answer to the one before.
type subscriber struct {
	connection *grpc.ClientConn
	node       map[string]any
	streams    []grpc.ClientStream
}

// subscribe prints a line for each configuration that comes: its version, then struct.key=text of
// each key, sorted.
func subscribe(connection *grpc.ClientConn, domain, id string, subscriptions []string) {
	host, _ := os.Hostname()
	node := &subscriber{connection: connection, node: map[string]any{
		"id": id, "keeper_addr": connection.Target(), "domain": domain, "component": "main",
		"hostname": host, "start_time": time.Now().Unix(), "update_time": 0,
		"raw_subscription": subscriptions, "status": 1, "version": 0,
		"component_tags": map[string]string{"version": "1.0"},
	}}
	for len(node.streams) < 2 {
		stream, err := node.open()
		check(err)
		node.streams = append(node.streams, stream)
	}
	next, err := node.exchange(register)
	check(err)
	for {
		if next, err = node.call(next); err != nil {
			fmt.Fprintln(os.Stderr, err)
			time.Sleep(5 * time.Second)
			next = none
		}
	}
}

func (s *subscriber) open() (grpc.ClientStream, error) {
	description := &grpc.StreamDesc{ServerStreams: true, ClientStreams: true}
	return s.connection.NewStream(context.Background(), description, "/keeper.Sync/Sync")
}

// call tries a request up to three times, and returns the next one.
func (s *subscriber) call(kind uint64) (next uint64, err error) {
	for i := 0; i < attempts; i++ {
		if next, err = s.exchange(kind); err == nil {
			return next, nil
		}
	}
	return none, err
}

func (s *subscriber) exchange(kind uint64) (next uint64, err error) {
	if len(s.streams) == 0 {
		stream, err := s.open()
		if err != nil {
			return none, err
		}
		s.streams = append(s.streams, stream)
	}
	stream := s.streams[0]
	s.streams = s.streams[1:]
	data, err := json.Marshal(s.described(kind))
	check(err)
	if err := stream.SendMsg(text(number(nil, 1, kind), 2, string(data))); err != nil {
		return none, err
	}
	var answer []byte
	if err := stream.RecvMsg(&answer); err != nil {
		return none, err
	}
	s.streams = append(s.streams, stream)
	return s.take(answer)
}

func (s *subscriber) described(kind uint64) map[string]any {
	if kind != process {
		return s.node
	}
	report := map[string]any{"subscription": nil, "struct_datas": nil,
		"proc": map[string]any{"Base": map[string]any{"Pid": fmt.Sprint(os.Getpid())}}}
	for name, value := range s.node {
		report[name] = value
	}
	return report
}

// take returns the request that follows an answer.
func (s *subscriber) take(answer []byte) (uint64, error) {
	kind, data := uint64(0), ""
	fields(answer, func(field protowire.Number, value uint64, bytes []byte) {
		if field == 1 {
			kind = value
		} else {
			data = string(bytes)
		}
	})
	switch kind {
	case none:
		return none, parsed(data, new(any))
	case register, process:
		return kind, parsed(data, new(any))
	case changed:
		return none, s.change(data)
	}
	return none, fmt.Errorf("an answer of type %d", int64(kind))
}

func parsed(data string, into any) error {
	return json.Unmarshal([]byte(data), into)
}

func (s *subscriber) change(data string) error {
	var structs []struct {
		Name    string
		Version int
		Data    map[string]struct {
			RawValue string `json:"raw_value"`
		}
	}
	if err := parsed(data, &structs); err != nil || len(structs) == 0 {
		return err
	}
	s.node["version"] = structs[0].Version
	var lines []string
	for _, each := range structs {
		for key, value := range each.Data {
			lines = append(lines, each.Name+"."+key+"="+value.RawValue)
		}
	}
	sort.Strings(lines)
	fmt.Println(structs[0].Version, strings.Join(lines, " "))
	return nil
}
