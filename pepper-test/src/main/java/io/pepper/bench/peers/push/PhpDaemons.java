package io.pepper.bench.peers.push;

import io.pepper.bench.peers.measure.PeerPrograms;
import io.pepper.bench.peers.measure.ProcessTimes;
import io.pepper.bench.peers.measure.Resp;
import io.pepper.fixtures.RedisServer;
import io.pepper.fixtures.ServerProcess;
import io.pepper.fixtures.TemporaryFolder;
import io.pepper.test.RespSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is written by hand most often: PHP daemons on a redis-server that take a job by BRPOPLPUSH,
 * so that it is not lost with them, and remove it by LREM when it is done.
 */
public final class PhpDaemons implements Backlog {
  static final String PAYLOAD =
      "{\"id\":\"13613428983021453313\",\"content\":\"0123456789abcdef\"}";

  private static final String DAEMON =
      """
      <?php
      $redis = new Redis();
      $redis->connect('127.0.0.1', (int) $argv[1]);
      $redis->setOption(Redis::OPT_READ_TIMEOUT, -1);
      while (true) {
          $job = $redis->brpoplpush('jobs', 'doing' . $argv[2], 0);
          if ($job !== false && json_decode($job, true)['id'] !== '') {
              $redis->lrem('doing' . $argv[2], $job, 1);
          }
      }
      """;

  private static final int JOBS_AT_ONCE = 1000;

  private final int count;
  private final List<ServerProcess> daemons = new ArrayList<>();
  private RedisServer redis;
  private TemporaryFolder folder;

  /**
   * @param count how many
   */
  public PhpDaemons(int count) {
    this.count = count;
  }

  @Override
  public String name() {
    return "%d php-cli daemons, BRPOPLPUSH and LREM, %s".formatted(count, PeerPrograms.redis());
  }

  @Override
  public void start() {
    String php = PeerPrograms.debian("php8.2", "php8.2-cli php-redis");
    redis = RedisServer.inMemory().start();
    folder = new TemporaryFolder("daemons");
    String script = folder.write("daemon.php", DAEMON).toString();
    for (int i = 0; i < count; i++) {
      daemons.add(
          ServerProcess.start(
              folder.file("output.log"),
              List.of(php, script, Integer.toString(redis.port()), Integer.toString(i))));
    }
  }

  /** Stores them in a list that the daemons do not wait for. */
  @Override
  public void load(int jobs) {
    try (RespSocket client = new RespSocket(redis.port())) {
      for (int pushed = 0; pushed < jobs; pushed += JOBS_AT_ONCE) {
        List<String> command = new ArrayList<>(List.of("LPUSH", "loaded"));
        for (int i = pushed; i < Math.min(jobs, pushed + JOBS_AT_ONCE); i++) {
          command.add(PAYLOAD);
        }
        Resp.number(client.call(command.toArray(String[]::new)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void release() {
    try (RespSocket client = new RespSocket(redis.port())) {
      client.call("RENAME", "loaded", "jobs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long left() {
    return Resp.number(redis.port(), "LLEN", "jobs");
  }

  @Override
  public void check() {
    for (ServerProcess each : daemons) {
      if (!each.isAlive()) {
        throw new IllegalStateException("a daemon has ended: " + each.log());
      }
    }
  }

  @Override
  public ProcessTimes processes() {
    ProcessTimes processes = new ProcessTimes().with("Redis", redis.pid());
    for (int i = 0; i < count; i++) {
      processes.with("php", daemons.get(i).pid());
    }
    return processes;
  }

  @Override
  public void close() {
    daemons.forEach(ServerProcess::killAll);
    daemons.clear();
    if (redis != null) {
      redis.close();
      redis = null;
      folder.delete();
    }
  }
}
