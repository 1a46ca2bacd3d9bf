<?php
// Each payload names what the handler does: the rows of docs/protocol.md, What an answer means.
require __DIR__ . '/bus_server.php';

class Outcomes
{
    public function process(array $jobs): mixed
    {
        switch ($jobs[0]['content']) {
            case 'returns text':
                return 'done';
            case 'reads an undefined variable':
                return 'done' . $nobody_set_this;
            case 'logs an error':
                error_log('a line for the log');
                return 'done';
            case 'calls an undefined function':
                return nobody_wrote_this();
            case 'returns an array':
                return ['done'];
            case 'exits':
                exit;
            case 'returns null':
                return null;
            case 'throws':
                throw new Exception('not today', 1000);
            case 'prints and returns':
                echo 'printed first, ';
                return 'done';
            default:
                throw new Exception('no such outcome: ' . $jobs[0]['content'], 1);
        }
    }
}

PepperBusServer::register('outcomes/all', 'Outcomes', 'process');
PepperBusServer::serve();
