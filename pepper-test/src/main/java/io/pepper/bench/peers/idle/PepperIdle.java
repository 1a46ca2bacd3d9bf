package io.pepper.bench.peers.idle;

import io.pepper.bench.peers.measure.PepperBuild;
import io.pepper.bench.peers.measure.ProcessTimes;
import io.pepper.bench.peers.measure.Resp;
import io.pepper.fixtures.PhpFpm;
import io.pepper.fixtures.RedisServer;
import io.pepper.test.Pepper;
import io.pepper.test.RespSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A topic of Pepper that pushes to a php-fpm with 4 children. */
public final class PepperIdle implements IdleQueue {
  private static final String SCRIPT =
      """
      <?php
      $now = hrtime(true);
      header('Code: 200');
      if ($_POST['type'] === 'ping') {
          exit('idle/all');
      }
      $sent = (int) json_decode($_POST['jobs'], true)[0]['content'];
      file_put_contents('%s', ($now - $sent) . "\\n", FILE_APPEND);
      """;

  private final PepperBuild build;
  private final boolean onRedis;
  private PhpFpm fpm;
  private RedisServer redis;
  private Pepper pepper;
  private RespSocket client;

  /**
   * @param onRedis jobs in a redis-server in memory instead of Pepper's own files
   */
  public PepperIdle(PepperBuild build, boolean onRedis) {
    this.build = build;
    this.onRedis = onRedis;
  }

  @Override
  public String name() {
    return build.name() + (onRedis ? ", Redis in memory" : ", embedded") + ", php-fpm";
  }

  @Override
  public void start(Path delays) {
    fpm = PhpFpm.withChildren(4).start();
    String script = fpm.script("idle.php", SCRIPT.formatted(delays)).toString();
    redis = onRedis ? RedisServer.inMemory().start() : null;
    pepper = build.on(onRedis ? Pepper.onRedis(redis) : Pepper.embedded()).start();
    pepper.define(
        "idle",
        """
        {"password":"bench","topics":{"all":{"workers":4,
          "delivery":{"type":"fastcgi","address":"%s","script":"%s"}}}}\
        """
            .formatted(fpm.address(), script));
    try {
      client = new RespSocket(pepper.respPort()).login("idle", "bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void push() {
    try {
      Resp.number(client.call("LPUSH", "idle", Long.toString(System.nanoTime())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ProcessTimes processes() {
    ProcessTimes processes = new ProcessTimes().with("Pepper", pepper.pid()).with("php", fpm.pid());
    return onRedis ? processes.with("Redis", redis.pid()) : processes;
  }

  @Override
  public void close() {
    if (client != null) {
      try {
        client.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      client = null;
    }
    if (pepper != null) {
      pepper.close();
      pepper = null;
    }
    if (redis != null) {
      redis.close();
      redis = null;
    }
    if (fpm != null) {
      fpm.close();
      fpm = null;
    }
  }
}
