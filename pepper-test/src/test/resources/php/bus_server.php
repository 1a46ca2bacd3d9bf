<?php
/**
 * The consumer side of the original's PHP SDK, written anew from its behaviour: what a
 * consumer sees and answers is what existing ones see and answer.
 */
final class PepperBusServer
{
    private static array $handlers = [];
    private string $body = '';

    public static function register(string $topic, string $class, string $method): void
    {
        if (isset(self::$handlers[$topic])) {
            throw new InvalidArgumentException("$topic is registered already");
        }
        self::$handlers[$topic] = [$class, $method];
    }

    public function process(): void
    {
        if (self::field('IS_PEPPER_BUS_REQUEST') !== 'true') {
            $this->setResponse(404, 404, 'not a bus request');
            return;
        }
        if (self::field('type') === 'ping') {
            $this->setResponse(200, 0, implode(',', array_keys(self::$handlers)));
            return;
        }
        if (self::field('queue') === null) {
            $this->setResponse(500, 500, 'empty queue');
            return;
        }
        $topic = self::field('queue') . '/' . (self::field('topic') ?? 'default');
        [$class, $method] = self::$handlers[$topic] ?? [null, null];
        if ($class === null || !method_exists($class, $method)) {
            $this->setResponse(404, 404, "$topic is not registered");
            return;
        }
        $jobs = json_decode(self::field('jobs'), true);
        $this->setResponse(200, 0, (new $class())->$method($jobs));
    }

    /** An array as message is a fatal error in PHP 8, before any header is sent. */
    public function setResponse(int $code, int $errorCode, $message): void
    {
        $length = strlen($message ?? '');
        header("Code: $code");
        header("Error-Code: $errorCode");
        header('Body-Length: ' . $length);
        $this->body = $message ?? '';
    }

    public function commit(): void
    {
        echo $this->body;
    }

    /** What a user's script does around it, as in the SDK's example. */
    public static function serve(): void
    {
        $server = new self();
        try {
            $server->process();
        } catch (Exception $e) {
            $server->setResponse(500, $e->getCode(), $e->getMessage());
        }
        $server->commit();
    }

    private static function field(string $name): ?string
    {
        $value = $_POST[$name] ?? null;
        return $value === '' || $value === '0' ? null : $value;
    }
}
