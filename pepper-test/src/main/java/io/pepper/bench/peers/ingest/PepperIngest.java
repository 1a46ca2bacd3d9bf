package io.pepper.bench.peers.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bench.peers.measure.PepperBuild;
import io.pepper.bench.peers.measure.ProcessTimes;
import io.pepper.bench.peers.measure.Resp;
import io.pepper.bench.peers.measure.Wire;
import io.pepper.fixtures.RedisServer;
import io.pepper.test.Pepper;
import io.pepper.test.RespSocket;

/** A queue of Pepper with one paused topic, so that accepting alone is measured. */
public final class PepperIngest implements IngestTarget {
  private static final String QUEUE = "ingest";
  private static final String TOPIC = "all";

  private final PepperBuild build;
  private final boolean onRedis;
  private RedisServer redis;
  private Pepper pepper;

  /**
   * @param onRedis jobs in a redis-server in memory instead of Pepper's own files
   */
  public PepperIngest(PepperBuild build, boolean onRedis) {
    this.build = build;
    this.onRedis = onRedis;
  }

  @Override
  public String name() {
    return build.name() + (onRedis ? ", Redis in memory" : ", embedded");
  }

  @Override
  public void start() {
    redis = onRedis ? RedisServer.inMemory().start() : null;
    pepper = build.on(onRedis ? Pepper.onRedis(redis) : Pepper.embedded()).start();
    pepper.define(
        QUEUE,
        """
        {"password":"bench","topics":{"all":{"paused":true,"delivery":{"type":"pull"}}}}\
        """);
  }

  @Override
  public int port() {
    return pepper.respPort();
  }

  @Override
  public Wire wire(int connection, int pipeline) {
    String login = new String(RespSocket.encoded("AUTH", QUEUE, "bench"), UTF_8);
    byte[] push = RespSocket.encoded("LPUSH", QUEUE, IngestSide.PAYLOAD);
    return Wire.of(login, 1, push, pipeline, ':');
  }

  @Override
  public ProcessTimes processes() {
    ProcessTimes processes = new ProcessTimes().with("Pepper", pepper.pid());
    return onRedis ? processes.with("Redis", redis.pid()) : processes;
  }

  @Override
  public void clear() {
    if (onRedis) {
      Resp.flush(redis.port());
    }
  }

  @Override
  public long stored() {
    return pepper.counts(QUEUE, TOPIC).getJsonNumber("ready").longValue();
  }

  @Override
  public void close() {
    if (pepper != null) {
      pepper.close();
      pepper = null;
    }
    if (redis != null) {
      redis.close();
      redis = null;
    }
  }
}
