package io.pepper.connector.grpc.server;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.pepper.connector.grpc.GrpcCall;
import io.pepper.connector.grpc.GrpcException;
import io.pepper.connector.grpc.GrpcException.Code;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One call. Its listener's methods run on an event loop and only note what happened; the rest on
 * the call's virtual thread, which waits for that. The lock is held for a few instructions.
 */
final class GrpcServerCall extends ServerCall.Listener<byte[]> implements GrpcCall {
  static final String STOPPING = "the server stops";

  private final ServerCall<byte[], byte[]> call;
  private final Metadata headers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  Thread thread;
  private byte[] received;
  private boolean halfClosed;
  private boolean gone;
  private boolean stopping;
  private boolean woken;
  private boolean headersSent;

  GrpcServerCall(ServerCall<byte[], byte[]> call, Metadata headers) {
    this.call = call;
    this.headers = headers;
    call.request(1);
  }

  String method() {
    return call.getMethodDescriptor().getFullMethodName();
  }

  @Override
  public String peer() {
    SocketAddress address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    return address instanceof InetSocketAddress internet
        ? internet.getAddress().getHostAddress()
        : String.valueOf(address);
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(
        headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
  }

  @Override
  public Optional<byte[]> receive(Duration longest) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = longest.toNanos();
      while (received == null && !halfClosed && !woken && isAlive() && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (received == null) {
        woken = false;
        return Optional.empty();
      }
      byte[] message = received;
      received = null;
      call.request(1);
      return Optional.of(message);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isHalfClosed() {
    lock.lock();
    try {
      return halfClosed && received == null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void wake() {
    note(() -> woken = true);
  }

  @Override
  public void send(byte[] message) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (isAlive() && !call.isReady()) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
    transmit(message);
  }

  @Override
  public boolean trySend(byte[] message) {
    lock.lock();
    try {
      if (gone || stopping || !call.isReady()) {
        return false;
      }
    } finally {
      lock.unlock();
    }
    transmit(message);
    return true;
  }

  private void transmit(byte[] message) {
    if (!headersSent) {
      headersSent = true;
      call.sendHeaders(new Metadata());
    }
    call.sendMessage(message);
  }

  /** Returns whether the call goes on. The caller holds the lock. */
  private boolean isAlive() {
    if (gone) {
      throw new GrpcException(Code.CANCELLED, "the client is gone");
    }
    if (stopping) {
      throw new GrpcException(Code.UNAVAILABLE, STOPPING);
    }
    return true;
  }

  /** Sends the client the status of the call. Runs on the call's thread, last. */
  void end(Status status) {
    lock.lock();
    try {
      if (gone) {
        return;
      }
    } finally {
      lock.unlock();
    }
    call.close(status, new Metadata());
  }

  /** Ends all waiting; what the call's thread does otherwise goes on. */
  void stop() {
    note(() -> stopping = true);
  }

  @Override
  public void onMessage(byte[] message) {
    note(() -> received = message);
  }

  @Override
  public void onHalfClose() {
    note(() -> halfClosed = true);
  }

  @Override
  public void onReady() {
    note(() -> {});
  }

  @Override
  public void onCancel() {
    note(() -> gone = true);
  }

  private void note(Runnable what) {
    lock.lock();
    try {
      what.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
