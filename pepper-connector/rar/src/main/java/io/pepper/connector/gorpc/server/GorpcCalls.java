package io.pepper.connector.gorpc.server;

import io.pepper.connector.gorpc.GorpcException;
import io.pepper.connector.gorpc.GorpcMethod;
import io.pepper.gob.GobException;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** The calls of all connections, each begun on a virtual thread. Safe for any number of threads. */
final class GorpcCalls {
  private static final System.Logger LOG = System.getLogger(GorpcCalls.class.getName());

  private final GorpcLimits limits;
  private final RequestBudget budget;
  private final Semaphore permits;
  private final AtomicLong lastId = new AtomicLong();
  private volatile Map<String, GorpcMethod> methods = Map.of();

  GorpcCalls(GorpcLimits limits, RequestBudget budget) {
    this.limits = limits;
    this.budget = budget;
    permits = new Semaphore(limits.calls());
  }

  void serve(Map<String, GorpcMethod> byName) {
    methods = Map.copyOf(byName);
  }

  /** Returns the number of calls under way. */
  int count() {
    return limits.calls() - permits.availablePermits();
  }

  /** Begins a call, or refuses it. Runs on the connection's thread. */
  void start(GorpcServerCall call, GorpcConnection connection) {
    RequestHeader header = call.header();
    GorpcMethod method = methods.get(header.fullName());
    if (method == null) {
      connection.send(GorpcFrames.notFound(header.seq(), header.fullName()));
      return;
    }
    String refusal = refusal(call, connection);
    if (refusal != null) {
      connection.send(GorpcFrames.failure(header.seq(), refusal));
      return;
    }
    if (header.isSendOnly()) {
      connection.send(GorpcFrames.acknowledgement(header.seq()));
    }
    Thread thread =
        Thread.ofVirtual()
            .inheritInheritableThreadLocals(false)
            .name("pepper-gorpc-call-" + lastId.incrementAndGet())
            .unstarted(() -> serve(call, method));
    call.servedBy(thread);
    thread.start();
    connection.endWaitingIfStopping(call);
  }

  /** Counts the call, or returns why it cannot be served now. */
  private String refusal(GorpcServerCall call, GorpcConnection connection) {
    if (!permits.tryAcquire()) {
      return "there are %d calls at a time already; raise pepper.gorpc.max-calls"
          .formatted(limits.calls());
    }
    if (!budget.acquire(call.memory())) {
      permits.release();
      return "the calls that wait hold too many bytes; raise pepper.gorpc.buffer-bytes";
    }
    if (!connection.add(call)) {
      ended(call);
      return "this connection has %d calls at a time already; raise %s"
          .formatted(limits.callsPerConnection(), "pepper.gorpc.max-calls-per-connection");
    }
    return null;
  }

  /** Gives back what a call that was counted has held. */
  void ended(GorpcServerCall call) {
    budget.release(call.memory());
    permits.release();
  }

  private static void serve(GorpcServerCall call, GorpcMethod method) {
    try {
      if (!call.isOver()) {
        Thread.currentThread().setContextClassLoader(method.getClass().getClassLoader());
        method.serve(call);
      }
    } catch (GorpcException | GobException e) {
      call.fail(e.getMessage());
    } catch (InterruptedException e) {
      call.fail("the server stops");
    } catch (RuntimeException e) {
      // Edge: the application's defect is the call's answer; the connection stays.
      LOG.log(
          Level.ERROR,
          "a call of " + call.header().fullName() + " by " + call.peer() + " failed",
          e);
      call.fail("internal error; the log has the reason");
    } finally {
      call.servedBy(null);
    }
  }
}
