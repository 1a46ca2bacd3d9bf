package main

import (
	"context"

	"github.com/redis/rueidis"
)

// With client-side caching, which is rueidis' default: it connects with CLIENT TRACKING.
func withRueidis(l login) {
	ctx := context.Background()
	client, err := rueidis.NewClient(rueidis.ClientOption{
		InitAddress: []string{l.address}, Username: l.queue, Password: l.password})
	check(err)
	defer client.Close()
	push := func(b rueidis.Builder, queue, text string) rueidis.Completed {
		return b.Lpush().Key(queue).Element(text).Build()
	}
	xadd := func(b rueidis.Builder, text string) rueidis.Completed {
		return b.Xadd().Key(l.queue).Id("*").FieldValue().FieldValue("payload", text).Build()
	}
	zadd := func(b rueidis.Builder, text string) rueidis.Completed {
		return b.Zadd().Key(l.queue).ScoreMember().ScoreMember(due, text).Build()
	}
	check(client.Do(ctx, push(client.B(), l.queue, l.text("lpush"))).Error())
	check(client.Do(ctx, client.B().Rpush().Key(l.queue).Element(l.text("rpush")).Build()).Error())
	check(client.Do(ctx, xadd(client.B(), l.text("xadd"))).Error())
	check(client.Do(ctx, zadd(client.B(), l.text("zadd"))).Error())
	check(client.Do(ctx, push(client.B(), l.queue, l.binary())).Error())

	commands := rueidis.Commands{}
	for i := 0; i < piped; i++ {
		commands = append(commands, push(client.B(), l.queue, l.piped(i)))
	}
	piping := 0
	for _, reply := range client.DoMulti(ctx, commands...) {
		check(reply.Error())
		piping++
	}

	var queueing []rueidis.RedisMessage
	var refusal error
	check(client.Dedicated(func(one rueidis.DedicatedClient) error {
		transaction := rueidis.Commands{one.B().Multi().Build()}
		for i := 0; i < queued; i++ {
			transaction = append(transaction, push(one.B(), l.queue, l.queued(i)))
		}
		transaction = append(transaction, xadd(one.B(), l.text("tx xadd")), zadd(one.B(), l.text("tx zadd")))
		replies := one.DoMulti(ctx, append(transaction, one.B().Exec().Build())...)
		queueing, err = replies[len(replies)-1].ToArray()
		check(err)
		for _, reply := range queueing {
			check(reply.Error())
		}
		replies = one.DoMulti(ctx, one.B().Multi().Build(), push(one.B(), l.queue, l.text("refused")),
			push(one.B(), stray, l.text("refused")), one.B().Exec().Build())
		refusal = replies[3].Error()
		return nil
	}))
	report(piping, len(queueing), refusal)
}
