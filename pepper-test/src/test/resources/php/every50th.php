<?php
// Does its work, then says so; throws on every 50th job. What was executed is in executed.log:
// topic, number of the job, digest of its payload.
if ($_POST['type'] === 'ping') {
    header('Code: 200');
    exit(implode(',', file(__DIR__ . '/topics.txt', FILE_IGNORE_NEW_LINES)));
}
foreach (json_decode($_POST['jobs'], true) as $job) {
    $payload = isset($job['contentBase64']) ? base64_decode($job['contentBase64']) : $job['content'];
    $number = (int) $payload;
    if ($number % 50 === 0) {
        throw new RuntimeException("job $number");
    }
    $line = "{$_POST['topic']} $number " . md5($payload) . "\n";
    file_put_contents(__DIR__ . '/executed.log', $line, FILE_APPEND | LOCK_EX);
}
header('Code: 200');
