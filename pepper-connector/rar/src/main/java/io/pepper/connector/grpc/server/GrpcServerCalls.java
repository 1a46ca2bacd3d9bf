package io.pepper.connector.grpc.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.pepper.connector.grpc.GrpcException;
import io.pepper.connector.grpc.GrpcException.Code;
import io.pepper.connector.grpc.GrpcMethod;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** The calls under way, each on a virtual thread. Safe for any number of threads. */
final class GrpcServerCalls implements ServerCallHandler<byte[], byte[]> {
  private static final System.Logger LOG = System.getLogger(GrpcServerCalls.class.getName());
  private static final ServerCall.Listener<byte[]> DEAF = new ServerCall.Listener<>() {};

  private final int max;
  private final Semaphore permits;
  private final Set<GrpcServerCall> underWay = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Map<String, GrpcMethod>> methods = new CompletableFuture<>();
  private final AtomicLong lastId = new AtomicLong();
  private volatile boolean stopping;

  GrpcServerCalls(int most) {
    this.max = most;
    permits = new Semaphore(most);
  }

  void serve(Map<String, GrpcMethod> byName) {
    methods.complete(Map.copyOf(byName));
  }

  int count() {
    return underWay.size();
  }

  /** Starts the call on a virtual thread. Runs on an event loop. */
  @Override
  public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
    if (!permits.tryAcquire()) {
      String message = "there are %d calls at a time already; raise pepper.grpc.max-calls";
      call.close(Status.RESOURCE_EXHAUSTED.withDescription(message.formatted(max)), new Metadata());
      return DEAF;
    }
    GrpcServerCall ours = new GrpcServerCall(call, headers);
    ours.thread =
        Thread.ofVirtual()
            .inheritInheritableThreadLocals(false)
            .name("pepper-grpc-" + lastId.incrementAndGet())
            .unstarted(() -> run(ours));
    underWay.add(ours);
    ours.thread.start();
    if (stopping) {
      ours.stop();
    }
    return ours;
  }

  private void run(GrpcServerCall call) {
    try {
      call.end(statusAfter(call));
    } finally {
      underWay.remove(call);
      permits.release();
    }
  }

  private Status statusAfter(GrpcServerCall call) {
    try {
      GrpcMethod method = method(call.method());
      Thread.currentThread().setContextClassLoader(method.getClass().getClassLoader());
      method.serve(call);
      return Status.OK;
    } catch (GrpcException e) {
      return Status.fromCodeValue(e.code().number()).withDescription(e.getMessage());
    } catch (InterruptedException e) {
      return Status.UNAVAILABLE.withDescription(GrpcServerCall.STOPPING);
    } catch (RuntimeException e) {
      // Edge: the application's defect is the call's status; the connection stays.
      LOG.log(Level.ERROR, "a call of " + call.method() + " by " + call.peer() + " failed", e);
      return Status.INTERNAL.withDescription("internal error; the log has the reason");
    }
  }

  private GrpcMethod method(String name) throws InterruptedException {
    try {
      GrpcMethod method = methods.get().get(name);
      if (method == null) {
        throw new GrpcException(Code.UNIMPLEMENTED, "there is no method " + name);
      }
      return method;
    } catch (ExecutionException e) {
      throw new GrpcException(Code.UNAVAILABLE, GrpcServerCall.STOPPING);
    }
  }

  /** Ends what waits for a client or for the methods. */
  void stop() {
    stopping = true;
    methods.completeExceptionally(new IllegalStateException(GrpcServerCall.STOPPING));
    underWay.forEach(GrpcServerCall::stop);
  }

  /** Interrupts whatever has not ended. */
  void interrupt() {
    stop();
    underWay.forEach(call -> call.thread.interrupt());
  }
}
