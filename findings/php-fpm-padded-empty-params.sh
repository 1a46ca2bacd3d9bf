#!/bin/sh
# Finding: php-fpm loses the body of a request whose last FCGI_PARAMS record has padding.
#
# Version:   php-fpm 8.2.36 (Debian 12, package php8.2-fpm 8.2.36-1~deb12u1).
# Behaviour: FastCGI 1.0 (3.3) lets any record carry up to 255 bytes of padding, which the receiver
#            skips. php-fpm stops reading at the header of the empty FCGI_PARAMS record that ends
#            the parameters: its padding stays in the stream and is read as what follows. The
#            script runs, answers with status 200, and finds an empty $_POST and php://input.
# Why:       A client that aligns every record to 8 bytes, as the specification recommends, loses
#            the bodies of its requests only where it pads an empty record, and no error says so.
#            Padding of other records is skipped as it should be.
# Needs:     Debian 12 on amd64, apt-get, dpkg-deb, python3; nothing is installed on the machine.
set -eu
version=8.2.36-1~deb12u1
folder=$(mktemp -d)
server=
trap 'test -z "$server" || kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq "php8.2-fpm=$version" libargon2-1 libsodium23 libapparmor1 libxml2 libicu72 >apt.log 2>&1 || {
  cat apt.log >&2
  exit 2
}
for package in *.deb; do dpkg-deb -x "$package" root; done
export LD_LIBRARY_PATH="$folder/root/usr/lib/x86_64-linux-gnu"
fpm="$folder/root/usr/sbin/php-fpm8.2"
"$fpm" -n -v | head -n 1
printf '<?php echo strlen(file_get_contents("php://input")), " bytes, ", count($_POST), " fields";' >body.php
root=
test "$(id -u)" != 0 || root=--allow-to-run-as-root
{
  printf '[global]\nerror_log = %s/fpm.log\n[pool]\nlisten = %s/fpm.sock\n' "$folder" "$folder"
  printf 'pm = static\npm.max_children = 1\n'
  test -z "$root" || printf 'user = root\ngroup = root\n'
} >fpm.conf
"$fpm" -n --nodaemonize $root --fpm-config "$folder/fpm.conf" >fpm.out 2>&1 &
server=$!
for try in 1 2 3 4 5 6 7 8 9 10; do test -S fpm.sock && break; sleep 1; done
python3 - "$folder" <<'PYTHON'
import socket, struct, sys

folder = sys.argv[1]
body = b"a=1&b=2"


def record(kind, content, padding=0):
    return struct.pack(">BBHHBB", 1, kind, 1, len(content), padding, 0) + content + bytes(padding)


def pair(name, value):
    return bytes([len(name), len(value)]) + name + value


def ask(of_params, of_end):
    params = b"".join(
        pair(name, value)
        for name, value in {
            b"SCRIPT_FILENAME": (folder + "/body.php").encode(),
            b"REQUEST_METHOD": b"POST",
            b"CONTENT_TYPE": b"application/x-www-form-urlencoded",
            b"CONTENT_LENGTH": str(len(body)).encode(),
        }.items()
    )
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(10)
    connection.connect(folder + "/fpm.sock")
    connection.sendall(
        record(1, struct.pack(">HB5x", 1, 0))
        + record(4, params, of_params)
        + record(4, b"", of_end)
        + record(5, body)
        + record(5, b"")
    )
    answer = b""
    while True:
        piece = connection.recv(65536)
        if not piece:
            break
        answer += piece
    output = b""
    while len(answer) >= 8:
        _, kind, _, length, padding, _ = struct.unpack(">BBHHBB", answer[:8])
        if kind == 6:
            output += answer[8 : 8 + length]
        answer = answer[8 + length + padding :]
    return output.split(b"\r\n\r\n", 1)[-1].decode()


seen = {
    "no padding": ask(0, 0),
    "padding of the parameters": ask(8, 0),
    "padding of the empty record after them": ask(0, 8),
}
for what, said in seen.items():
    print(f"{what}: the script read {said}")
expected = ["7 bytes, 2 fields", "7 bytes, 2 fields", "0 bytes, 0 fields"]
if list(seen.values()) != expected:
    print("this has changed; expected", expected)
    sys.exit(1)
PYTHON
