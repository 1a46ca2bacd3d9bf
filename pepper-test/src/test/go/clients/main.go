// Pushes with four Go clients as their documentation shows it: typed methods, the default
// pipeline, a transaction, and a transaction that must be refused.
// Arguments: client, port, queue, password, name to put into payloads.
package main

import (
	"fmt"
	"os"
)

const (
	due    = 4000000000000 // unix milliseconds, in the year 2096
	piped  = 20
	queued = 10
	stray  = "nobody-made-this"
)

type login struct {
	address, queue, password, name string
}

func (l login) text(what string) string {
	return l.name + " " + what
}

func (l login) piped(i int) string {
	return fmt.Sprintf("%s pipe %d", l.name, i)
}

func (l login) queued(i int) string {
	return fmt.Sprintf("%s tx %d", l.name, i)
}

func (l login) binary() string {
	bytes := make([]byte, 256)
	for i := range bytes {
		bytes[i] = byte(i)
	}
	return l.text("binary ") + string(bytes)
}

func check(err error) {
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
}

func report(piped, queued int, refusal error) {
	fmt.Println("pipeline", piped)
	fmt.Println("transaction", queued)
	fmt.Println("refused", refusal)
}

func main() {
	l := login{"127.0.0.1:" + os.Args[2], os.Args[3], os.Args[4], os.Args[5]}
	switch os.Args[1] {
	case "go-redis":
		goRedis(l)
	case "rueidis":
		withRueidis(l)
	case "redigo":
		withRedigo(l)
	case "radix":
		withRadix(l)
	default:
		fmt.Println("no such client:", os.Args[1])
		os.Exit(2)
	}
}
