package main

import (
	"context"
	"fmt"

	"github.com/mediocregopher/radix/v4"
)

func withRadix(l login) {
	ctx := context.Background()
	pool := radix.PoolConfig{Dialer: radix.Dialer{AuthUser: l.queue, AuthPass: l.password}}
	client, err := pool.New(ctx, "tcp", l.address)
	check(err)
	defer client.Close()
	score := fmt.Sprint(int64(due))
	check(client.Do(ctx, radix.Cmd(nil, "LPUSH", l.queue, l.text("lpush"))))
	check(client.Do(ctx, radix.Cmd(nil, "RPUSH", l.queue, l.text("rpush"))))
	check(client.Do(ctx, radix.Cmd(nil, "XADD", l.queue, "*", "payload", l.text("xadd"))))
	check(client.Do(ctx, radix.Cmd(nil, "ZADD", l.queue, score, l.text("zadd"))))
	check(client.Do(ctx, radix.Cmd(nil, "LPUSH", l.queue, l.binary())))

	lengths := make([]int, piped)
	pipeline := radix.NewPipeline()
	for i := range lengths {
		pipeline.Append(radix.Cmd(&lengths[i], "LPUSH", l.queue, l.piped(i)))
	}
	check(client.Do(ctx, pipeline))
	piping := 0
	for _, length := range lengths {
		if length > 0 {
			piping++
		}
	}

	var queueing []string
	transaction := radix.NewPipeline()
	transaction.Append(radix.Cmd(nil, "MULTI"))
	for i := 0; i < queued; i++ {
		transaction.Append(radix.Cmd(nil, "LPUSH", l.queue, l.queued(i)))
	}
	transaction.Append(radix.Cmd(nil, "XADD", l.queue, "*", "payload", l.text("tx xadd")))
	transaction.Append(radix.Cmd(nil, "ZADD", l.queue, score, l.text("tx zadd")))
	transaction.Append(radix.Cmd(&queueing, "EXEC"))
	check(client.Do(ctx, transaction))

	var refusal error
	check(client.Do(ctx, radix.WithConn("", func(ctx context.Context, one radix.Conn) error {
		check(one.Do(ctx, radix.Cmd(nil, "MULTI")))
		check(one.Do(ctx, radix.Cmd(nil, "LPUSH", l.queue, l.text("refused"))))
		first := one.Do(ctx, radix.Cmd(nil, "LPUSH", stray, l.text("refused")))
		if first == nil {
			return fmt.Errorf("a push to an unknown queue was queued")
		}
		refusal = one.Do(ctx, radix.Cmd(nil, "EXEC"))
		return nil
	})))
	report(piping, len(queueing), refusal)
}
