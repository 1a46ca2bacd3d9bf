package io.pepper.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Some kept connections that call as fast as they are answered, a thread each. */
public final class Callers {
  /**
   * @param perSecond calls answered
   * @param latency of each call, in milliseconds
   */
  public record Outcome(double perSecond, Samples latency) {}

  private final int connections;

  public Callers(int connections) {
    this.connections = connections;
  }

  /** Makes so many calls and waits until all are answered with code 0. */
  public Outcome call(int port, int calls, IntFunction<byte[]> request) {
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    Samples latency = new Samples();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Future<List<Double>>> results = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        results.add(threads.submit(() -> callUntilDone(port, calls, next, request)));
      }
      for (Future<List<Double>> result : results) {
        result.get().forEach(latency::add);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return new Outcome(calls * 1e9 / (System.nanoTime() - start), latency);
  }

  private static List<Double> callUntilDone(
      int port, int calls, AtomicInteger next, IntFunction<byte[]> request) {
    List<Double> latency = new ArrayList<>();
    try (KeptConnection connection = new KeptConnection(port)) {
      for (int i = next.getAndIncrement(); i < calls; i = next.getAndIncrement()) {
        byte[] bytes = request.apply(i);
        long start = System.nanoTime();
        expectOk(connection.exchange(bytes));
        latency.add((System.nanoTime() - start) / 1e6);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return latency;
  }

  /** {@code {"code":0,} is how a good answer begins. */
  public static void expectOk(byte[] answer) {
    String start = new String(answer, 0, Math.min(answer.length, 200), UTF_8);
    if (!start.startsWith("{\"code\":0,")) {
      throw new IllegalStateException("answered with " + start);
    }
  }
}
