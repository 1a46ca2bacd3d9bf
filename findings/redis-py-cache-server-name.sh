#!/bin/sh
# redis-py 8.1.0: the client-side cache connects only to a server that calls itself "redis".
#
# Behaviour: with cache_config, Connection.connect() raises ConnectionError "client-side caching is
# supported by Redis 7.4 or later" for every server whose HELLO says another name than "redis",
# whatever its version and although it accepts CLIENT TRACKING. Without cache_config the same client
# works with the same server.
# Why it matters: a server or proxy that speaks RESP3 and names itself honestly cannot be used with
# the cache, and the error speaks of a version.
# Shown with a small RESP3 server that answers HELLO once as "valkey" 8.1.0 and once as "redis" 7.4.0.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install -q --disable-pip-version-check --root-user-action ignore -t "$folder" redis==8.1.0
PYTHONPATH=$folder python3 - <<'END'
import socketserver
import sys
import threading

import redis
from redis.cache import CacheConfig


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        while (head := self.rfile.readline()):
            words = []
            for _ in range(int(head[1:])):
                length = int(self.rfile.readline()[1:])
                words.append(self.rfile.read(length + 2)[:-2])
            self.wfile.write(self.answer(words[0].upper()))

    def answer(self, name):
        if name == b"PING":
            return b"+PONG\r\n"
        if name != b"HELLO":
            return b"+OK\r\n"
        server, version = self.server.identity
        return b"%%3\r\n+server\r\n+%s\r\n+version\r\n+%s\r\n+proto\r\n:3\r\n" % (server, version)


def ping(identity, **options):
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.identity = identity
    threading.Thread(target=server.serve_forever, daemon=True).start()
    client = redis.Redis(port=server.server_address[1], protocol=3, **options)
    try:
        return str(client.ping())
    except redis.exceptions.ConnectionError as e:
        return "ConnectionError: " + str(e)
    finally:
        client.close()
        server.shutdown()


seen = {
    "valkey 8.1.0 without cache": ping((b"valkey", b"8.1.0")),
    "valkey 8.1.0 with cache": ping((b"valkey", b"8.1.0"), cache_config=CacheConfig()),
    "redis 7.4.0 with cache": ping((b"redis", b"7.4.0"), cache_config=CacheConfig()),
}
print("redis-py", redis.__version__)
for what, result in seen.items():
    print(what + ":", result)
as_described = [result.split(":")[0] for result in seen.values()] == ["True", "ConnectionError", "True"]
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
END
