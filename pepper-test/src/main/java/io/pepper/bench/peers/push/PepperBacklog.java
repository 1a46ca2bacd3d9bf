package io.pepper.bench.peers.push;

import io.pepper.bench.peers.measure.PepperBuild;
import io.pepper.bench.peers.measure.ProcessTimes;
import io.pepper.bench.peers.measure.Resp;
import io.pepper.fixtures.RedisServer;
import io.pepper.test.Pepper;
import io.pepper.test.RespSocket;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A topic of Pepper, its jobs on a redis-server in memory, that is paused until it is released. */
public final class PepperBacklog implements Backlog {
  private static final String TOPIC = "/api/v1/queues/push/topics/all";
  private static final int JOBS_AT_ONCE = 1000;

  private final PepperBuild build;
  private final Consumer consumer;
  private final int workers;
  private final Batches batches;
  private RedisServer redis;
  private Pepper pepper;

  /**
   * @param workers deliveries under way
   * @param batches jobs of a delivery
   */
  public PepperBacklog(PepperBuild build, Consumer consumer, int workers, Batches batches) {
    this.build = build;
    this.consumer = consumer;
    this.workers = workers;
    this.batches = batches;
  }

  @Override
  public String name() {
    return build.name() + ", " + batches.side();
  }

  @Override
  public void start() {
    consumer.start();
    redis = RedisServer.inMemory().start();
    pepper = build.on(Pepper.onRedis(redis)).start();
    pepper.define(
        "push",
        """
        {"password":"bench","topics":{"all":{"workers":%d,"batch":%s,"paused":true,"delivery":%s}}}\
        """
            .formatted(workers, batches.json(), consumer.delivery()));
  }

  @Override
  public void load(int jobs) {
    pepper.rest().post(TOPIC + "/pause", "{}").expect2xx();
    try (RespSocket client = client()) {
      for (int pushed = 0; pushed < jobs; pushed += JOBS_AT_ONCE) {
        List<String> command = new ArrayList<>(List.of("LPUSH", "push"));
        for (int i = pushed; i < Math.min(jobs, pushed + JOBS_AT_ONCE); i++) {
          command.add(PhpDaemons.PAYLOAD);
        }
        Resp.number(client.call(command.toArray(String[]::new)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RespSocket client() throws IOException {
    return new RespSocket(pepper.respPort()).login("push", "bench");
  }

  @Override
  public void release() {
    pepper.rest().post(TOPIC + "/resume", "{}").expect2xx();
  }

  @Override
  public long left() {
    try (RespSocket client = client()) {
      return Resp.number(client.call("LLEN", "push/all"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void check() {
    JsonObject counts = pepper.counts("push", "all");
    if (counts.getInt("scheduled") + counts.getInt("dead") > 0) {
      throw new IllegalStateException("jobs failed: " + counts);
    }
  }

  @Override
  public ProcessTimes processes() {
    ProcessTimes processes = new ProcessTimes().with("Pepper", pepper.pid());
    return consumer.addTo(processes.with("Redis", redis.pid()));
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
    consumer.close();
  }
}
