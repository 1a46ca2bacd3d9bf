package main

import (
	"context"

	"github.com/redis/go-redis/v9"
)

func goRedis(l login) {
	ctx := context.Background()
	client := redis.NewClient(&redis.Options{Addr: l.address, Username: l.queue, Password: l.password})
	defer client.Close()
	check(client.LPush(ctx, l.queue, l.text("lpush")).Err())
	check(client.RPush(ctx, l.queue, l.text("rpush")).Err())
	check(client.XAdd(ctx, &redis.XAddArgs{Stream: l.queue, Values: []string{"payload", l.text("xadd")}}).Err())
	check(client.ZAdd(ctx, l.queue, redis.Z{Score: due, Member: l.text("zadd")}).Err())
	check(client.LPush(ctx, l.queue, l.binary()).Err())

	piping, err := client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		for i := 0; i < piped; i++ {
			pipe.LPush(ctx, l.queue, l.piped(i))
		}
		return nil
	})
	check(err)
	queueing, err := client.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
		for i := 0; i < queued; i++ {
			pipe.LPush(ctx, l.queue, l.queued(i))
		}
		pipe.XAdd(ctx, &redis.XAddArgs{Stream: l.queue, Values: []string{"payload", l.text("tx xadd")}})
		pipe.ZAdd(ctx, l.queue, redis.Z{Score: due, Member: l.text("tx zadd")})
		return nil
	})
	check(err)
	_, refusal := client.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
		pipe.LPush(ctx, l.queue, l.text("refused"))
		pipe.LPush(ctx, stray, l.text("refused"))
		return nil
	})
	report(len(piping), len(queueing), refusal)
}
