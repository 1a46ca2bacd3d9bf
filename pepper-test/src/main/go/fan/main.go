// Measures how long a change takes to reach the last of many subscribers.
//
//	fan keeper <gRPC address> <HTTP address> <user:password> <subscribers> <rounds>
//	fan etcd <address> <subscribers> <rounds>
//
// Prints "subscribed" once all have the first value, then a line for each round: microseconds from
// before the write to the last subscriber. The subscribers stay until the input ends.
package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/encoding/protowire"
)

// Servers allow 100 calls of a connection at a time.
const perConnection = 100

const limit = 30 * time.Second

// bytesCodec leaves messages as they are.
type bytesCodec struct{}

func (bytesCodec) Name() string                        { return "proto" }
func (bytesCodec) Marshal(message any) ([]byte, error) { return message.([]byte), nil }
func (bytesCodec) Unmarshal(data []byte, message any) error {
	*message.(*[]byte) = append([]byte(nil), data...)
	return nil
}

// side is one kind of server.
type side interface {
	// subscribe calls back with each value that comes, the present one first if there is one.
	subscribe(connection *grpc.ClientConn, id int, received func(value string))
	write(value string)
}

func main() {
	arguments := os.Args[2:]
	var measured side
	if os.Args[1] == "keeper" {
		measured = &keeper{http: arguments[1], login: arguments[2]}
		arguments = append(arguments[:1], arguments[3:]...)
	} else {
		measured = &etcd{connect(arguments[0])}
	}
	count, rounds := number(arguments[1]), number(arguments[2])
	run(measured, arguments[0], count, rounds)
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func connect(address string) *grpc.ClientConn {
	connection, err := grpc.Dial(address,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.ForceCodec(bytesCodec{})))
	check(err)
	return connection
}

// arrivals counts the subscribers that have a value.
type arrivals struct {
	sync.Mutex
	wanted string
	left   int
	done   chan time.Time
}

func (a *arrivals) expect(value string, count int) {
	a.Lock()
	defer a.Unlock()
	a.wanted, a.left, a.done = value, count, make(chan time.Time, 1)
}

func (a *arrivals) received(value string) {
	a.Lock()
	defer a.Unlock()
	if value == a.wanted {
		if a.left--; a.left == 0 {
			a.done <- time.Now()
		}
	}
}

func run(measured side, address string, count, rounds int) {
	arrived := &arrivals{}
	arrived.expect("start", count)
	measured.write("start")
	var connection *grpc.ClientConn
	for i := 0; i < count; i++ {
		if i%perConnection == 0 {
			connection = connect(address)
		}
		measured.subscribe(connection, i, arrived.received)
	}
	await(arrived, "start")
	fmt.Println("subscribed")
	for i := 0; i < rounds; i++ {
		value := fmt.Sprint("v", i)
		arrived.expect(value, count)
		began := time.Now()
		measured.write(value)
		fmt.Println(await(arrived, value).Sub(began).Microseconds())
		time.Sleep(100 * time.Millisecond)
	}
	fmt.Println("done")
	io.Copy(io.Discard, os.Stdin)
}

func await(arrived *arrivals, value string) time.Time {
	select {
	case at := <-arrived.done:
		return at
	case <-time.After(limit):
		arrived.Lock()
		fmt.Fprintln(os.Stderr, arrived.left, "subscribers did not receive", value)
		os.Exit(1)
		panic("gone")
	}
}

func stream(connection *grpc.ClientConn, method string) grpc.ClientStream {
	description := &grpc.StreamDesc{ServerStreams: true, ClientStreams: true}
	opened, err := connection.NewStream(context.Background(), description, method)
	check(err)
	return opened
}

type keeper struct{ http, login string }

