#!/bin/sh
# Pushes with redis-cli as a person would. Arguments: port, queue, password, name to put into payloads.
set -eu
port=$1 queue=$2 password=$3 name=$4
cli() { redis-cli -p "$port" --user "$queue" --pass "$password" --no-auth-warning "$@"; }

redis-cli -p "$port" --user "$queue" --pass wrong LPUSH "$queue" x 2>&1 | sed -n 's/^AUTH failed:/wrong password:/p'
echo "lpush $(redis-cli -p "$port" -a "$queue:$password" --no-auth-warning LPUSH "$queue" "$name one part")"
echo "ping $(cli PING)"
echo "echo $(cli ECHO hello)"
echo "lpush $(cli LPUSH "$queue" "$name lpush")"
echo "lpush $(cli LPUSH "$queue" "$name many 1" "$name many 2")"
echo "rpush $(cli RPUSH "$queue" "$name rpush")"
echo "xadd $(cli XADD "$queue" '*' payload "$name xadd")"
echo "zadd $(cli ZADD "$queue" "$(($(date +%s%3N) + 300))" "$name zadd")"
i=0
while [ $i -lt 50 ]; do
  echo "LPUSH $queue \"$name pipe $i\""
  i=$((i + 1))
done >"${TMPDIR:-/tmp}/redis-cli-$$"
echo "pipeline $(cli <"${TMPDIR:-/tmp}/redis-cli-$$" | grep -c '^[0-9]')"
rm -f "${TMPDIR:-/tmp}/redis-cli-$$"
printf '%s binary ' "$name" >"${TMPDIR:-/tmp}/redis-cli-$$"
i=0
while [ $i -lt 256 ]; do
  printf "\\$(printf %03o $i)"
  i=$((i + 1))
done >>"${TMPDIR:-/tmp}/redis-cli-$$"
cli -x LPUSH "$queue" <"${TMPDIR:-/tmp}/redis-cli-$$" >/dev/null
rm -f "${TMPDIR:-/tmp}/redis-cli-$$"
echo "bulk $(cli --raw LPUSH "$queue/default" "$name bulk")"
echo "unknown queue: $(cli LPUSH nobody-made-this x 2>&1)"
