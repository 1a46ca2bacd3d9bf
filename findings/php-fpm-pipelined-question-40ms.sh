#!/bin/sh
# php-fpm 8.2 over TCP: a second small answer right behind the first one waits about 40 ms.
#
# Version:   php8.2-fpm of Debian 12, see PACKAGES below; Linux, loopback.
# Behaviour: a FastCGI client that sends a request and, in the same write, FCGI_GET_VALUES gets the
#            answer to the request at once and FCGI_GET_VALUES_RESULT some 40 ms later. The same bytes
#            over a unix socket, or with TCP_QUICKACK set on the client's socket after the write, are
#            answered in well under a millisecond. With FCGI_GET_VALUES in front, it is the answer to
#            the request that is late.
# Cause:     php-fpm writes the two answers one after the other and leaves Nagle's algorithm on, so
#            that the second waits for an acknowledgement of the first, which Linux delays.
# Why it matters: asking a child whether it is ready together with a request looks free, and takes a
#            kept connection from thousands of requests a second to 23.
set -eu
PACKAGES="php8.2-fpm=8.2.36-1~deb12u1 php8.2-common=8.2.36-1~deb12u1 libargon2-1=0~20171227-0.3+deb12u1 libsodium23=1.0.18-1+deb12u1 libapparmor1=3.0.8-3"

folder=$(mktemp -d)
fpm=
trap 'for each in $fpm; do kill "$each" 2>/dev/null || :; done; rm -rf "$folder"' EXIT
cd "$folder"
# shellcheck disable=SC2086 # one word a package
apt-get -o APT::Sandbox::User=root download -q $PACKAGES >download.log 2>&1 || { cat download.log; exit 2; }
for each in *.deb; do dpkg -x "$each" root; done
export LD_LIBRARY_PATH="$folder/root/usr/lib/x86_64-linux-gnu:$folder/root/usr/lib/aarch64-linux-gnu"

echo '<?php echo "ok";' >job.php
for where in "127.0.0.1:19471" "$folder/fpm.sock"; do
  name=$(basename "$where")
  printf '[global]\nerror_log = %s\n[pool]\n%slisten = %s\npm = static\npm.max_children = 1\n' \
    "$folder/$name.log" "$([ "$(id -u)" != 0 ] || printf 'user = root\ngroup = root\n.')" "$where" |
    sed 's/^\.//' >"$name.conf"
  root/usr/sbin/php-fpm8.2 -n --nodaemonize --allow-to-run-as-root --fpm-config "$name.conf" &
  fpm="$fpm $!"
done
root/usr/sbin/php-fpm8.2 -n -v | head -n 1

cat >measure.py <<'END'
import os, socket, statistics, struct, sys, time

folder = sys.argv[1]

def pair(name, value):
    return bytes([len(name), len(value)]) + name.encode() + value.encode()

def record(kind, request, data=b""):
    return struct.pack(">BBHHBB", 1, kind, request, len(data), 0, 0) + data

question = record(9, 0, pair("FCGI_MPXS_CONNS", ""))
request = (record(1, 1, struct.pack(">HB5x", 1, 1))
           + record(4, 1, pair("SCRIPT_FILENAME", folder + "/job.php") + pair("REQUEST_METHOD", "GET"))
           + record(4, 1) + record(5, 1))

def connect(where):
    end = time.time() + 10
    while True:
        try:
            if where.startswith("/"):
                s = socket.socket(socket.AF_UNIX)
                s.connect(where)
            else:
                s = socket.create_connection(("127.0.0.1", int(where)))
                s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            s.settimeout(10)
            return s
        except OSError:
            if time.time() > end:
                raise
            time.sleep(0.05)

def exactly(s, n):
    data = b""
    while len(data) < n:
        more = s.recv(n - len(data))
        if not more:
            raise EOFError
        data += more
    return data

def measure(where, bytes_to_send, wanted, quick):
    s = connect(where)
    times = []
    for _ in range(40):
        start = time.perf_counter()
        s.sendall(bytes_to_send)
        if quick:
            s.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        left = set(wanted)
        while left:
            _, kind, _, length, padding, _ = struct.unpack(">BBHHBB", exactly(s, 8))
            exactly(s, length + padding)
            left.discard(kind)
        times.append(time.perf_counter() - start)
    s.close()
    return statistics.median(times) * 1e3

tcp, unix = "19471", folder + "/fpm.sock"
rows = [
    ("request alone, TCP", measure(tcp, request, {3}, False)),
    ("request, question behind it, TCP", measure(tcp, request + question, {3, 10}, False)),
    ("question, request behind it, TCP", measure(tcp, question + request, {3, 10}, False)),
    ("request, question behind it, TCP and QUICKACK", measure(tcp, request + question, {3, 10}, True)),
    ("request, question behind it, unix socket", measure(unix, request + question, {3, 10}, False)),
]
for name, millis in rows:
    print("%-48s %7.2f ms until all is answered (median of 40)" % (name, millis))
quick = [rows[0], rows[3], rows[4]]
slow = [rows[1], rows[2]]
ok = all(millis < 10 for _, millis in quick) and all(30 < millis < 60 for _, millis in slow)
print("as described" if ok else "NOT as described any more")
sys.exit(0 if ok else 1)
END
python3 measure.py "$folder"
