<?php
// Writes every job it gets to jobs.log, one line each: topic, job id, payload in base64 and a full stop,
// so that a line cut short by kill -9 is told from a whole one. Its topics are in topics.txt.
require __DIR__ . '/bus_server.php';

class Recorder
{
    public function process(array $jobs): string
    {
        $lines = '';
        foreach ($jobs as $job) {
            $payload = $job['contentBase64'] ?? base64_encode($job['content']);
            $lines .= "\n{$_POST['queue']}/{$_POST['topic']} {$job['id']} $payload .";
        }
        file_put_contents(__DIR__ . '/jobs.log', $lines, FILE_APPEND | LOCK_EX);
        return 'recorded';
    }
}

foreach (file(__DIR__ . '/topics.txt', FILE_IGNORE_NEW_LINES) as $topic) {
    PepperBusServer::register($topic, 'Recorder', 'process');
}
PepperBusServer::serve();
