<?php
// Ends with a fatal error behind much output, unless the order names its customer.
if ($_POST['type'] === 'ping') {
    header('Code: 200');
    exit(file_get_contents(__DIR__ . '/topics.txt'));
}
foreach (json_decode($_POST['jobs'], true) as $job) {
    echo str_repeat("<script>window.probe = 1</script> a line that hides what follows\n", 40);
    $order = json_decode($job['content'], true);
    if (!isset($order['customer'])) {
        $order->customer();
    }
}
header('Code: 200');
