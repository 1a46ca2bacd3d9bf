package io.pepper.bench.peers.idle;

import io.pepper.bench.peers.measure.PeerPrograms;
import io.pepper.bench.peers.measure.ProcessTimes;
import io.pepper.bench.peers.measure.Resp;
import io.pepper.fixtures.RedisServer;
import io.pepper.fixtures.ServerProcess;
import io.pepper.fixtures.TemporaryFolder;
import java.nio.file.Path;
import java.util.List;

/** A PHP daemon that waits in BRPOP on a redis-server in memory. */
public final class PhpDaemon implements IdleQueue {
  private static final String DAEMON =
      """
      <?php
      $redis = new Redis();
      $redis->connect('127.0.0.1', (int) $argv[1]);
      $redis->setOption(Redis::OPT_READ_TIMEOUT, -1);
      while (true) {
          $job = $redis->brpop('jobs', 0);
          $now = hrtime(true);
          file_put_contents($argv[2], ($now - (int) $job[1]) . "\\n", FILE_APPEND);
      }
      """;

  private RedisServer redis;
  private TemporaryFolder folder;
  private ServerProcess daemon;

  @Override
  public String name() {
    return "a php-cli daemon, BRPOP, " + PeerPrograms.redis();
  }

  @Override
  public void start(Path delays) {
    String php = PeerPrograms.debian("php8.2", "php8.2-cli php-redis");
    redis = RedisServer.inMemory().start();
    folder = new TemporaryFolder("daemon");
    daemon =
        ServerProcess.start(
            folder.file("output.log"),
            List.of(
                php,
                folder.write("daemon.php", DAEMON).toString(),
                Integer.toString(redis.port()),
                delays.toString()));
  }

  @Override
  public void push() {
    Resp.number(redis.port(), "LPUSH", "jobs", Long.toString(System.nanoTime()));
  }

  @Override
  public ProcessTimes processes() {
    return new ProcessTimes().with("Redis", redis.pid()).with("php", daemon.pid());
  }

  @Override
  public void close() {
    if (daemon != null) {
      daemon.killAll();
      daemon = null;
    }
    if (redis != null) {
      redis.close();
      redis = null;
      folder.delete();
    }
  }
}
