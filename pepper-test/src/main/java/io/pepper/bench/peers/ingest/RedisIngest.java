package io.pepper.bench.peers.ingest;

import io.pepper.bench.peers.measure.PeerPrograms;
import io.pepper.bench.peers.measure.ProcessTimes;
import io.pepper.bench.peers.measure.Resp;
import io.pepper.bench.peers.measure.Wire;
import io.pepper.fixtures.RedisServer;
import io.pepper.test.RespSocket;

/** The same LPUSH on a bare redis-server, which writes nothing, or everything before it answers. */
public final class RedisIngest implements IngestTarget {
  private static final String LIST = "ingest";

  private final boolean durable;
  private RedisServer redis;

  public RedisIngest(boolean durable) {
    this.durable = durable;
  }

  @Override
  public String name() {
    return PeerPrograms.redis() + (durable ? ", appendfsync always" : ", in memory");
  }

  @Override
  public void start() {
    redis = RedisServer.inMemory();
    if (durable) {
      // A rewrite of the log by a second process would only add to what it costs.
      redis.appendOnly().with("--auto-aof-rewrite-percentage", "0");
    }
    redis.start();
  }

  @Override
  public int port() {
    return redis.port();
  }

  @Override
  public Wire wire(int connection, int pipeline) {
    return Wire.of("", 0, RespSocket.encoded("LPUSH", LIST, IngestSide.PAYLOAD), pipeline, ':');
  }

  @Override
  public ProcessTimes processes() {
    return new ProcessTimes().with("Redis", redis.pid());
  }

  @Override
  public void clear() {
    Resp.flush(redis.port());
  }

  @Override
  public long stored() {
    return Resp.number(redis.port(), "LLEN", LIST);
  }

  @Override
  public void close() {
    if (redis != null) {
      redis.close();
      redis = null;
    }
  }
}
