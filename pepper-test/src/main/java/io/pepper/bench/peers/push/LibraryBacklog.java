package io.pepper.bench.peers.push;

import io.pepper.bench.peers.measure.JobLibrary;
import io.pepper.bench.peers.measure.ProcessTimes;
import io.pepper.bench.peers.measure.Resp;
import io.pepper.bench.peers.measure.WorkerProgram;
import io.pepper.fixtures.RedisServer;
import io.pepper.fixtures.TemporaryFolder;

/**
 * A library's queue on a redis-server in memory, whose handlers work in the library's own process,
 * or post each job to the consumer that Pepper pushes to.
 */
public final class LibraryBacklog implements Backlog {
  private final JobLibrary library;
  private final int atOnce;
  private final boolean overHttp;
  private final HttpConsumer consumer = new HttpConsumer();
  private RedisServer redis;
  private TemporaryFolder folder;
  private WorkerProgram program;

  /**
   * @param atOnce jobs that are worked on at the same time
   * @param overHttp whether jobs are posted
   */
  public LibraryBacklog(JobLibrary library, int atOnce, boolean overHttp) {
    this.library = library;
    this.overHttp = overHttp;
    this.atOnce = atOnce;
  }

  @Override
  public String name() {
    return library.describe() + (overHttp ? ", posting" : ", in its own process");
  }

  @Override
  public void start() {
    redis = RedisServer.inMemory().start();
    folder = new TemporaryFolder("library");
    String address = "-";
    if (overHttp) {
      consumer.start();
      address = consumer.url();
    }
    program =
        new WorkerProgram(library.words(redis.port(), atOnce, "-", address), folder.file("errors"));
    program.call("hold");
    program.call("work");
  }

  @Override
  public void load(int jobs) {
    program.call("hold");
    program.call("load " + jobs);
  }

  @Override
  public void release() {
    program.call("go");
  }

  @Override
  public long left() {
    return library.left(redis.port());
  }

  @Override
  public void check() {
    long kept =
        Resp.number(redis.port(), "ZCARD", "bull:jobs:failed")
            + Resp.number(redis.port(), "ZCARD", "asynq:{default}:retry");
    if (kept > 0) {
      throw new IllegalStateException(name() + ": %,d jobs failed".formatted(kept));
    }
  }

  @Override
  public ProcessTimes processes() {
    ProcessTimes processes =
        new ProcessTimes().with("Redis", redis.pid()).with(library.process(), program.pid());
    return overHttp ? consumer.addTo(processes) : processes;
  }

  @Override
  public void close() {
    if (program != null) {
      program.close();
      program = null;
    }
    if (redis != null) {
      redis.close();
      redis = null;
      folder.delete();
    }
    consumer.close();
  }
}
