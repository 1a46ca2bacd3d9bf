// Calls a server by gorpc as gokeeper's Go client does, with Go's own gobs.
//
//	gorpcnode calls <server>                                  tries the protocol itself
//	gorpcnode sync <server> <domain> <id> <subscription>...   receives configuration for ever
//	gorpcnode follow <domain> <count> <servers> <subscription>...
//	    as many nodes that do so, at whichever of the servers answers
package main

import (
	"fmt"
	"os"
	"sort"
	"time"
)

const pause = 200 * time.Millisecond

func main() {
	switch os.Args[1] {
	case "calls":
		calls(os.Args[2])
	case "follow":
		follow(os.Args[2:])
	default:
		newNode(os.Args[2:]).sync()
	}
}

func check(err error) {
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
}

func calls(address string) {
	connection, err := dial(address)
	check(err)
	pong := connection.call("go", "p", 1, nil)
	check(pong.err)
	fmt.Println("pong", pong.header.ReplyType == replyPong)
	unknown := connection.call("Server", "Unknown", 0, Event{1, NodeInfo{ID: "n"}})
	check(unknown.err)
	fmt.Println("unknown", unknown.header.Error.Code, unknown.header.Error.Type)
	acknowledged := connection.call("Server", "Sync", 1, Event{1, "nothing"})
	check(acknowledged.err)
	fmt.Println("acknowledged", acknowledged.header.ReplyType, acknowledged.header.Error == nil)
	concurrent(connection)
	failed := connection.call("Server", "Sync", 0, Event{1, "fail"})
	check(failed.err)
	fmt.Println("failed", *failed.header.Error)
}

// concurrent sends calls of all kinds of data without waiting, and compares the answers.
func concurrent(connection *connection) {
	var started []chan answer
	var sent []any
	for i := 0; i < 60; i++ {
		data := []any{fmt.Sprint("text ", i), i, map[string]int{"i": i}, []string{"a", ""},
			time.Duration(i), map[int]struct{}{i: {}}}[i%6]
		call, err := connection.start("Server", "Sync", 0, Event{i, data})
		check(err)
		started, sent = append(started, call), append(sent, data)
	}
	same := 0
	for i, call := range started {
		got := <-call
		check(got.err)
		if fmt.Sprintf("%T %v", sent[i], sent[i]) == fmt.Sprintf("%T %v", got.event.Data, got.event.Data) {
			same++
		}
	}
	fmt.Println("same", same)
}

type node struct {
	address    string
	info       NodeInfo
	connection *connection
}

func newNode(arguments []string) *node {
	return &node{arguments[0], NodeInfo{
		ID:              arguments[2],
		KeeperAddr:      arguments[0],
		Domain:          arguments[1],
		Component:       "main",
		Hostname:        "host",
		StartTime:       time.Now().Unix(),
		RawSubscription: arguments[3:],
		Status:          1,
		ComponentTags:   map[string]string{"version": "1.0"},
	}, nil}
}

// sync asks, acts on the answer, and asks again; after a failure on a new connection.
func (n *node) sync() {
	next := Event{eventRegister, n.info}
	for {
		got := n.ask(next)
		next = Event{eventNone, n.info}
		switch {
		case got.err != nil:
			fmt.Println("broken")
			n.connection = nil
			time.Sleep(pause)
		case got.header.Error != nil:
			fmt.Println("error", *got.header.Error)
			time.Sleep(pause)
		default:
			next = n.act(got.event)
		}
	}
}

func (n *node) ask(event Event) answer {
	if n.connection == nil {
		opened, err := dial(n.address)
		if err != nil {
			return answer{err: err}
		}
		n.connection = opened
	}
	return n.connection.call("Server", "Sync", 0, event)
}

// act returns the next request.
func (n *node) act(event Event) Event {
	switch event.EventType {
	case eventConfChanged:
		n.show(event)
	case eventRegister:
		fmt.Println("register")
		return Event{eventRegister, n.info}
	case eventProc:
		fmt.Println("proc")
		return Event{eventProc, Node{NodeInfo: n.info, Proc: process()}}
	case eventNone:
		fmt.Println("none")
	default:
		fmt.Println("event", event.EventType)
	}
	return Event{eventNone, n.info}
}

func process() *ProcInfo {
	base := ProcBase{"7", "1", "bin/app\x00-x\x00", "R", "2026-11-20 23:38:06"}
	return &ProcInfo{
		Base: &base,
		Cpu:  &ProcCpu{Utime: 1, StartTime: 2, LastTimer: time.Now(), CpuUsage: "0.50", ProcBase: base},
		Mem:  &ProcMem{VmSize: 10, VmRss: 5, ProcBase: base},
	}
}

func (n *node) show(event Event) {
	structs, _ := event.Data.([]StructData)
	var lines []string
	for _, each := range structs {
		n.info.Version = structs[0].Version
		for key, data := range each.Data {
			lines = append(lines, fmt.Sprintf("%s.%s %s %q %T=%v",
				each.Name, key, data.Type, data.RawValue, data.Value, data.Value))
		}
	}
	sort.Strings(lines)
	fmt.Println("config", n.info.Version)
	for _, line := range lines {
		fmt.Println(line)
	}
	fmt.Println("end")
}
