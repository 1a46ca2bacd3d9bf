<?php
// Pushes with phpredis's typed methods. Arguments: port, queue, password, name to put into payloads.
[, $port, $queue, $password, $name] = $argv;

function connection(int $port, $credentials): Redis
{
    $redis = new Redis();
    $redis->connect('127.0.0.1', $port, 5);
    if (!$redis->auth($credentials)) {
        throw new RedisException('login refused: ' . $redis->getLastError());
    }
    return $redis;
}

try {
    connection($port, "$queue:wrong");
    echo "wrong password accepted\n";
} catch (RedisException $e) {
    echo 'wrong password: ', get_class($e), "\n";
}

$redis = connection($port, "$queue:$password");
echo 'lpush ', var_export($redis->lPush($queue, "$name one part"), true), "\n";
$redis->close();

$redis = connection($port, [$queue, $password]);
echo 'ping ', var_export($redis->ping(), true), "\n";
echo 'echo ', var_export($redis->echo('hello'), true), "\n";
echo 'select ', var_export($redis->select(0), true), "\n";
echo 'lpush ', var_export($redis->lPush($queue, "$name lpush"), true), "\n";
echo 'lpush ', var_export($redis->lPush($queue, "$name many 1", "$name many 2"), true), "\n";
echo 'rpush ', var_export($redis->rPush($queue, "$name rpush"), true), "\n";
echo 'xadd ', var_export($redis->xAdd($queue, '*', ['payload' => "$name xadd"]), true), "\n";
echo 'zadd ', var_export($redis->zAdd($queue, (int) (microtime(true) * 1000) + 300, "$name zadd"), true), "\n";

$pipeline = $redis->multi(Redis::PIPELINE);
for ($i = 0; $i < 50; $i++) {
    $pipeline->lPush($queue, "$name pipe $i");
}
echo 'pipeline ', count(array_filter($pipeline->exec(), 'is_int')), "\n";

$redis->lPush($queue, "$name binary " . implode('', array_map('chr', range(0, 255))));
echo 'bulk ', $redis->rawCommand('lpush', "$queue/default", "$name bulk"), "\n";
try {
    $redis->lPush('nobody-made-this', 'x');
    echo "unknown queue accepted\n";
} catch (RedisException $e) {
    echo 'unknown queue: ', $e->getMessage(), "\n";
}
