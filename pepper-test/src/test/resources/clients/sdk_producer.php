<?php
// The original's PHP producer, as it looks on the wire: one AUTH with the
// credential in one part, then one raw lower-case lpush, one payload, no handshake, no goodbye.
[, $port, $queue, $password, $content] = $argv;

$redis = new Redis();
$redis->connect('127.0.0.1', $port, 3, null, 200);
var_dump($redis->auth("$queue:$password"));
echo $redis->rawCommand('lpush', "$queue/default", $content), "\n";