func (k *keeper) write(value string) {
	change := fmt.Sprintf(`{"changes":[{"section":"DEFAULT","key":"n","value":%q}]}`, value)
	request, err := http.NewRequest("PATCH",
		k.http+"/api/v1/config/domains/bench/files/fan.conf", strings.NewReader(change))
	check(err)
	user, password, _ := strings.Cut(k.login, ":")
	request.SetBasicAuth(user, password)
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	check(err)
	answer.Body.Close()
	if answer.StatusCode/100 != 2 {
		check(fmt.Errorf("the publish was answered with %d", answer.StatusCode))
	}
}

func (k *keeper) subscribe(connection *grpc.ClientConn, id int, received func(string)) {
	opened := stream(connection, "/keeper.Sync/Sync")
	go func() {
		kind, version := uint64(3), 0
		for {
			node := fmt.Sprintf(`{"id":"n%d","domain":"bench","raw_subscription":["/fan.conf"],"version":%d}`,
				id, version)
			check(opened.SendMsg(text(varint(nil, 1, kind), 2, node)))
			var answer []byte
			check(opened.RecvMsg(&answer))
			kind = ^uint64(0)
			if value, at, isNew := changed(answer); isNew {
				version = at
				received(value)
			}
		}
	}()
}

func changed(answer []byte) (value string, version int, isNew bool) {
	fields(answer, func(field protowire.Number, kind uint64, data []byte) {
		if field == 1 {
			isNew = kind == 2
		} else if isNew {
			value = after(string(data), `"raw_value":"`, `"`)
			version = number(after(string(data), `"version":`, `,`))
		}
	})
	return value, version, isNew
}

// after finds a text between two others. Reading the whole JSON would measure this program.
func after(text, begin, end string) string {
	_, rest, _ := strings.Cut(text, begin)
	found, _, _ := strings.Cut(rest, end)
	return found
}

type etcd struct{ connection *grpc.ClientConn }

func (e *etcd) write(value string) {
	var answer []byte
	request := text(text(nil, 1, "bench/fan"), 2, value)
	check(e.connection.Invoke(context.Background(), "/etcdserverpb.KV/Put", request, &answer))
}

// subscribe watches from the first revision on, as one that wants to miss nothing.
func (e *etcd) subscribe(connection *grpc.ClientConn, id int, received func(string)) {
	opened := stream(connection, "/etcdserverpb.Watch/Watch")
	create := varint(text(nil, 1, "bench/fan"), 3, 1)
	check(opened.SendMsg(message(nil, 1, create)))
	go func() {
		for {
			var answer []byte
			check(opened.RecvMsg(&answer))
			fields(answer, func(field protowire.Number, _ uint64, data []byte) {
				if field == 11 {
					event(data, received)
				}
			})
		}
	}()
}

func event(data []byte, received func(string)) {
	fields(data, func(field protowire.Number, _ uint64, data []byte) {
		if field == 2 {
			fields(data, func(field protowire.Number, _ uint64, data []byte) {
				if field == 5 {
					received(string(data))
				}
			})
		}
	})
}

func text(to []byte, field protowire.Number, value string) []byte {
	return message(to, field, []byte(value))
}

func message(to []byte, field protowire.Number, value []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(to, field, protowire.BytesType), value)
}

func varint(to []byte, field protowire.Number, value uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(to, field, protowire.VarintType), value)
}

// fields calls back with each field of a message: a number, or bytes.
func fields(data []byte, each func(field protowire.Number, number uint64, data []byte)) {
	for len(data) > 0 {
		field, kind, length := protowire.ConsumeTag(data)
		check(protowire.ParseError(length))
		data = data[length:]
		var number uint64
		var bytes []byte
		switch kind {
		case protowire.VarintType:
			number, length = protowire.ConsumeVarint(data)
		case protowire.BytesType:
			bytes, length = protowire.ConsumeBytes(data)
		default:
			length = protowire.ConsumeFieldValue(field, kind, data)
		}
		check(protowire.ParseError(length))
		each(field, number, bytes)
		data = data[length:]
	}
}
