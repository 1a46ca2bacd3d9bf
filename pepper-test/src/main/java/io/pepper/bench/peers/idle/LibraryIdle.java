package io.pepper.bench.peers.idle;

import io.pepper.bench.peers.measure.JobLibrary;
import io.pepper.bench.peers.measure.ProcessTimes;
import io.pepper.bench.peers.measure.WorkerProgram;
import io.pepper.fixtures.RedisServer;
import io.pepper.fixtures.TemporaryFolder;
import java.nio.file.Path;

/** A library's queue on a redis-server in memory; one process pushes, another one works. */
public final class LibraryIdle implements IdleQueue {
  private static final int AT_ONCE = 4;

  private final JobLibrary library;
  private RedisServer redis;
  private TemporaryFolder folder;
  private WorkerProgram worker;
  private WorkerProgram producer;

  /** Takes the library. */
  public LibraryIdle(JobLibrary library) {
    this.library = library;
  }

  @Override
  public String name() {
    return library.describe();
  }

  @Override
  public void start(Path delays) {
    redis = RedisServer.inMemory().start();
    folder = new TemporaryFolder("library");
    worker = program(delays.toString());
    worker.call("work");
    producer = program("-");
  }

  private WorkerProgram program(String delays) {
    return new WorkerProgram(
        library.words(redis.port(), AT_ONCE, delays, "-"), folder.file("errors"));
  }

  @Override
  public void push() {
    producer.call("push");
  }

  @Override
  public int pollMillis() {
    return library.pollMillis();
  }

  @Override
  public ProcessTimes processes() {
    return new ProcessTimes().with("Redis", redis.pid()).with(library.process(), worker.pid());
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close();
      producer = null;
    }
    if (worker != null) {
      worker.close();
      worker = null;
    }
    if (redis != null) {
      redis.close();
      redis = null;
      folder.delete();
    }
  }
}
