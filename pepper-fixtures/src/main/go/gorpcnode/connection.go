package main

import (
	"encoding/gob"
	"net"
	"sync"
)

const (
	replyData = 0x01
	replyPong = 0x10
)

// connection carries calls, any number at a time, as one stream of gobs for each direction.
type connection struct {
	socket  net.Conn
	decoder *gob.Decoder
	lock    sync.Mutex
	encoder *gob.Encoder
	seq     uint64
	waiting map[uint64]chan answer
}

type answer struct {
	header ResponseHeader
	event  Event
	err    error
}

func dial(address string) (*connection, error) {
	socket, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	opened := &connection{
		socket:  socket,
		decoder: gob.NewDecoder(socket),
		encoder: gob.NewEncoder(socket),
		waiting: map[uint64]chan answer{},
	}
	go opened.receive()
	return opened, nil
}

// receive hands each answer to the call that waits for it.
func (c *connection) receive() {
	for {
		// "Nothing new" is an event without fields: what is not sent keeps what is there.
		next := answer{event: Event{EventType: eventNone}}
		next.err = c.decoder.Decode(&next.header)
		if next.err == nil && next.header.ReplyType&replyData != 0 {
			next.err = c.decoder.Decode(&next.event)
		}
		c.lock.Lock()
		if next.err != nil {
			for _, call := range c.waiting {
				call <- next
			}
			c.waiting = nil
			c.lock.Unlock()
			c.socket.Close()
			return
		}
		call := c.waiting[next.header.Seq]
		delete(c.waiting, next.header.Seq)
		c.lock.Unlock()
		if call != nil {
			call <- next
		}
	}
}

// start sends a call; argument is nil for none.
func (c *connection) start(service, method string, callType int16, argument any) (chan answer, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.waiting == nil {
		return nil, net.ErrClosed
	}
	c.seq++
	call := make(chan answer, 1)
	c.waiting[c.seq] = call
	err := c.encoder.Encode(RequestHeader{service, method, c.seq, callType})
	if err == nil && argument != nil {
		err = c.encoder.Encode(argument)
	}
	return call, err
}

func (c *connection) call(service, method string, callType int16, argument any) answer {
	call, err := c.start(service, method, callType, argument)
	if err != nil {
		return answer{err: err}
	}
	return <-call
}
