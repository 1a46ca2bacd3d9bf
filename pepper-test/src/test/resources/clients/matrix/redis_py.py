"""Pushes with redis-py, sync or asyncio, as its documentation shows it: typed methods, the default
pipeline (which is a transaction), one that is none, and one that must be refused.
Arguments: sync, asyncio or caching; port, queue, password, name to put into payloads."""
import asyncio
import inspect
import sys

import redis
import redis.asyncio

kind, port, queue, password, name = sys.argv[1], int(sys.argv[2]), *sys.argv[3:6]
DUE = 4000000000000


async def value(result):
    return await result if inspect.isawaitable(result) else result


async def main():
    options = {"port": port, "username": queue, "password": password}
    if kind == "caching":
        from redis.cache import CacheConfig

        options |= {"protocol": 3, "cache_config": CacheConfig()}
    client = (redis.asyncio if kind == "asyncio" else redis).Redis(**options)
    await value(client.lpush(queue, name + " lpush"))
    await value(client.rpush(queue, name + " rpush"))
    await value(client.xadd(queue, {"payload": name + " xadd"}))
    await value(client.zadd(queue, {name + " zadd": DUE}))
    await value(client.lpush(queue, name.encode() + b" binary " + bytes(range(256))))

    pipeline = client.pipeline(transaction=False)
    for i in range(20):
        pipeline.lpush(queue, "%s pipe %d" % (name, i))
    print("pipeline", len(await value(pipeline.execute())))

    pipeline = client.pipeline()
    for i in range(10):
        pipeline.lpush(queue, "%s tx %d" % (name, i))
    pipeline.xadd(queue, {"payload": name + " tx xadd"})
    pipeline.zadd(queue, {name + " tx zadd": DUE})
    print("transaction", len(await value(pipeline.execute())))

    pipeline = client.pipeline()
    pipeline.lpush(queue, name + " refused")
    pipeline.lpush("nobody-made-this", name + " refused")
    try:
        print("accepted", await value(pipeline.execute()))
    except redis.exceptions.RedisError as e:
        print("refused", e)
    await value(client.aclose() if hasattr(client, "aclose") else client.close())


asyncio.run(main())
