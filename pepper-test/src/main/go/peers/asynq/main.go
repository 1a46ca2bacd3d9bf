// One process with a queue of asynq on a redis-server: reads commands, a line each, and answers each
// with "ok". Arguments: port of the redis-server, jobs at once, file that gets how long after its push
// each job began, in nanoseconds ("-" for none), address that each job is posted to ("-" for none).
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/hibiken/asynq"
	"golang.org/x/sys/unix"
)

type job struct {
	ID      string `json:"id"`
	Content string `json:"content"`
}

func main() {
	redis := asynq.RedisClientOpt{Addr: "127.0.0.1:" + os.Args[1]}
	atOnce := must(strconv.Atoi(os.Args[2]))
	var delays *os.File
	if os.Args[3] != "-" {
		delays = must(os.OpenFile(os.Args[3], os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600))
	}
	http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = atOnce
	client := asynq.NewClient(redis)
	inspector := asynq.NewInspector(redis)
	held := false
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		switch words[0] {
		case "work":
			server := asynq.NewServer(redis, asynq.Config{Concurrency: atOnce, LogLevel: asynq.ErrorLevel})
			check(server.Start(asynq.HandlerFunc(func(_ context.Context, task *asynq.Task) error {
				return handle(task, delays, os.Args[4])
			})))
		case "hold":
			if !held {
				check(inspector.PauseQueue("default"))
			}
			held = true
		case "go":
			check(inspector.UnpauseQueue("default"))
			held = false
		case "push":
			push(client, job{"1", strconv.FormatInt(now(), 10)})
		case "load":
			load(client, must(strconv.Atoi(words[1])))
		}
		fmt.Println("ok")
	}
}

func handle(task *asynq.Task, delays *os.File, address string) error {
	began := now()
	var read job
	if err := json.Unmarshal(task.Payload(), &read); err != nil {
		return err
	}
	if delays != nil {
		sent, err := strconv.ParseInt(read.Content, 10, 64)
		fmt.Fprintln(delays, began-sent)
		return err
	}
	if read.ID == "" {
		return errors.New("a job without an id")
	}
	if address != "-" {
		return post(task.Payload(), address)
	}
	return nil
}

// Sends the job as Pepper does, over a kept connection.
func post(payload []byte, address string) error {
	answer, err := http.PostForm(address, url.Values{"jobs": {"[" + string(payload) + "]"}, "type": {"data"}})
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return err
	}
	if answer.Header.Get("Code") != "200" {
		return errors.New(answer.Status)
	}
	return nil
}

func load(client *asynq.Client, count int) {
	const producers = 8
	var all sync.WaitGroup
	for i := range producers {
		all.Go(func() {
			for each := i; each < count; each += producers {
				push(client, job{"13613428983021453313", "0123456789abcdef"})
			}
		})
	}
	all.Wait()
}

func push(client *asynq.Client, each job) {
	must(client.Enqueue(asynq.NewTask("job", must(json.Marshal(each)))))
}

// The kernel's monotonic clock, which the other sides read, too.
func now() int64 {
	var time unix.Timespec
	check(unix.ClockGettime(unix.CLOCK_MONOTONIC, &time))
	return time.Nano()
}

func must[T any](value T, err error) T {
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
