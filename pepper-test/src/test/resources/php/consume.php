<?php
// The original's example: topic1 always succeeds, topic2 always fails.
require __DIR__ . '/bus_server.php';

class Succeeds
{
    public function process(array $jobs): string
    {
        return '0';
    }
}

class Fails
{
    public function process(array $jobs): string
    {
        throw new Exception('ProcessJob fail flag', 1000);
    }
}

PepperBusServer::register('sdk/topic1', 'Succeeds', 'process');
PepperBusServer::register('sdk/topic2', 'Fails', 'process');
PepperBusServer::serve();
