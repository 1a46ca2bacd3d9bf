// Speaks keeper.Discovery and keeper.Sync as gokeeper's own Go client does: plaintext grpc-go, one request, one
// answer, then the next request at once; keep-alives every third of the lease.
//
//	keeper provide <server> <service> <id> <http address>
//	keeper consume <server> <service>...
//	keeper subscribe <server> <domain> <id> <subscription>...
//
// The last speaks keeper.Sync. A provider deregisters at end of input. A consumer prints a line for each service of each update:
// the service, then id=address of each instance that is online.
package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/encoding/protowire"
)

const (
	lease   = 3 * time.Second
	perCall = 70 * time.Second
)

// bytesCodec leaves messages as they are.
type bytesCodec struct{}

func (bytesCodec) Name() string                        { return "proto" }
func (bytesCodec) Marshal(message any) ([]byte, error) { return message.([]byte), nil }
func (bytesCodec) Unmarshal(data []byte, message any) error {
	*message.(*[]byte) = append([]byte(nil), data...)
	return nil
}

func main() {
	connection, err := grpc.Dial(os.Args[2],
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.ForceCodec(bytesCodec{})))
	check(err)
	switch os.Args[1] {
	case "provide":
		provide(connection, os.Args[3], os.Args[4], os.Args[5])
	case "subscribe":
		subscribe(connection, os.Args[3], os.Args[4], os.Args[5:])
	default:
		consume(connection, os.Args[3:])
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func provide(connection *grpc.ClientConn, service, id, address string) {
	instance := text(nil, 1, id)
	instance = text(instance, 2, service)
	instance = text(instance, 3, "unknown")
	instance = entry(instance, 6, "http", text(nil, 2, address))
	instance = number(instance, 8, uint64(time.Now().Unix()))
	request := number(message(nil, 1, instance), 2, uint64(lease/time.Second))
	call := func(method string) error {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		var answer []byte
		return connection.Invoke(ctx, "/keeper.Discovery/"+method, request, &answer)
	}
	check(call("Register"))
	fmt.Println("registered")
	ended := make(chan struct{})
	go func() {
		io.Copy(io.Discard, bufio.NewReader(os.Stdin))
		close(ended)
	}()
	ticker := time.NewTicker(lease / 3)
	for {
		select {
		case <-ticker.C:
			for call("KeepAlive") != nil {
				time.Sleep(time.Second)
			}
		case <-ended:
			request = message(nil, 1, instance)
			check(call("Deregister"))
			fmt.Println("deregistered")
			return
		}
	}
}

func consume(connection *grpc.ClientConn, services []string) {
	versions := map[string]uint64{}
	for _, service := range services {
		versions[service] = 0
	}
	for {
		err := poll(connection, versions)
		fmt.Fprintln(os.Stderr, err)
		time.Sleep(time.Second)
	}
}

func poll(connection *grpc.ClientConn, versions map[string]uint64) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	description := &grpc.StreamDesc{ServerStreams: true, ClientStreams: true}
	stream, err := connection.NewStream(ctx, description, "/keeper.Discovery/Polls")
	if err != nil {
		return err
	}
	for {
		limit := time.AfterFunc(perCall, cancel)
		var request, answer []byte
		for service, version := range versions {
			request = entry(request, 1, service, number(nil, 2, version))
		}
		if err := stream.SendMsg(text(request, 3, "subscriber")); err != nil {
			return err
		}
		if err := stream.RecvMsg(&answer); err != nil {
			return err
		}
		limit.Stop()
		update(answer, versions)
	}
}

func update(answer []byte, versions map[string]uint64) {
	kind := uint64(0)
	fields(answer, func(field protowire.Number, value uint64, data []byte) {
		switch field {
		case 1:
			kind = value
		case 2:
			name, service := pair(data)
			versions[name] = show(name, service)
		}
	})
	if kind == 1 {
		fmt.Println("none")
	}
}

func show(name string, service []byte) (version uint64) {
	var instances []string
	fields(service, func(field protowire.Number, value uint64, data []byte) {
		switch field {
		case 2:
			_, group := pair(data)
			fields(group, func(_ protowire.Number, _ uint64, data []byte) {
				id, instance := pair(data)
				if line, online := describe(id, instance); online {
					instances = append(instances, line)
				}
			})
		case 5:
			version = value
		}
	})
	sort.Strings(instances)
	fmt.Println(strings.TrimSpace(name + " " + strings.Join(instances, " ")))
	return version
}

func describe(id string, instance []byte) (line string, online bool) {
	line, online = id, true
	fields(instance, func(field protowire.Number, _ uint64, data []byte) {
		key, value := pair(data)
		if field == 6 && key == "http" {
			line += "=" + string(value)
		}
		if field == 7 && key == "backend-metadata-online" && string(value) == "N" {
			online = false
		}
	})
	return line, online
}

func text(to []byte, field protowire.Number, value string) []byte {
	return message(to, field, []byte(value))
}

func message(to []byte, field protowire.Number, value []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(to, field, protowire.BytesType), value)
}

func number(to []byte, field protowire.Number, value uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(to, field, protowire.VarintType), value)
}

// entry of a map; value is the encoded field 2.
func entry(to []byte, field protowire.Number, key string, value []byte) []byte {
	return message(to, field, append(text(nil, 1, key), value...))
}

func pair(data []byte) (key string, value []byte) {
	fields(data, func(field protowire.Number, _ uint64, data []byte) {
		if field == 1 {
			key = string(data)
		} else if field == 2 {
			value = data
		}
	})
	return key, value
}

func fields(data []byte, see func(field protowire.Number, value uint64, data []byte)) {
	for len(data) > 0 {
		field, kind, length := protowire.ConsumeTag(data)
		if length < 0 {
			return
		}
		data = data[length:]
		if kind == protowire.VarintType {
			value, length := protowire.ConsumeVarint(data)
			see(field, value, nil)
			data = data[length:]
		} else {
			value, length := protowire.ConsumeBytes(data)
			if length < 0 {
				return
			}
			see(field, 0, value)
			data = data[length:]
		}
	}
}
