// Measures Go's own gobs: a configuration of 1,000 keys, encoded and decoded on one stream.
//
//	gob <seconds>   prints the processor time of one encode and one decode in nanoseconds
package main

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"os"
	"strconv"
	"syscall"
	"time"
)

const (
	keys = 1000
	runs = 50
)

type ConfData struct {
	Type      string
	RawKey    string
	RawValue  string
	Key       string
	Value     any
	StructKey string
	IsJson    bool
}

type StructData struct {
	Name      string
	Version   int
	Data      map[string]ConfData
	Libraries []string
}

type Event struct {
	EventType int
	Data      any
}

func main() {
	gob.RegisterName("[]model.StructData", []StructData{})
	gob.Register(time.Duration(0))
	gob.Register(map[string]int{})
	seconds, err := strconv.Atoi(os.Args[1])
	check(err)
	limit := time.Duration(seconds) * time.Second
	fmt.Println("encode", measure(limit, encodes()))
	fmt.Println("decode", measure(limit, decodes()))
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// event is a file with a string in half of its keys, and other types in the others.
func event() Event {
	data := map[string]ConfData{}
	for i := 0; i < keys; i++ {
		name, kind, raw, value := fmt.Sprint("key_", i), "string", fmt.Sprint("the value of key ", i), any(nil)
		value = raw
		switch i % 10 {
		case 1, 3:
			kind, raw, value = "int", fmt.Sprint(i), i
		case 5:
			kind, raw, value = "bool", "true", true
		case 7:
			kind, raw, value = "time.Duration", fmt.Sprint(i, "s"), time.Duration(i)*time.Second
		case 9:
			kind, raw, value = "map[string]int", "a:1,b:2", map[string]int{"a": 1, "b": 2}
		}
		data[name] = ConfData{kind, name + " " + kind, raw, name, value, fmt.Sprint("Key", i), false}
	}
	return Event{2, []StructData{{Name: "Test", Version: 7, Data: data}}}
}

// measure runs until the time is over, and returns the processor time of one run.
func measure(limit time.Duration, batch func()) int64 {
	for end := time.Now().Add(limit / 4); time.Now().Before(end); {
		batch()
	}
	start, count := processor(), int64(0)
	for end := time.Now().Add(limit); time.Now().Before(end); {
		batch()
		count += runs
	}
	return (processor() - start) / count
}

func processor() int64 {
	var usage syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return usage.Utime.Nano() + usage.Stime.Nano()
}

func encodes() func() {
	var buffer bytes.Buffer
	encoder, sent := gob.NewEncoder(&buffer), event()
	return func() {
		for i := 0; i < runs; i++ {
			buffer.Reset()
			check(encoder.Encode(sent))
		}
	}
}

func decodes() func() {
	var stream bytes.Buffer
	encoder, sent := gob.NewEncoder(&stream), event()
	check(encoder.Encode(sent))
	first := stream.Len()
	check(encoder.Encode(sent))
	all := stream.Bytes()
	repeated := &repeatedReader{head: all[:first], tail: all[first:]}
	decoder := gob.NewDecoder(repeated)
	var received Event
	check(decoder.Decode(&received))
	return func() {
		for i := 0; i < runs; i++ {
			var received Event
			check(decoder.Decode(&received))
		}
	}
}

// repeatedReader is a stream that begins with its head, and goes on with its tail for ever.
type repeatedReader struct {
	head, tail []byte
	at         int
}

func (r *repeatedReader) Read(to []byte) (int, error) {
	if len(r.head) > 0 {
		count := copy(to, r.head)
		r.head = r.head[count:]
		return count, nil
	}
	count := copy(to, r.tail[r.at:])
	r.at = (r.at + count) % len(r.tail)
	return count, nil
}

func (r *repeatedReader) ReadByte() (byte, error) {
	var one [1]byte
	_, err := r.Read(one[:])
	return one[0], err
}
