#!/bin/sh
# php-fpm 8.2.36: FCGI_GET_VALUES is answered exactly when a child is ready for a request.
#
# Version:   php8.2-fpm of Debian 12, see PACKAGES below.
# Behaviour: a connection that waits in the listen backlog gets no answer to FCGI_GET_VALUES; it gets
#            one the moment a child takes it, and no script runs for it. Sent behind a request, it is
#            answered when the script has really ended, after all it does behind
#            fastcgi_finish_request(), although END_REQUEST came long before. A client that leaves
#            the backlog with nothing but this question behind has nothing executed for it; one that
#            leaves with a request behind has it executed all the same.
# Why it matters: php-fpm tells neither how many children it has nor which are busy (the answer holds
#            FCGI_MPXS_CONNS alone). This is a way to know before a request is committed, in a
#            management record that clients rarely send. It needs a version with the fix of PHP bug
#            76922; earlier ones close the connection after the answer.
set -eu
PACKAGES="php8.2-fpm=8.2.36-1~deb12u1 php8.2-common=8.2.36-1~deb12u1 libargon2-1=0~20171227-0.3+deb12u1 libsodium23=1.0.18-1+deb12u1 libapparmor1=3.0.8-3"

folder=$(mktemp -d)
fpm=
trap 'test -z "$fpm" || kill "$fpm" 2>/dev/null; rm -rf "$folder"' EXIT
cd "$folder"
# shellcheck disable=SC2086 # one word a package
apt-get -o APT::Sandbox::User=root download -q $PACKAGES >download.log 2>&1 || { cat download.log; exit 2; }
for each in *.deb; do dpkg -x "$each" root; done
export LD_LIBRARY_PATH="$folder/root/usr/lib/x86_64-linux-gnu:$folder/root/usr/lib/aarch64-linux-gnu"

cat >job.php <<'END'
<?php
file_put_contents(__DIR__ . '/runs', $_SERVER['MARK'], FILE_APPEND);
usleep(300000);
echo 'ok';
fastcgi_finish_request();
usleep(500000);
END
{
  printf '[global]\nerror_log = %s/fpm.log\n[pool]\nlisten = 127.0.0.1:19472\npm = static\npm.max_children = 1\n' "$folder"
  [ "$(id -u)" != 0 ] || printf 'user = root\ngroup = root\n'
} >fpm.conf
root/usr/sbin/php-fpm8.2 -n --nodaemonize --allow-to-run-as-root --fpm-config fpm.conf &
fpm=$!
root/usr/sbin/php-fpm8.2 -n -v | head -n 1

cat >ask.py <<'END'
import os, socket, struct, sys, time

folder = sys.argv[1]
PORT = 19472

def pair(name, value):
    return bytes([len(name), len(value)]) + name.encode() + value.encode()

def record(kind, request, data=b""):
    return struct.pack(">BBHHBB", 1, kind, request, len(data), 0, 0) + data

QUESTION = record(9, 0, pair("FCGI_MPXS_CONNS", ""))

def request(mark):
    params = {"SCRIPT_FILENAME": folder + "/job.php", "REQUEST_METHOD": "GET", "MARK": mark}
    return (record(1, 1, struct.pack(">HB5x", 1, 1))
            + record(4, 1, b"".join(pair(k, v) for k, v in params.items()))
            + record(4, 1) + record(5, 1))

def connect():
    end = time.time() + 10
    while True:
        try:
            s = socket.create_connection(("127.0.0.1", PORT))
            s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            s.settimeout(10)
            return s
        except OSError:
            if time.time() > end:
                raise
            time.sleep(0.05)

def until(s, wanted, start):
    while True:
        header = b""
        while len(header) < 8:
            header += s.recv(8 - len(header))
        _, kind, _, length, padding, _ = struct.unpack(">BBHHBB", header)
        left = length + padding
        while left:
            left -= len(s.recv(left))
        if kind == wanted:
            return time.perf_counter() - start

def runs():
    try:
        with open(folder + "/runs") as f:
            return f.read()
    except FileNotFoundError:
        return ""

first = connect()
start = time.perf_counter()
first.sendall(request("a") + QUESTION)
while runs() != "a":
    time.sleep(0.01)
waiting = connect()
waiting.sendall(QUESTION)
leaves_question = connect()
leaves_question.sendall(QUESTION)
leaves_question.close()
leaves_request = connect()
leaves_request.sendall(request("L"))
leaves_request.close()
end = until(first, 3, start)
ready = until(first, 10, start)
first.close()
taken = until(waiting, 10, start)
waiting.close()
last = connect()
last.sendall(request("z"))
until(last, 3, start)
last.close()
print("END_REQUEST after                                %.2f s" % end)
print("answer to the question behind the request after  %.2f s" % ready)
print("answer to the question in the backlog after      %.2f s" % taken)
print("scripts that ran, L being the one whose client had left: %s" % runs())
ok = 0.25 < end < 0.7 and 0.75 < ready < 1.5 and taken >= ready and runs() == "aLz"
print("as described" if ok else "NOT as described any more")
sys.exit(0 if ok else 1)
END
python3 ask.py "$folder"
