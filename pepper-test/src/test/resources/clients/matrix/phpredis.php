<?php
// Pushes with phpredis as its documentation shows it: typed methods, multi(Redis::PIPELINE),
// multi(), and a transaction that must be refused.
// Arguments: port, queue, password, name to put into payloads.
[, $port, $queue, $password, $name] = $argv;
$due = 4000000000000;
$client = new Redis();
$client->connect('127.0.0.1', (int) $port, 5);
$client->auth([$queue, $password]);
$client->lPush($queue, "$name lpush");
$client->rPush($queue, "$name rpush");
$client->xAdd($queue, '*', ['payload' => "$name xadd"]);
$client->zAdd($queue, $due, "$name zadd");
$client->lPush($queue, "$name binary " . implode('', array_map('chr', range(0, 255))));

$client->multi(Redis::PIPELINE);
for ($i = 0; $i < 20; $i++) {
    $client->lPush($queue, "$name pipe $i");
}
echo 'pipeline ', count(array_filter($client->exec(), 'is_int')), "\n";

$client->multi();
for ($i = 0; $i < 10; $i++) {
    $client->lPush($queue, "$name tx $i");
}
$client->xAdd($queue, '*', ['payload' => "$name tx xadd"]);
$client->zAdd($queue, $due, "$name tx zadd");
echo 'transaction ', count(array_filter($client->exec())), "\n";

try {
    $client->multi()->lPush($queue, "$name refused");
    $client->lPush('nobody-made-this', "$name refused");
    $replies = $client->exec();
    echo $replies === false ? 'refused ' . $client->getLastError() : 'accepted', "\n";
} catch (RedisException $e) {
    echo 'refused ', $e->getMessage(), "\n";
}
