<?php
// Pushes with Predis as its documentation shows it: typed methods, pipeline(), transaction(), and a
// transaction that must be refused. Arguments: port, queue, password, name to put into payloads.
// Predis 1 sends one word with AUTH, so the queue stands in the password.
require 'Predis/autoload.php';

[, $port, $queue, $password, $name] = $argv;
$due = '4000000000000';
$client = new Predis\Client(['port' => $port, 'password' => "$queue:$password"]);
$client->lpush($queue, "$name lpush");
$client->rpush($queue, "$name rpush");
$client->executeRaw(['XADD', $queue, '*', 'payload', "$name xadd"]); // not typed in Predis 1
$client->zadd($queue, ["$name zadd" => $due]);
$client->lpush($queue, "$name binary " . implode('', array_map('chr', range(0, 255))));

$replies = $client->pipeline(function ($pipe) use ($queue, $name) {
    for ($i = 0; $i < 20; $i++) {
        $pipe->lpush($queue, "$name pipe $i");
    }
});
echo 'pipeline ', count($replies), "\n";

$replies = $client->transaction(function ($tx) use ($queue, $name, $due) {
    for ($i = 0; $i < 10; $i++) {
        $tx->lpush($queue, "$name tx $i");
    }
    $tx->lpush($queue, "$name tx xadd");
    $tx->zadd($queue, ["$name tx zadd" => $due]);
});
echo 'transaction ', count($replies), "\n";

try {
    $client->transaction(function ($tx) use ($queue, $name) {
        $tx->lpush($queue, "$name refused");
        $tx->lpush('nobody-made-this', "$name refused");
    });
    echo "accepted\n";
} catch (Predis\PredisException $e) {
    echo 'refused ', $e->getMessage(), "\n";
}
