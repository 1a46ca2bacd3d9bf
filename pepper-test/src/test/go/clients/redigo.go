package main

import (
	"github.com/gomodule/redigo/redis"
)

func withRedigo(l login) {
	client, err := redis.Dial("tcp", l.address, redis.DialUsername(l.queue), redis.DialPassword(l.password))
	check(err)
	defer client.Close()
	for _, arguments := range [][]interface{}{
		{"LPUSH", l.queue, l.text("lpush")},
		{"RPUSH", l.queue, l.text("rpush")},
		{"XADD", l.queue, "*", "payload", l.text("xadd")},
		{"ZADD", l.queue, int64(due), l.text("zadd")},
		{"LPUSH", l.queue, []byte(l.binary())},
	} {
		_, err := client.Do(arguments[0].(string), arguments[1:]...)
		check(err)
	}

	for i := 0; i < piped; i++ {
		check(client.Send("LPUSH", l.queue, l.piped(i)))
	}
	check(client.Flush())
	piping := 0
	for i := 0; i < piped; i++ {
		_, err := redis.Int(client.Receive())
		check(err)
		piping++
	}

	check(client.Send("MULTI"))
	for i := 0; i < queued; i++ {
		check(client.Send("LPUSH", l.queue, l.queued(i)))
	}
	check(client.Send("XADD", l.queue, "*", "payload", l.text("tx xadd")))
	check(client.Send("ZADD", l.queue, int64(due), l.text("tx zadd")))
	queueing, err := redis.Values(client.Do("EXEC"))
	check(err)

	check(client.Send("MULTI"))
	check(client.Send("LPUSH", l.queue, l.text("refused")))
	check(client.Send("LPUSH", stray, l.text("refused")))
	_, refusal := client.Do("EXEC")
	report(piping, len(queueing), refusal)
}
