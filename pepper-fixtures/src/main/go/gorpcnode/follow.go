package main

import (
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
	"time"
)

// Longer than a server holds a request.
const longestAnswer = 90 * time.Second

// follow runs many nodes, and prints a line for each configuration that one of them receives.
func follow(arguments []string) {
	count, err := strconv.Atoi(arguments[1])
	check(err)
	servers := strings.Split(arguments[2], ",")
	lines := make(chan string, count)
	for i := 0; i < count; i++ {
		each := newNode(append([]string{servers[0], arguments[0], fmt.Sprint("gob-", i)}, arguments[3:]...))
		go each.follow(servers, i, lines)
	}
	for line := range lines {
		if _, err := fmt.Println(line); err != nil {
			os.Exit(0)
		}
	}
}

// follow asks one server after the other, the next one whenever one fails.
func (n *node) follow(servers []string, first int, lines chan<- string) {
	next := Event{eventRegister, n.info}
	for at := first; ; {
		n.address = servers[at%len(servers)]
		got := n.askInTime(next)
		next = Event{eventNone, n.info}
		switch {
		case got.err != nil || got.header.Error != nil:
			n.disconnect()
			at++
			time.Sleep(pause)
		case got.event.EventType == eventRegister:
			next.EventType = eventRegister
		case got.event.EventType == eventConfChanged:
			n.take(got.event, lines)
			next.Data = n.info
		}
	}
}

func (n *node) askInTime(event Event) answer {
	done := make(chan answer, 1)
	go func() { done <- n.ask(event) }()
	select {
	case got := <-done:
		return got
	case <-time.After(longestAnswer):
		n.disconnect()
		return <-done
	}
}

func (n *node) disconnect() {
	if n.connection != nil {
		n.connection.socket.Close()
		n.connection = nil
	}
}

func (n *node) take(event Event, lines chan<- string) {
	structs, _ := event.Data.([]StructData)
	var values []string
	for _, each := range structs {
		n.info.Version = each.Version
		for key, data := range each.Data {
			values = append(values, each.Name+"."+key+"="+data.RawValue)
		}
	}
	sort.Strings(values)
	lines <- fmt.Sprintf("%s %d %s", n.info.ID, n.info.Version, strings.Join(values, ","))
}
