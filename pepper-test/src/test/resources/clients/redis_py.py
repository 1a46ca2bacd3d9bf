"""Pushes with redis-py's typed methods. Arguments: port, queue, password, name to put into payloads."""
import sys
import time

import redis

port, queue, password, name = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]

try:
    redis.Redis(port=port, password=queue + ":wrong").ping()
    print("wrong password accepted")
except redis.exceptions.AuthenticationError as e:
    print("wrong password:", type(e).__name__)

client = redis.Redis(port=port, password=queue + ":" + password)
print("lpush", client.lpush(queue, name + " one part"))
client.close()

client = redis.Redis(port=port, username=queue, password=password, client_name="stock")
print("ping", client.ping())
print("echo", client.echo("hello"))
print("lpush", client.lpush(queue, name + " lpush"))
print("lpush", client.lpush(queue, name + " many 1", name + " many 2"))
print("rpush", client.rpush(queue, name + " rpush"))
print("xadd", client.xadd(queue, {"payload": name + " xadd"}).decode())
print("zadd", client.zadd(queue, {name + " zadd": int(time.time() * 1000) + 300}))

pipeline = client.pipeline()
for i in range(50):
    pipeline.lpush(queue, name + " pipe %d" % i)
print("pipeline", sum(isinstance(reply, int) for reply in pipeline.execute()))

client.lpush(queue, name.encode() + b" binary " + bytes(range(256)))
# lpush() would make a bool of it: redis-py knows that LPUSH answers an integer.
connection = client.connection_pool.get_connection("LPUSH")
connection.send_command("LPUSH", queue + "/default", name + " bulk")
print("bulk", connection.read_response().decode())
client.connection_pool.release(connection)
try:
    print("unknown queue", client.lpush("nobody-made-this", "x"))
except redis.exceptions.ResponseError as e:
    print("unknown queue:", e)
