package io.pepper.coordination.etcd;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.common.exception.ErrorCode;
import io.etcd.jetcd.common.exception.EtcdException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.pepper.concurrent.Threads;
import io.pepper.coordination.CoordinationUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The connection to etcd. Every call ends within five seconds. gRPC waits up to two minutes before
 * it tries a lost server again; so as soon as a server accepts again, and after ten seconds without
 * any success, the client is replaced, which tries at once and ends all watches, whose owners then
 * start over. Safe for any number of threads.
 */
final class EtcdConnection implements AutoCloseable {
  private static final Logger LOG = System.getLogger(EtcdConnection.class.getName());
  private static final Duration CALL_LIMIT = Duration.ofSeconds(5);
  private static final Duration REPLACE_AFTER = Duration.ofSeconds(10);

  // jetcd would wait half a second, then twice as long each time: an etcd that just started refuses
  // calls until it has a leader, and everybody waits for the first one that succeeds.
  private static final Duration RETRY = Duration.ofMillis(50);
  private static final Duration MAX_RETRY_DELAY = Duration.ofMillis(250);
  private static final int MAX_ANSWER_BYTES = 128 << 20;

  private final List<String> urls;
  // Starts the calls, and outlives replaced clients. jetcd's own would take up to one platform
  // thread for each caller of the moment.
  private final ExecutorService starter =
      Executors.newThreadPerTaskExecutor(Threads.virtual("pepper-etcd-", 0).factory());
  private final EtcdProbe probe;
  private volatile Client client;
  private volatile long lastGood = System.nanoTime();
  private volatile boolean closed;

  EtcdConnection(List<String> urls) {
    this.urls = urls;
    this.probe = new EtcdProbe(urls, this::replace);
    this.client = connected();
  }

  private Client connected() {
    return Client.builder()
        .endpoints(urls.toArray(String[]::new))
        .connectTimeout(Duration.ofSeconds(2))
        .keepaliveTime(Duration.ofSeconds(10))
        .keepaliveTimeout(Duration.ofSeconds(5))
        .retryChronoUnit(ChronoUnit.MILLIS)
        .retryDelay(RETRY.toMillis())
        .retryMaxDelay(MAX_RETRY_DELAY.toMillis())
        .retryMaxDuration(CALL_LIMIT)
        .maxInboundMessageSize(MAX_ANSWER_BYTES)
        .executorService(starter)
        .interceptor(new Deadlines())
        .build();
  }

  List<String> urls() {
    return urls;
  }

  /** Returns the client for a watch, which has no time limit; ask anew for each. */
  Client client() {
    return client;
  }

  /**
   * Makes one call and waits for its answer; made for virtual threads. Any number may wait at once:
   * they share one connection, and etcd sets no limit to the calls on it.
   *
   * @throws CoordinationUnavailableException if there is no good answer in time
   */
  <T> T call(Function<Client, CompletableFuture<T>> call) {
    if (closed) {
      throw new CoordinationUnavailableException("the coordination is closed", null);
    }
    Client used = client;
    try {
      T answer = call.apply(used).get(CALL_LIMIT.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
      lastGood = System.nanoTime();
      return answer;
    } catch (ExecutionException e) {
      replaceIfUseless(used);
      throw unavailable(e.getCause());
    } catch (TimeoutException | RuntimeException e) {
      // Edge: jetcd throws this or that when the client was just replaced and is closed.
      replaceIfUseless(used);
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private CoordinationUnavailableException unavailable(Throwable cause) {
    return new CoordinationUnavailableException(
        "etcd at " + String.join(",", urls) + ": " + reason(cause), cause);
  }

  /** Returns one line, as gRPC's own texts hold whole stack traces. */
  private static String reason(Throwable cause) {
    Status status = Status.fromThrowable(cause);
    if (cause instanceof TimeoutException || status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      return "no answer within " + CALL_LIMIT.toSeconds() + " s";
    }
    String text = status.getDescription() == null ? cause.toString() : status.getDescription();
    return text.lines().findFirst().orElse(status.getCode().name());
  }

  static boolean saysNotFound(CoordinationUnavailableException failure) {
    Throwable cause = failure.getCause();
    if (cause == null) {
      return false;
    }
    return Status.fromThrowable(cause).getCode() == Status.Code.NOT_FOUND
        || (cause instanceof EtcdException e && e.getErrorCode() == ErrorCode.NOT_FOUND);
  }

  private synchronized void replaceIfUseless(Client used) {
    boolean useless = System.nanoTime() - lastGood > REPLACE_AFTER.toNanos();
    if (useless && used == client) {
      replace();
    }
    long last = lastGood;
    probe.probeWhile(() -> !closed && lastGood == last);
  }

  private synchronized void replace() {
    if (!closed) {
      LOG.log(Level.WARNING, "etcd at {0} has been away: connecting anew", urls);
      Client used = client;
      lastGood = System.nanoTime();
      client = connected();
      used.close();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    client.close();
  }

  /** The time limits of calls, on the wire, too; watches have none. */
  private static final class Deadlines implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      boolean endless = method.getFullMethodName().endsWith("Watch/Watch");
      return next.newCall(
          method,
          endless
              ? options
              : options.withDeadlineAfter(CALL_LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    }
  }
}
