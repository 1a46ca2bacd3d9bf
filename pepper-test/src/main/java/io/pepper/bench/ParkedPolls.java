package io.pepper.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Consumers that wait for a change, a connection and a virtual thread each. */
public final class ParkedPolls implements AutoCloseable {
  /** A consumer that waits does nothing else until then. */
  private static final int CONNECTING_AT_ONCE = 200;

  private final List<KeptConnection> connections = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<Long>> answers = new ArrayList<>();
  private final AtomicLong rounds = new AtomicLong();
  private volatile boolean closing;

  public ParkedPolls(int port, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      connections.add(new KeptConnection(port));
      if (i % CONNECTING_AT_ONCE == 0) {
        Pause.millis(10);
      }
    }
  }

  /** Everybody asks and waits. */
  void park(PollRequest request) {
    answers.clear();
    for (int i = 0; i < connections.size(); i++) {
      byte[] bytes = request.of(i);
      KeptConnection connection = connections.get(i);
      answers.add(
          threads.submit(() -> {
            connection.exchange(bytes);
            return System.nanoTime();
          }));
    }
  }

  /** Everybody asks, waits, and asks again whatever the answer is, until closed. */
  public void keepParked(PollRequest request) {
    for (int i = 0; i < connections.size(); i++) {
      byte[] bytes = request.of(i);
      KeptConnection connection = connections.get(i);
      threads.submit(() -> {
        while (!closing) {
          connection.exchange(bytes);
          rounds.incrementAndGet();
        }
        return null;
      });
    }
  }

  /** How often somebody who keeps waiting was answered. */
  long rounds() {
    return rounds.get();
  }

  /** Waits until everybody has an answer, and tells when each came, in nanoseconds. */
  List<Long> answered() {
    return answers.stream().map(ParkedPolls::get).toList();
  }

  /** How many wait no longer. */
  long done() {
    return answers.stream().filter(Future::isDone).count();
  }

  private static long get(Future<Long> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a poll failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** What a consumer asks. */
  public interface PollRequest {
    byte[] of(int consumer);
  }

  @Override
  public void close() throws IOException {
    closing = true;
    for (KeptConnection connection : connections) {
      connection.close();
    }
    threads.close();
  }
}
