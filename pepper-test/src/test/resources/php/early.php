<?php
// Says Code 200 before it works, as many consumers do; each payload names how it then ends.
// Jobs that were executed are in jobs.log, in the form of record.php.
header('Code: 200');
if ($_POST['type'] === 'ping') {
    exit(implode(',', file(__DIR__ . '/topics.txt', FILE_IGNORE_NEW_LINES)));
}
foreach (json_decode($_POST['jobs'], true) as $job) {
    switch ($job['content']) {
        case 'throws':
            throw new RuntimeException('not today');
        case 'uses up its memory':
            $much = str_repeat('x', 200 << 20);
            break;
        case 'uses up its time':
            set_time_limit(1);
            while (true);
        case 'throws after much output':
            echo str_repeat('x', 5000);
            throw new RuntimeException('not today');
        case 'throws and shows it':
            ini_set('display_errors', '1');
            throw new RuntimeException('not today');
        case 'throws in the end':
            register_shutdown_function(fn () => throw new RuntimeException('not today'));
            break;
        case 'throws after long logs':
            error_log(str_repeat('noise ', 120));
            throw new RuntimeException('not today');
        case 'is not available':
            http_response_code(503);
            break;
        case 'says two things':
            header('Code: 500');
            header('Code: 200', false);
            break;
        case 'is stopped by php-fpm':
            while (true) {
                usleep(1000);
            }
        case 'is not for me':
            header('Code: 404');
            exit('not for me');
        case 'logs what looks fatal':
            error_log('PHP Fatal error:  Uncaught Foo in /x.php on line 3');
            break;
        case 'is one of the failed':
            $failed[$job['id']] = 'no such address';
            continue 2;
    }
    $line = "\n{$_POST['queue']}/{$_POST['topic']} {$job['id']} " . base64_encode($job['content']) . ' .';
    file_put_contents(__DIR__ . '/jobs.log', $line, FILE_APPEND | LOCK_EX);
}
if (isset($failed)) {
    header('Failed-Jobs: body');
    echo json_encode($failed);
}
